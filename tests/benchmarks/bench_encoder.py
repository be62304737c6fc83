"""How fast the packaged model reads goals: `python -m tests.benchmarks.bench_encoder`."""

import resource
import sys
from collections.abc import Iterable
from itertools import product
from random import Random
from statistics import median, quantiles
from time import perf_counter

from matching.encoder import Encoder

RUNS = 5
BATCH = 500
SINGLES = 100
_ACTIONS = (
    "Practise the piano",
    "Write my thesis",
    "Run along the river",
    "Learn to read contracts",
    "Mend old bicycles",
)
_MEASURES = ("three evenings a week", "until a whole chapter is done", "and note down each time what I learned")
_AIMS = ("to show it to my family", "after putting it off for two years")
_ENDS = ("by May", "before the summer holidays begin", "within ninety days")


def main() -> None:
    """Measure loading, batches and single goals, and print smallest, median and greatest."""
    started = perf_counter()
    encoder = Encoder.load()
    loading = perf_counter() - started
    encoder.encode(_goals(64, seed=0))
    batches = [BATCH / _seconds(encoder, _goals(BATCH, seed)) for seed in range(RUNS)]
    singles = [[1000 * _seconds(encoder, [goal]) for goal in _goals(SINGLES, seed)] for seed in range(RUNS)]
    words = [len(goal.split()) for goal in _goals(BATCH, seed=0)]
    _line(f"model {encoder.name}, {RUNS} runs, goals of {min(words)} to {max(words)} words", "min", "median", "max")
    _figures("goals a second, in batches", batches)
    _figures("one goal, p50 in ms", [median(run) for run in singles])
    _figures("one goal, p99 in ms", [quantiles(run, n=100)[98] for run in singles])
    _line("load, with imports, once, in s", "", f"{loading:.1f}", "")
    _line("peak memory in MB", "", f"{_peak_megabytes():.0f}", "")


def _goals(count: int, seed: int) -> list[str]:
    chance = Random(seed)
    parts = list(product(_ACTIONS, _MEASURES, _AIMS, _ENDS))
    return [f"{' '.join(chance.choice(parts))}, {chance.randrange(90)} pages" for _ in range(count)]


def _seconds(encoder: Encoder, goals: list[str]) -> float:
    started = perf_counter()
    encoder.encode(goals)
    return perf_counter() - started


def _peak_megabytes() -> float:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (2**20 if sys.platform == "darwin" else 2**10)  # bytes there, kilobytes here


def _figures(name: str, runs: Iterable[float]) -> None:
    low, *_, high = ordered = sorted(runs)
    _line(name, f"{low:.1f}", f"{median(ordered):.1f}", f"{high:.1f}")


def _line(name: str, *cells: str) -> None:
    sys.stdout.write(f"{name:<62}" + "".join(f"{cell:>9}" for cell in cells) + "\n")


if __name__ == "__main__":
    main()
