"""How long matching takes, how much it weighs, and how near the optimum it comes: `make bench-matching`.

`--full` gives other solvers five minutes each; `--members 1000000` measures one more size and adds it to the figures.
"""

import os
import sys
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from tests.benchmarks.child import measure
from tests.benchmarks.figures import FIGURES, Figures, Rival, Run, growth
from tests.benchmarks.layout import RIVALS, RUNS, row_of_rival, row_of_run

SIZES = (100, 300, 1_000, 2_000, 5_000, 10_000, 50_000, 100_000)
RIVAL_SIZES = {
    ("networkx", "dense"): (100, 300, 1_000),
    ("rustworkx", "dense"): (100, 300, 1_000, 2_000, 5_000),
    ("rustworkx", "sparse"): (2_000, 5_000, 10_000),
    ("greedy", "dense"): (100, 300, 1_000, 2_000, 5_000, 10_000),
    ("random", "dense"): (100, 300, 1_000, 2_000, 5_000, 10_000),
}
SECONDS, SECONDS_IF_FULL = 60, 300
"""What each of the others is given, building its graph included."""


def main(full: bool, members: int | None) -> int:
    """Measure, print each line as soon as it is known, write the figures; give 1 if another solver contradicts ours."""
    print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f} at the start\n\n{RUNS}")
    figures = _with_size(Figures.load(), members) if members else _all(full)
    figures.save()
    small, large = (_of(figures.mixed, size) for size in (1_000, 100_000))
    rest, search = growth(small, large)
    print(f"\ngrowth from 1,000 to 100,000: n^{rest:.2f} without the search, n^{search:.2f} for the search")
    for fault in (faults := list(figures.faults())):
        print(f"FAULT: {fault}")
    print(f"written to {FIGURES.relative_to(FIGURES.parents[1])}")
    return 1 if faults else 0


def _all(full: bool) -> Figures:
    least = 3 if full else 1
    mixed = [_run(size, "mixed", least) for size in SIZES]
    alike = [_run(size, "alike", least) for size in SIZES]
    print(f"\n{RIVALS}")
    seconds = SECONDS_IF_FULL if full else SECONDS
    rivals = [one for who, sizes in RIVAL_SIZES.items() for one in _rivals(*who, sizes, seconds, mixed)]
    setting = {"day": f"{datetime.now(UTC):%Y-%m-%d}", "processors": os.cpu_count(), "others_had_seconds": seconds}
    return Figures(setting, mixed, alike, rivals)


def _with_size(figures: Figures, members: int) -> Figures:
    others = [run for run in figures.mixed if run.members != members]
    return replace(figures, mixed=sorted([*others, _run(members, "mixed", 1)], key=lambda run: run.members))


def _run(members: int, population: str, least: int) -> Run:
    repeats = max(least, min(7, 30_000 // members))
    found = measure("tests.benchmarks.one_run", members, population, repeats)
    assert found is not None, "only a limit of time gives nothing"
    run = Run(**found)
    print(row_of_run(run, population), flush=True)
    return run


def _rivals(solver: str, graph: str, sizes: Sequence[int], seconds: float, ours: Sequence[Run]) -> Iterator[Rival]:
    """Try larger and larger sizes until the time is up."""
    for members in sizes:
        found = measure("tests.benchmarks.rivals", solver, graph, members, seconds=seconds)
        rival = Rival(solver, graph, members, **(found or {"seconds": None}))
        print(row_of_rival(rival, _of(ours, members)), flush=True)
        yield rival
        if found is None:
            return


def _of(runs: Sequence[Run], members: int) -> Run:
    return next(run for run in runs if run.members == members)


if __name__ == "__main__":
    parser = ArgumentParser("python -m tests.benchmarks.bench_matching", description=__doc__)
    parser.add_argument("--full", action="store_true")
    parser.add_argument("--members", type=int)
    sys.exit(main(**vars(parser.parse_args())))
