"""How soon requests are acknowledged with many at once, and what the processes weigh.

Run `python -m tests.benchmarks.bench_acknowledge`. The sandbox answers every Web API call in 100 ms.
"""

import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from statistics import quantiles

from bot.sandbox.actor import Actor
from bot.sandbox.stage import Stage
from bot.sandbox.world import Message
from storage.records import EVERYONE
from tests.benchmarks.crowd import CLIENTS, GOAL, PORT, WEEKS, crowd, megabytes, process, wait_for_web

ROUNDS = 4
SLACK_ANSWERS_IN = 0.1
"""Seconds."""
NEXT_WEEK = 209901
"""An ISO week that has no run yet."""


def main() -> None:
    """Measure and print a table."""
    with crowd() as (stage, members):
        stage.slack.server.latency = SLACK_ANSWERS_IN
        began = time.perf_counter()
        with process("web", stage) as web:
            wait_for_web()
            started = time.perf_counter() - began
            stage.slack.connect(f"http://127.0.0.1:{PORT}/slack/events")
            print(f"\n{CLIENTS} clients at once, Slack answers in {SLACK_ANSWERS_IN * 1000:.0f} ms")
            print(f"{'acknowledged in ms':34}{'n':>6}{'p50':>8}{'p99':>8}{'max':>8}")
            _figures("slash command", _rounds(ROUNDS, members, _command))
            _figures("attendance click", _rounds(WEEKS, members, _click))
            _figures("goal submission", _rounds(ROUNDS, members, _goal))
            print(f"{'web: memory in MB':34}{megabytes(web.pid):>30.0f}")
            print(f"{'web: start-up in s':34}{started:>30.1f}")
            for member in members[:2]:
                _set_free(member)
        _worker(stage)


def _rounds(rounds: int, members: Sequence[Actor], prepare: Callable[[Actor], Callable[[], object]]) -> list[float]:
    """Let everybody act at once, several times; preparing is not counted."""
    return [seconds for _ in range(rounds) for seconds in _at_once([prepare(member) for member in members])]


def _at_once(acts: Iterable[Callable[[], object]]) -> list[float]:
    with ThreadPoolExecutor(CLIENTS) as pool:
        return list(pool.map(_timed, acts))


def _timed(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def _command(member: Actor) -> Callable[[], object]:
    return partial(member.command, "/trellis")


def _click(member: Actor) -> Callable[[], object]:
    """Answer one check-in; the click writes a row and replaces the message."""
    return member.aim("met", _unanswered(member))


def _unanswered(member: Actor) -> Message:
    return next(one for one in member.messages(member.dm.id) if "'met'" in str(one.blocks))


def _goal(member: Actor) -> Callable[[], object]:
    """State the goal anew: the card is posted, the pointer stored, the older card deleted."""
    member.command("/trellis", "goal")
    member.fill(goal=GOAL)
    return partial(_submit, member)


def _submit(member: Actor) -> None:
    if not member.submit():
        raise RuntimeError(f"not acknowledged: {member.last_error}")


def _set_free(member: Actor) -> None:
    """Let a member look for a partner again, so that the worker has goals to read."""
    member.command("/trellis", "leave")
    member.click("leave_programme", member.ephemerals[-1])
    member.command("/trellis", "resume")


def _worker(stage: Stage) -> None:
    """Weigh the worker once it has loaded the model and carried a run out."""
    database, workspace_id = stage.trellis.context.database, stage.trellis.workspace_id
    with database.write() as work:
        work.runs.add(workspace_id, NEXT_WEEK, EVERYONE)
        work.commit()
    began = time.perf_counter()
    with process("worker", stage) as worker:
        while _waits(stage):
            time.sleep(0.1)
        print(f"{'worker: memory in MB':34}{megabytes(worker.pid):>30.0f}")
        print(f"{'worker: start-up with model in s':34}{time.perf_counter() - began:>30.1f}")


def _waits(stage: Stage) -> bool:
    with stage.trellis.context.database.read() as work:
        return bool(work.runs.due(stage.trellis.workspace_id, stage.slack.clock.now()))


def _figures(name: str, seconds: list[float]) -> None:
    cuts = quantiles((1000 * one for one in seconds), n=100)
    print(f"{name:34}{len(seconds):>6}{cuts[49]:>8.0f}{cuts[98]:>8.0f}{1000 * max(seconds):>8.0f}")


if __name__ == "__main__":
    main()
