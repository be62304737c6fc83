"""How many nudges a second the database alone can take through claim, intent and settling."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from statistics import mean

from bot.worker.dispatch import BATCH
from bot.worker.hold import LEASE
from bot.worker.turns import EACH
from storage.records import Nudge
from storage.unit_of_work import UnitOfWork
from tests.benchmarks.nudge_table import START, NudgeTable

OWNER = "b" * 32
TS = "1700000000.000001"
LARGE = 25 * BATCH


@dataclass(frozen=True, slots=True)
class Rate:
    """Whole nudges a second, and milliseconds that a claim takes with its commit."""

    each_second: float
    claim: float


@dataclass(frozen=True, slots=True)
class Way:
    """How many nudges share a transaction, at most so many of a workspace."""

    name: str
    at_once: int
    each: int | None
    nudges: int


WAYS = (
    Way(f"batches of {BATCH}, as a worker claims", BATCH, EACH, 6_000),
    Way(f"batches of {LARGE}", LARGE, EACH, 6_000),
    Way("one at a time", 1, None, 200),
)


def rate(table: NudgeTable, way: Way) -> Rate:
    """Let so many fall due at once, and handle them."""
    table.plan([*table.spread(START, way.nudges, 1)])
    table.analyse()
    now, claims, handled = START + timedelta(hours=1), [], 0
    began = time.perf_counter()
    while handled < way.nudges:
        since = time.perf_counter()
        with table.database.write() as work:
            claimed = work.nudges.claim(now, OWNER, LEASE, way.at_once, way.each)
            work.commit()
        claims.append(time.perf_counter() - since)
        _together(table, claimed, lambda work, nudge: work.nudges.intend(nudge, now))
        _together(table, claimed, lambda work, nudge: work.nudges.sent(nudge, TS))
        handled += len(claimed)
        assert claimed, f"{way.nudges - handled} were not found"
    seconds = time.perf_counter() - began
    table.clear()
    return Rate(handled / seconds, 1000 * mean(claims))


def rates(table: NudgeTable, way: Way, runs: int) -> Iterator[Rate]:
    return (rate(table, way) for _ in range(runs))


def _together(table: NudgeTable, nudges: tuple[Nudge, ...], note: Callable[[UnitOfWork, Nudge], None]) -> None:
    with table.database.write() as work:
        for nudge in nudges:
            note(work, nudge)
        work.commit()
