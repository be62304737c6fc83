"""One population matched several times: `python -m tests.benchmarks.one_run MEMBERS mixed|alike REPEATS`."""

import json
import resource
import sys
import time
from datetime import date
from statistics import median
from typing import Any

from matching.profile import Outcome
from matching.suggest import suggest
from tests.benchmarks import goals, people
from tests.benchmarks.child import own_peak

SEED = 1
TODAY = date(2026, 11, 23)


def main(members: int, population: str, repeats: int) -> None:
    """Print medians as JSON; loading and a first run of a hundred, which starts threads and caches, are not counted."""
    make = {"mixed": lambda n: people.members(n, SEED), "alike": people.alike}[population]
    suggest(make(100), goals.vectors(100, SEED), TODAY)
    profiles, vectors = make(members), goals.vectors(members, SEED)
    runs = []
    for _ in range(repeats):
        began, worked = time.perf_counter(), _worked()
        outcome = suggest(profiles, vectors, TODAY)
        runs.append((time.perf_counter() - began, _worked() - worked, dict(outcome.totals.seconds)))
    seconds, processor, stages = zip(*runs, strict=True)
    figures = {
        "members": members,
        "repeats": repeats,
        "seconds": median(seconds),
        "processor_seconds": median(processor),
        "stages": {stage: median(one[stage] for one in stages) for stage in stages[0]},
        "megabytes": own_peak(),
    }
    print(json.dumps(figures | _decided(outcome)))


def _decided(outcome: Outcome) -> dict[str, Any]:
    totals = outcome.totals
    return {
        "groups": len(outcome.groups),
        "left_over": len(outcome.unmatched),
        "pairs": totals.pairs,
        "total": totals.total_fit,
        "bound": totals.bound,
        "solver": totals.solver,
        "proven": totals.proven,
    }


def _worked() -> float:
    """Give the processor seconds of this process and of those that it started and that have ended."""
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in both)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
