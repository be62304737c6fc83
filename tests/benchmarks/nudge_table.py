"""A table with many planned nudges, and what falls due in it while something is measured."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import count

from sqlalchemy import Engine, update

from matching.vocabulary import Weekday
from storage.database import Database
from storage.records import NO_SUBJECT, Nudge, Workspace
from storage.stores.nudge_rows import is_open
from storage.tables import NudgeRow
from storage.vocabulary import NudgeKind, NudgeReason, NudgeState

START = datetime(2026, 3, 2, 12, tzinfo=UTC)
FAR = START + timedelta(days=30)
"""What is planned only falls due from here on, a second apart; what is measured falls due before."""
WINDOW = timedelta(days=2)
CHUNK = 20_000


class NudgeTable:
    """The nudges of so many workspaces, and more of them when asked."""

    def __init__(self, engine: Engine, workspaces: int) -> None:
        self.database = Database(engine)
        self.workspaces = tuple(f"T{number:05d}" for number in range(workspaces))
        self._engine = engine
        self._numbers = count()

    def fill(self, planned: int) -> None:
        """Store the workspaces, and so many nudges that will not fall due."""
        with self.database.write() as work:
            for ws in self.workspaces:
                work.workspaces.add(Workspace(ws, Weekday.MON, 10, "Etc/UTC", START))
            work.commit()
        for begin in range(0, planned, CHUNK):
            chunk = range(begin, min(begin + CHUNK, planned))
            self.plan([self.nudge(self._turn(each), FAR + timedelta(seconds=each)) for each in chunk])
        self.analyse()

    def plan(self, nudges: Sequence[Nudge]) -> None:
        with self.database.write() as work:
            work.nudges.plan(nudges)
            work.commit()

    def nudge(self, ws: str, due_at: datetime) -> Nudge:
        """Make one to somebody who gets no other."""
        member = f"U{next(self._numbers):08d}"
        return Nudge(ws, NO_SUBJECT, START.date(), member, NudgeKind.AFTER, due_at, due_at + WINDOW)

    def spread(self, begins: datetime, each_second: float, seconds: float) -> Iterator[Nudge]:
        """Make ordinary traffic: evenly over time, and over all workspaces but the first."""
        for each in range(round(each_second * seconds)):
            yield self.nudge(self._turn(each, but=1), begins + timedelta(seconds=each / each_second))

    def clear(self) -> None:
        """Cancel what is left of a measurement, and let the database tidy up as it does at night."""
        left = update(NudgeRow).where(is_open(), NudgeRow.due_at < FAR)
        gone = {"state": NudgeState.CANCELLED, "reason": NudgeReason.TOO_LATE, "owner": None, "lease_until": None}
        with self.database.write() as work:
            work.connection.execute(left.values(**gone))
            work.commit()
        self.analyse()

    def analyse(self) -> None:
        """Let PostgreSQL do now what its autovacuum would do in the middle of a measurement."""
        if self._engine.dialect.name == "postgresql":
            with self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.exec_driver_sql("VACUUM ANALYZE nudge")

    def _turn(self, number: int, but: int = 0) -> str:
        return self.workspaces[but + number * 7919 % (len(self.workspaces) - but)]
