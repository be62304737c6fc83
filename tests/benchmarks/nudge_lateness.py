"""How late nudges arrive while a worker sends them to a Slack that takes its time."""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, unique
from statistics import quantiles
from typing import Protocol

from bot.metrics import Metrics
from bot.worker.dispatch import HANDS, Dispatcher
from storage.database import Database
from storage.records import Nudge
from tests.benchmarks.nudge_table import START, NudgeTable
from tests.proofs.lease_and_rerun import LeaseAndRerun
from tests.proofs.slow_slack import SlowSlack, compose

TICK = 1.0
LARGE = 10_000
HANGING = 2.0
"""Nudges a second to a workspace where Slack hangs."""
OVER = START - timedelta(days=1)
OWNER = "c" * 32


@unique
class Trouble(Enum):
    """What one workspace does to the others."""

    NONE = "nothing"
    FLOOD = f"{LARGE:,} due at once"
    HANG = "Slack hangs, 10 s a call"


class Sender(Protocol):
    """What claims and sends: Trellis or its rival."""

    def go_on(self, now: Callable[[], datetime]) -> None:
        """Send for as long as anything is due."""


@dataclass(frozen=True, slots=True)
class Lateness:
    """Of the nudges of ordinary workspaces, in seconds from when they were due to Slack's answer."""

    p50: float
    p99: float
    unsent: int
    """These count as late as they were at the end."""


def trellis(database: Database, slack: SlowSlack) -> Sender:
    return Dispatcher(database, slack, compose, lambda *_: None, OWNER, Metrics(), HANDS)


def rival(database: Database, slack: SlowSlack) -> Sender:
    """Give what sends the oldest first whosever they are, with as many hands, and waits for each batch."""
    return LeaseAndRerun(database, slack, compose, OWNER, HANDS)


@dataclass(frozen=True, slots=True)
class Scene:
    """Ordinary traffic for so many seconds, and one workspace's trouble from its beginning on."""

    each_second: float
    seconds: float
    trouble: Trouble

    def lateness(self, table: NudgeTable, make: Callable[[Database, SlowSlack], Sender]) -> Lateness:
        """Play it in real time."""
        ordinary = [*table.spread(START, self.each_second, self.seconds)]
        table.plan([*ordinary, *self._troubling(table)])
        table.analyse()
        slack = SlowSlack(hanging={table.workspaces[0]} if self.trouble is Trouble.HANG else ())
        with _at_work(make(table.database, slack)) as began:
            time.sleep(self.seconds + 2 * TICK)
            ends = time.monotonic()
        table.clear()
        return _figures(ordinary, slack, began, ends)

    def _troubling(self, table: NudgeTable) -> Sequence[Nudge]:
        one = table.workspaces[0]
        match self.trouble:
            case Trouble.NONE:
                return ()
            case Trouble.FLOOD:
                return [table.nudge(one, START) for _ in range(LARGE)]
            case Trouble.HANG:
                dues = (START + timedelta(seconds=each / HANGING) for each in range(round(self.seconds * HANGING)))
                return [table.nudge(one, due) for due in dues]


@contextmanager
def _at_work(sender: Sender) -> Iterator[float]:
    began, over = time.monotonic(), threading.Event()

    def now() -> datetime:
        return OVER if over.is_set() else START + timedelta(seconds=time.monotonic() - began)

    def tick() -> None:
        while not over.wait(TICK):
            sender.go_on(now)

    thread = threading.Thread(target=tick)
    thread.start()
    try:
        yield began
    finally:
        over.set()
        thread.join()


def _figures(ordinary: Sequence[Nudge], slack: SlowSlack, began: float, ends: float) -> Lateness:
    arrived = {key: at for key, at in slack.arrivals if at <= ends}
    late = [arrived.get(one.key, ends) - began - (one.due_at - START).total_seconds() for one in ordinary]
    cuts = quantiles(late, n=100)
    return Lateness(cuts[49], cuts[98], sum(1 for one in ordinary if one.key not in arrived))
