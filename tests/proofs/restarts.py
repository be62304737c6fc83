"""PostgreSQL goes away and comes back while workers send and web processes write."""

import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import func, select

from matching.errors import TrellisError
from matching.vocabulary import Weekday
from storage import engine, migrations
from storage.database import Database
from storage.records import NO_SUBJECT, Nudge, Workspace
from storage.tables import NudgeRow, RequestRow
from storage.vocabulary import NudgeKind, NudgeState
from tests import postgres
from tests.proofs.busy import WORKSPACES, Web, opened, workers, writers
from tests.proofs.crowd import START
from tests.proofs.fast_time import FastTime
from tests.proofs.slow_slack import SlowSlack

SETTLED_IN = 2.0
"""Real seconds after a restart from which on the rate is to be as before; jobs tick every second."""


@dataclass(frozen=True, slots=True)
class Load:
    """So many nudges due at once; `window` is for how many real seconds each rate is measured."""

    nudges: int
    workers: int
    writers: int
    modes: Sequence[str]
    window: float
    answers_in: float
    fast: FastTime


@dataclass(frozen=True, slots=True)
class Stretch:
    """Settled nudges a second, and writes, between two restarts; seconds without the server and until a message."""

    rate: float
    writes: float
    away: float = 0.0
    silence: float = 0.0


@dataclass(frozen=True, slots=True)
class Restarted:
    """What was before, after each restart, and in the end."""

    before: Stretch
    after: Sequence[Stretch]
    duplicates: int
    lost: int
    written: int
    refused: int
    forgotten: int
    """Writes that were acknowledged and are not there."""


def restarted(load: Load) -> Restarted:
    """Start a server and everything else, restart the server again and again, and wait until all is settled."""
    with postgres.own_server(postgres.DURABLE) as server, postgres.fresh(server.where) as where:
        url = where.render_as_string(hide_password=False)
        nudges = _prepare(load, url)
        slack, web = SlowSlack(load.answers_in), Web()
        with opened(url) as watch, workers(load.workers, url, slack, load.fast), writers(load.writers, url, web):
            time.sleep(SETTLED_IN)
            before = _stretch(load, watch, web)
            after = [_after(load, mode, server.restart, watch, slack, web) for mode in load.modes]
            assert _sent(watch) < load.nudges, "there was nothing left to do while the rate was measured"
            _wait_for_the_rest(watch)
        with opened(url) as found:
            counts = Counter(key for key, _ in slack.arrivals)
            lost = max(load.nudges - _sent(found), sum(1 for one in nudges if not counts[one.key]))
            forgotten = len(set(web.acknowledged) - _noted(found))
    doubled = counts.total() - len(counts)
    return Restarted(before, after, doubled, lost, len(web.acknowledged), web.refused, forgotten)


def _prepare(load: Load, url: str) -> list[Nudge]:
    made = engine.create(url)
    migrations.upgrade(made)
    made.dispose()
    with opened(url) as database:
        nudges = [_nudge(number) for number in range(load.nudges)]
        with database.write() as work:
            for ws in WORKSPACES:
                work.workspaces.add(Workspace(ws, Weekday.MON, 10, "Etc/UTC", START))
            work.nudges.plan(nudges)
            work.commit()
    return nudges


def _nudge(number: int) -> Nudge:
    ws, member = WORKSPACES[number % len(WORKSPACES)], f"U{number:06d}"
    return Nudge(ws, NO_SUBJECT, START.date(), member, NudgeKind.AFTER, START, START + timedelta(days=2))


def _after(
    load: Load, mode: str, restart: Callable[[str], None], watch: Database, slack: SlowSlack, web: Web
) -> Stretch:
    leaves = time.monotonic()
    restart(mode)
    back = time.monotonic()
    time.sleep(SETTLED_IN)
    found = _stretch(load, watch, web)
    first = min((at for _, at in slack.arrivals if at > back), default=float("inf"))
    return Stretch(found.rate, found.writes, back - leaves, first - back)


def _stretch(load: Load, watch: Database, web: Web) -> Stretch:
    """Count what is settled, and written, meanwhile."""
    sent, written, began = _sent(watch), len(web.acknowledged), time.monotonic()
    time.sleep(load.window)
    seconds = time.monotonic() - began
    return Stretch((_sent(watch) - sent) / seconds, (len(web.acknowledged) - written) / seconds)


def _sent(database: Database) -> int:
    query = select(func.count()).select_from(NudgeRow).where(NudgeRow.state == NudgeState.SENT)
    with database.read() as work:
        return work.connection.execute(query).scalar_one()


def _noted(database: Database) -> set[str]:
    with database.read() as work:
        return set(work.connection.execute(select(RequestRow.digest)).scalars())


def _wait_for_the_rest(database: Database) -> None:
    is_left = True
    while is_left:
        time.sleep(0.5)
        try:
            with database.read() as work:
                is_left = work.nudges.next_due() is not None
        except TrellisError:
            continue
