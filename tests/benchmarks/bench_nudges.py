"""How fast and how fairly nudges are handled in a large table: `make bench-nudges`.

Slack is a stub that answers in 300 ms: what is measured is the database, the worker's hands, and their turns.
"""

import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from storage import engine, migrations
from tests import postgres
from tests.benchmarks.nudge_lateness import Lateness, Scene, Trouble, rival, trellis
from tests.benchmarks.nudge_rates import WAYS, rates
from tests.benchmarks.nudge_table import NudgeTable
from tests.proofs.table import setting, table

PLANNED = 1_000_000
WORKSPACES = 2_000
RUNS = 3
DUE = 30.0
"""Nudges a second that fall due to ordinary workspaces; a worker's 20 hands can send 66 at 300 ms each."""
SECONDS = 15.0
DATABASES = ("SQLite", "PostgreSQL")


def main() -> int:
    """Measure on both databases and print two tables."""
    if not postgres.has_own_server():
        print("This needs PostgreSQL's programs, and psycopg.", file=sys.stderr)
        return 1
    fast: list[Sequence[str]] = []
    late: list[Sequence[str]] = []
    for kind in DATABASES:
        with _url(kind) as url:
            made = engine.create(url)
            migrations.upgrade(made)
            nudges = NudgeTable(made, WORKSPACES)
            nudges.fill(PLANNED)
            fast += _rates(kind, nudges)
            late += _latenesses(kind, nudges)
            made.dispose()
    print(setting(), f"{PLANNED:,} nudges of {WORKSPACES:,} workspaces are planned.", sep="\n")
    print(table(("claim, intent and settling", "nudges a second", "a claim, ms"), fast))
    heads = ("others' lateness in s, until Slack's answer", f"one workspace, {DUE:.0f} due a second to others")
    print(table((*heads, "p50", "p99", "not sent"), late))
    return 0


@contextmanager
def _url(kind: str) -> Iterator[str]:
    if kind == "SQLite":
        with tempfile.TemporaryDirectory() as folder:
            yield f"sqlite:///{Path(folder) / 'trellis.db'}"
        return
    with postgres.own_server(postgres.DURABLE) as server, postgres.fresh(server.where) as where:
        yield where.render_as_string(hide_password=False)


def _rates(kind: str, nudges: NudgeTable) -> Iterator[Sequence[str]]:
    for way in WAYS:
        found = [*rates(nudges, way, RUNS)]
        row = f"{kind}, {way.name}", _spread([one.each_second for one in found]), _spread([one.claim for one in found])
        print(*row, flush=True)
        yield row


def _latenesses(kind: str, nudges: NudgeTable) -> Iterator[Sequence[str]]:
    for name, make, runs in (("Trellis", trellis, RUNS), ("oldest first, in batches", rival, 1)):
        for trouble in Trouble:
            found = [Scene(DUE, SECONDS, trouble).lateness(nudges, make) for _ in range(runs)]
            row = f"{kind}, {name}", trouble.value, *_figures(found)
            print(*row, flush=True)
            yield row


def _figures(found: Sequence[Lateness]) -> Sequence[str]:
    p50, p99 = (_spread(figures, 2) for figures in ([one.p50 for one in found], [one.p99 for one in found]))
    return p50, p99, str(sum(one.unsent for one in found))


def _spread(figures: Sequence[float], digits: int | None = None) -> str:
    """Give the median, with the least and the most where there are several runs."""
    shown = [_shown(one, digits) for one in (median(figures), min(figures), max(figures))]
    return shown[0] if len(figures) == 1 else f"{shown[0]} ({shown[1]} to {shown[2]})"


def _shown(figure: float, digits: int | None) -> str:
    return f"{figure:,.{(0 if figure >= 100 else 1) if digits is None else digits}f}"


if __name__ == "__main__":
    sys.exit(main())
