"""Everything that happens without a request: runs, planning, sending and tidying, each in its rhythm."""

import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

import numpy as np
from numpy.typing import NDArray

from bot import once
from bot.metrics import Metrics
from bot.services import (
    circles,
    daily_steps,
    erasure,
    goal_periods,
    life,
    members,
    mid_month,
    planning,
    pulse,
    runs,
    suggestions,
    waiting,
    zones,
)
from bot.services.context import Context
from bot.services.nudges import compose
from bot.services.rounds import Rounds
from bot.services.settling import settled
from bot.services.vectors import Encoder
from bot.slack.pace import Pace, PacedWords, Reader
from bot.worker.attempt import Decision
from bot.worker.clock import Clock, Job
from bot.worker.dispatch import Dispatcher
from storage.errors import DatabaseUnusableError
from storage.records import Nudge

LIFE: tuple[Callable[[Context, datetime], None], ...] = (
    goal_periods.plan,
    waiting.plan,
    mid_month.plan,
    daily_steps.plan,
    life.plan,
    circles.plan,
    pulse.plan,
)
"""Everything that follows from dates and attendance alone; each looks through all workspaces and plans nudges."""
ZONES_EVERY = timedelta(hours=6)
"""A process has one set of rules of zones from its start on; again, for what one with older rules has planned since."""
MOST_ROUNDS = 100
"""One tick gives up after this many rounds, so that a fault cannot keep it busy for ever."""


class LateEncoder:
    """Loads the model at first use, in the worker's own thread; no listener ever waits for it."""

    def __init__(self, load: Callable[[], Encoder]) -> None:
        self._load = load
        self._lock = threading.Lock()
        self._encoder: Encoder | None = None

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Embed a batch; raises ModelUnavailableError if the model cannot be had."""
        with self._lock:
            self._encoder = self._encoder or self._load()
        return self._encoder.encode(texts)


class Worker:
    """One worker process's work; `owner` marks its claims, `hands` says how many messages may be under way at once.

    `stopwatch` counts seconds as `now` does, but cannot be set.
    """

    def __init__(
        self,
        context: Context,
        load: Callable[[], Encoder],
        now: Callable[[], datetime],
        owner: str,
        metrics: Metrics,
        hands: int = 1,
        stopwatch: Callable[[], float] = time.monotonic,
    ) -> None:
        self._context = context
        self._paces: dict[str, Pace] = {}
        words_at = partial(self._words, Reader.MATCHING)
        self._rounds = Rounds(context, LateEncoder(load), words_at, owner, metrics.ran)
        self._dispatcher = Dispatcher(
            context.database, context.messenger, self._compose, settled, owner, metrics, hands, stopwatch
        )
        self._jobs = (
            Job("tidy", timedelta(seconds=10), self._tidy),
            Job("plan", timedelta(seconds=30), self._plan),
            Job("zones", ZONES_EVERY, self._follow_zones),
            Job("life", timedelta(minutes=5), self._live),
            Job("runs", timedelta(seconds=2), self._run),
            Job("dispatch", timedelta(seconds=1), lambda _: self._dispatcher.go_on(now)),
        )
        self._clock = Clock(self._jobs, now)

    def start(self) -> None:
        """Begin to tick."""
        self._clock.start()

    def stop(self) -> None:
        """Finish what is under way, for DRAIN_SECONDS at most, and let other workers read."""
        self._dispatcher.stop()
        self._clock.stop()
        with suppress(DatabaseUnusableError):  # then the leases end by themselves
            self._rounds.leave()

    def tick(self, now: datetime) -> None:
        """Do at once everything that is due at an instant, until nothing is left; for tests and the demo."""
        self._tidy(now)
        self._follow_zones(now)
        self._plan(now)
        self._live(now)
        _until_done(self._run, now)
        _until_done(self._dispatcher.tick, now)

    def _tidy(self, now: datetime) -> None:
        suggestions.expire(self._context, now)
        members.return_from_pause(self._context, now)
        erasure.erase_due(self._context, now)
        once.forget(self._context.database, now)
        self._context.database.forget_erasures(now)

    def _plan(self, now: datetime) -> None:
        planning.plan_check_ins(self._context, now)
        planning.plan_nudges(self._context, now)

    def _follow_zones(self, now: datetime) -> None:
        zones.follow_rules(self._context, now)

    def _live(self, now: datetime) -> None:
        for plan in LIFE:
            plan(self._context, now)

    def _run(self, now: datetime) -> int:
        suggestions.expire(self._context, now)  # or members whose suggestion is a week old would miss the run
        runs.plan_weekly(self._context, now)
        return self._rounds.go(now)

    def _compose(self, nudge: Nudge, now: datetime) -> Decision:
        words = self._words(Reader.NUDGES, nudge.workspace_id, now)
        return compose(replace(self._context, words=words), nudge, now)

    def _words(self, reader: Reader, workspace_id: str, now: datetime) -> PacedWords:
        return PacedWords(self._context.words, self._paces.setdefault(workspace_id, Pace()), reader, now)


def _until_done(work: Callable[[datetime], int], now: datetime) -> None:
    """Go on for as long as something was done."""
    for _ in range(MOST_ROUNDS):
        if not work(now):
            return
