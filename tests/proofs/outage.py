"""Prints what becomes of nudges that fall due while no worker runs: `python -m tests.proofs.outage`."""

import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NoReturn

from bot.sandbox.delivery import Mode
from bot.sandbox.stage import Stage
from bot.slack.blocks.phrases import moment
from storage.records import Nudge
from storage.vocabulary import NudgeState
from tests import postgres
from tests.proofs import misfires
from tests.proofs.crowd import START, ZONE, Circle
from tests.proofs.storm_slack import mark
from tests.proofs.table import setting, table

BEGINS, ENDS = START + timedelta(hours=3), START + timedelta(hours=9)
LAST = START + timedelta(hours=11)
MANY = 24
STEP, MINUTE = timedelta(minutes=10), timedelta(minutes=1)
HEADS = (
    "",
    "due meanwhile",
    "arrived once, inside its window",
    "expired, and App Home says so",
    "twice",
    "silent",
    "seconds",
)


@dataclass(frozen=True, slots=True)
class Toll:
    """What became of the nudges that were due during an outage; `silent` are those that nobody hears of."""

    due: int
    arrived: int
    told: int
    twice: int
    silent: int


def circles(count: int, workspace_id: str) -> list[Circle]:
    """Let circles meet all the time, from START to LAST."""
    step = (LAST - START) / count
    return [Circle(workspace_id, number, START + number * step) for number in range(count)]


def outage(count: int, database_url: str) -> Toll:
    """Live a day with a worker, six hours of it without one."""
    with Stage((), START, _no_model, Mode.HTTP, database_url) as stage:
        met = circles(count, stage.trellis.workspace_id)
        _gather(stage, met)
        stage.settle()
        stage.until(BEGINS, STEP)
        stage.slack.clock.move_to(ENDS)
        _catch_up(stage)
        stage.until(LAST, STEP)
        return _toll(stage, meanwhile(met))


def _catch_up(stage: Stage) -> None:
    """Let the worker send what waits, at the pace that a workspace bears."""
    while True:
        stage.settle()
        now = stage.slack.clock.now()
        with stage.trellis.context.database.read() as work:
            next_due = work.nudges.next_due()
        if next_due is None or next_due > now:
            return
        stage.slack.clock.move_to(now + MINUTE)


def meanwhile(met: Sequence[Circle]) -> list[Nudge]:
    """Give what is due while nothing runs."""
    return [one for circle in met for one in circle.nudges() if BEGINS < one.due_at < ENDS]


def _gather(stage: Stage, met: Sequence[Circle]) -> None:
    with stage.trellis.context.database.write() as work:
        for circle in met:
            circle.store(work)
            circle.settle(stage.slack.world)
        work.commit()


def _toll(stage: Stage, due: Sequence[Nudge]) -> Toll:
    seen = _seen(stage)
    fates = Counter(_fate(stage, one, seen[mark(one, _secret(stage))]) for one in due)
    return Toll(len(due), *(fates[name] for name in ("arrived", "told", "twice", "silent")))


def _fate(stage: Stage, planned: Nudge, seen: Sequence[datetime]) -> str:
    """Tell what became of one nudge, by what its member sees."""
    if len(seen) > 1:
        return "twice"
    if seen:
        return "arrived" if planned.due_at <= seen[0] < planned.expires_at else "silent"
    with stage.trellis.context.database.read() as work:
        found = work.nudges.get(planned)
    home = stage.slack.member(planned.member_id).open_home()
    told = home is not None and f"A nudge for {moment(planned.due_at, ZONE)} did not reach you: " in home.text
    return "told" if told and found is not None and found.state is NudgeState.EXPIRED else "silent"


def _seen(stage: Stage) -> Mapping[str, list[datetime]]:
    """Give when members saw each nudge, by its mark."""
    seen = defaultdict(list)
    for place in stage.slack.world.conversations.values():
        for message in place.messages:
            if message.metadata:
                at = datetime.fromtimestamp(float(message.ts), UTC)
                seen[message.metadata["event_payload"]["key"]].append(at)
    return seen


def _secret(stage: Stage) -> bytes:
    return stage.slack.world.bot_token.encode()


def _no_model() -> NoReturn:
    raise AssertionError("nobody here has a goal")


def row(name: str, toll: Toll, seconds: float) -> Sequence[str]:
    counts = (toll.due, toll.arrived, toll.told, toll.twice, toll.silent)
    return name, *(f"{count:,}" for count in counts), f"{seconds:.0f}"


def urls() -> Iterator[tuple[str, str]]:
    """Give an empty database of each kind."""
    with tempfile.TemporaryDirectory() as folder:
        yield "SQLite", f"sqlite:///{Path(folder) / 'trellis.db'}"
    with postgres.server() as server, postgres.fresh(server) as where:
        yield "PostgreSQL", where.render_as_string(hide_password=False)


def main() -> int:
    """Print the table, and give 1 if a nudge came twice or was dropped in silence."""
    if why := postgres.missing():
        print(f"Both databases are needed: {why}.", file=sys.stderr)
        return 1
    rows, whole = [], True
    for name, url in urls():
        began = time.monotonic()
        toll = outage(MANY, url)
        rows.append(row(f"Trellis, {name}", toll, time.monotonic() - began))
        whole = whole and not (toll.twice or toll.silent)
    began = time.monotonic()
    due = [one.due_at for one in meanwhile(circles(MANY, "T0"))]
    run = misfires.run(due, ENDS)
    rows.append(row("APScheduler's defaults", Toll(len(due), run, 0, 0, len(due) - run), time.monotonic() - began))
    print(setting(), table(HEADS, rows), sep="\n\n")
    return 0 if whole else 1


if __name__ == "__main__":
    sys.exit(main())
