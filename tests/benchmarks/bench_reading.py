"""How long the goals of a large workspace take to read at Slack's pace: `python -m tests.benchmarks.bench_reading [n]`.

The clock is the sandbox's, so hours take minutes; the calls, the tables and the restart in the middle are real. Goals
are embedded by counting words, since what is measured is reading, not the model.
"""

import sys
import time
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import islice, product
from uuid import uuid4

from bot.metrics import Metrics
from bot.sandbox.delivery import Mode
from bot.sandbox.stage import Stage
from bot.worker.worker import Worker
from storage.records import EVERYONE, GoalSettings
from tests.trips.cast import WordCounts
from tests.trips.crowds import chosen, join

MEMBERS = 10_000
MIDNIGHT = datetime(2026, 11, 23, tzinfo=UTC)
RUN = MIDNIGHT + timedelta(hours=10)
TICK = timedelta(seconds=2)
"""The worker's own rhythm for reading and matching."""
WEEK = 202648
"""The ISO week of the run."""
VERBS = ("Write", "Read", "Practise", "Plan", "Repair", "Learn", "Teach", "Draw", "Build", "Sort")
THINGS = ("letters", "songs", "chapters", "recipes", "bicycles", "maps", "poems", "gardens", "radios", "proofs")


def main(members: int = MEMBERS) -> None:
    """Read everything, die half-way, read everything again, and carry out the weekly run; print what it took."""
    with Stage((), MIDNIGHT, WordCounts, Mode.HTTP) as stage:
        join(stage, islice(_goals(), members))
        began = time.perf_counter()
        half = _read(stage, _worker(stage), members // 2)
        restarted = _worker(stage)
        whole = _read(stage, restarted, members)
        real = time.perf_counter() - began
        print(f"{members} members, restarted once\n")
        _line("read by the first worker, simulated hours", half / timedelta(hours=1))
        _line("read anew after the restart, simulated hours", whole / timedelta(hours=1))
        _line("ready before the weekly run, simulated hours", (RUN - stage.slack.clock.now()) / timedelta(hours=1))
        made = stage.slack.server.calls.made
        _line("conversations.history calls", [call.method for call in made].count("conversations.history"))
        _line("calls that Slack refused", sum(1 for call in made if call.error))
        _line("real seconds for all of it", real)
        stage.slack.clock.move_to(max(RUN, stage.slack.clock.now()))
        _carry_out(stage, restarted)


def _goals() -> Iterable[tuple[str, str, GoalSettings]]:
    texts = (" ".join(one) for one in product(VERBS, THINGS, THINGS, THINGS))
    return ((f"UM{number:05d}", f"{text} every week", chosen()) for number, text in enumerate(texts))


def _worker(stage: Stage) -> Worker:
    return Worker(stage.trellis.context, WordCounts, stage.slack.clock.now, uuid4().hex, Metrics())


def _read(stage: Stage, worker: Worker, most: int) -> timedelta:
    """Let a worker tick until it has read so many; give the time on the clock that it took."""
    start, before = stage.slack.clock.now(), len(stage.slack.server.calls.made)
    while len(stage.slack.server.calls.made) - before < most:
        worker._run(stage.slack.clock.now())
        stage.slack.clock.advance(TICK)
    return stage.slack.clock.now() - start


def _carry_out(stage: Stage, worker: Worker) -> None:
    """Measure the weekly run itself: matching, and writing it all down."""
    began = time.perf_counter()
    while _waits(stage):
        worker._run(stage.slack.clock.now())
        stage.slack.clock.advance(TICK)
    _line("weekly run, real seconds", time.perf_counter() - began)
    with stage.trellis.context.database.read() as work:
        _line("members with a suggestion", len(work.suggestions.open_members(stage.trellis.workspace_id)))


def _waits(stage: Stage) -> bool:
    with stage.trellis.context.database.read() as work:
        return not work.runs.is_noted(stage.trellis.workspace_id, WEEK, EVERYONE) or bool(
            work.runs.due(stage.trellis.workspace_id, stage.slack.clock.now())
        )


def _line(name: str, figure: float) -> None:
    shown = f"{figure:,.1f}".removesuffix(".0")
    print(f"{name:<50}{shown:>12}")


if __name__ == "__main__":
    main(*(int(given) for given in sys.argv[1:2]))
