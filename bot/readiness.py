"""Whether this process can do its work now, and what an operator should look at although it can."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version

from storage.database import Database
from storage.errors import DatabaseUnusableError

OLD = 900.0
CLOCK_OFF = 5.0
"""Seconds from which on a nudge that waits, or a difference between clocks, is remarked upon."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Nudges that are due and not sent, and for how many seconds the oldest has been."""

    count: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Report:
    """What /readyz shows; all times are in seconds, and None is what cannot be known."""

    is_ready: bool
    database: str
    tables: str
    socket_mode: str | None
    clock_ahead_of_database: float | None
    clock_moved_since_start: float
    tzdata: str
    nudges_due: int | None
    oldest_due_nudge: float | None
    remarks: tuple[str, ...]


class Readiness:
    """Made when a process starts; `now` gives aware UTC, `stopwatch` seconds that nobody can set."""

    def __init__(
        self, database: Database, now: Callable[[], datetime], stopwatch: Callable[[], float] = time.monotonic
    ) -> None:
        self._database = database
        self._now = now
        self._stopwatch = stopwatch
        self._offset = self._to_stopwatch()
        self._connected: Callable[[], bool] | None = None

    def watch(self, connected: Callable[[], bool]) -> None:
        """Ask from now on whether Socket Mode is connected."""
        self._connected = connected

    def report(self) -> Report:
        """Look at everything; only what another process would do better makes this one not ready."""
        current, ahead = self._asked()
        waiting = self.waiting() if current else None
        moved = round(self._to_stopwatch() - self._offset, 3)
        connected = self._connected and self._connected()
        return Report(
            is_ready=current is True,
            database="unreachable" if current is None else "reachable",
            tables="unknown" if current is None else "current" if current else "of another version",
            socket_mode=None if connected is None else "connected" if connected else "not connected",
            clock_ahead_of_database=ahead,
            clock_moved_since_start=moved,
            tzdata=version("tzdata"),
            nudges_due=waiting.count if waiting else None,
            oldest_due_nudge=waiting.seconds if waiting else None,
            remarks=tuple(_remarks(current, connected, ahead, moved, waiting)),
        )

    def waiting(self) -> Waiting | None:
        """Count the nudges that wait; None while the database cannot be asked."""
        now = self._now()
        try:
            with self._database.read() as work:
                count, since = work.overdue.look(now)
        except DatabaseUnusableError:
            return None
        return Waiting(count, round((now - since).total_seconds(), 3) if since else 0.0)

    def _asked(self) -> tuple[bool | None, float | None]:
        """Tell whether the tables are those of this version, and how far our clock is ahead of the database's."""
        try:
            current, theirs = self._database.is_current(), self._database.clock()
        except DatabaseUnusableError:
            return None, None
        return current, None if theirs is None else round((self._now() - theirs).total_seconds(), 3)

    def _to_stopwatch(self) -> float:
        return self._now().timestamp() - self._stopwatch()


def _remarks(
    current: bool | None, connected: bool | None, ahead: float | None, moved: float, waiting: Waiting | None
) -> list[str]:
    looked = (
        (current is None, "The database does not answer: see DATABASE_URL and trellis doctor."),
        (current is False, "The tables are not those of this version: run trellis migrate."),
        (connected is False, "No request of a member can arrive: see the log, SLACK_APP_TOKEN and trellis doctor."),
        (ahead is not None and abs(ahead) > CLOCK_OFF, "This clock and the database's differ: check NTP on both."),
        (abs(moved) > CLOCK_OFF, "The clock was set, or the machine slept, since this process started."),
        (waiting is not None and waiting.seconds > OLD, "A nudge is long due: check that a worker runs and its log."),
    )
    return [sentence for holds, sentence in looked if holds]
