"""Everything that happens without a request: runs, planning, sending and tidying, each in its rhythm."""

import threading
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from bot.services import erasure, members, planning, runs, suggestions
from bot.services.context import Context
from bot.services.nudges import compose
from bot.services.settling import settled
from bot.services.vectors import Encoder, Vectors
from bot.worker.clock import Clock, Job
from bot.worker.dispatch import Dispatcher

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
    """One worker process's work; `owner` marks its claims."""

    def __init__(self, context: Context, load: Callable[[], Encoder], now: Callable[[], datetime], owner: str) -> None:
        self._context = context
        self._vectors = Vectors(LateEncoder(load), context.words)
        self._dispatcher = Dispatcher(
            context.database, context.messenger, lambda nudge, at: compose(context, nudge, at), settled, owner
        )
        self._jobs = (
            Job("tidy", timedelta(seconds=10), self._tidy),
            Job("plan", timedelta(seconds=30), self._plan),
            Job("runs", timedelta(seconds=2), self._run),
            Job("dispatch", timedelta(seconds=1), self._dispatcher.tick),
        )
        self._clock = Clock(self._jobs, now)

    def start(self) -> None:
        """Begin to tick."""
        self._clock.start()

    def stop(self) -> None:
        """Finish what is under way, for 10 s at most."""
        self._clock.stop()

    def tick(self, now: datetime) -> None:
        """Do at once everything that is due at an instant, until nothing is left; for tests and the demo."""
        self._tidy(now)
        self._plan(now)
        self._run(now)
        for _ in range(MOST_ROUNDS):
            if not self._dispatcher.tick(now):
                return

    def _tidy(self, now: datetime) -> None:
        suggestions.expire(self._context, now)
        members.return_from_pause(self._context, now)
        erasure.erase_due(self._context, now)

    def _plan(self, now: datetime) -> None:
        planning.plan_check_ins(self._context, now)
        planning.plan_nudges(self._context, now)

    def _run(self, now: datetime) -> None:
        runs.plan_weekly(self._context, now)
        runs.carry_out_due(self._context, self._vectors, now)
