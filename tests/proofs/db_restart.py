"""Prints what restarts of PostgreSQL under load leave behind: `python -m tests.proofs.db_restart`."""

import logging
import sys
from collections.abc import Iterator, Sequence

from tests import postgres
from tests.proofs.fast_time import FastTime
from tests.proofs.restarts import Load, Restarted, Stretch, restarted
from tests.proofs.slow_slack import ANSWERS_IN
from tests.proofs.table import setting, table

RUNS = 2
KEPT = 0.95
HEADS = ("", "nudges settled a second", "of before", "writes a second", "server away, s", "first message after, s")
COUNTS = ("run", "nudges", "duplicates", "lost", "writes acknowledged", "of these gone", "writes refused meanwhile")


def full() -> Load:
    """Give what `make db-restart` does in each run: two workers who are never without work, and four writers."""
    modes = ("immediate", "fast", "immediate", "fast", "immediate")
    return Load(12_000, 2, 4, modes, window=8.0, answers_in=ANSWERS_IN, fast=FastTime(1.0))


def is_whole(found: Restarted) -> bool:
    """Tell whether nothing was lost or doubled."""
    return not (found.duplicates or found.lost or found.forgotten)


def least_kept(found: Restarted) -> float:
    """Give what share of the first rate the worst stretch after a restart had."""
    return min(one.rate for one in found.after) / found.before.rate


def rows(number: int, load: Load, found: Restarted) -> Iterator[Sequence[str]]:
    """Lay out each stretch of a run."""
    yield f"run {number}, before", *_stretch(found.before, found)
    for mode, one in zip(load.modes, found.after, strict=True):
        yield f"run {number}, after {mode}", *_stretch(one, found)


def _stretch(one: Stretch, found: Restarted) -> Sequence[str]:
    share = f"{one.rate / found.before.rate:.1%}"
    times = (f"{one.away:.1f}", f"{one.silence:.1f}") if one.away else ("", "")
    return f"{one.rate:.1f}", share, f"{one.writes:.1f}", *times


def main() -> int:
    """Print two tables, and give 1 where something was lost or doubled or did not come back."""
    if not postgres.has_own_server():
        print("This needs PostgreSQL's programs, and psycopg.", file=sys.stderr)
        return 1
    logging.disable(logging.ERROR)  # what fails while the server is away is counted
    stretches: list[Sequence[str]] = []
    counts: list[Sequence[str]] = []
    whole = True
    for number in range(1, RUNS + 1):
        load = full()
        found = restarted(load)
        whole = whole and is_whole(found) and least_kept(found) >= KEPT
        stretches += rows(number, load, found)
        figures = (load.nudges, found.duplicates, found.lost, found.written, found.forgotten, found.refused)
        counts.append((str(number), *(f"{figure:,}" for figure in figures)))
        print(*counts[-1], f"{least_kept(found):.1%}", flush=True)
    print(setting(), table(HEADS, stretches), table(COUNTS, counts), sep="\n\n")
    return 0 if whole else 1


if __name__ == "__main__":
    sys.exit(main())
