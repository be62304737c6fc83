"""How fast the packaged model reads goals, beside plain float32: `python -m tests.benchmarks.bench_encoder`."""

import resource
import sys
from collections.abc import Callable, Iterable, Sequence
from statistics import median, quantiles
from time import perf_counter
from typing import Any

from matching.encoder import Encoder
from matching.model_files import packaged_folder
from tests.quality.rows import read

RUNS = 5
SINGLES = 100
_LONG = 14
"""Words from which on a goal counts as long here."""
Encode = Callable[[list[str]], Any]


def main() -> None:
    """Measure loading, batches and single goals in turns, and print smallest, median and greatest."""
    started = perf_counter()
    encoder = Encoder.load()
    loading = perf_counter() - started
    from sentence_transformers import SentenceTransformer  # only now, so that loading is measured whole

    model = SentenceTransformer(str(packaged_folder()), device="cpu", local_files_only=True)
    goals = [text for row in read("development") for text in (row.goal, row.same)]
    _line(f"model {encoder.name}, {RUNS} runs", "min", "median", "max")
    for name, some in (("all", goals), ("long", [goal for goal in goals if len(goal.split()) >= _LONG])):
        _batches(f"{name}, {_words(some)} words", some, encoder.encode, lambda texts: model.encode(texts))
    _singles("one goal, ms", goals, encoder.encode)
    _singles("one goal, plain float32, ms", goals, lambda texts: model.encode(texts))
    _line("load, with imports, once, in s", "", f"{loading:.1f}", "")
    _line("peak memory in MB", "", f"{_peak_megabytes():.0f}", "")


def _batches(name: str, goals: list[str], ours: Encode, plain: Encode) -> None:
    """Read all goals by turns, so that other work on the machine slows both alike."""
    ours(goals), plain(goals)
    runs = [(len(goals) / _seconds(ours, goals), len(goals) / _seconds(plain, goals)) for _ in range(RUNS)]
    _figures(f"goals a second: {name}", (quick for quick, _ in runs))
    _figures("    plain float32", (slow for _, slow in runs))
    _figures("    times as fast", (quick / slow for quick, slow in runs))


def _singles(name: str, goals: Sequence[str], encode: Encode) -> None:
    runs = [[1000 * _seconds(encode, [goal]) for goal in goals[i :: len(goals) // SINGLES]] for i in range(RUNS)]
    _figures(f"{name}, p50", (median(run) for run in runs))
    _figures(f"{name}, p99", (quantiles(run, n=100)[98] for run in runs))


def _words(goals: Sequence[str]) -> str:
    words = [len(goal.split()) for goal in goals]
    return f"{min(words)} to {max(words)}, median {median(words):.0f}"


def _seconds(encode: Encode, goals: list[str]) -> float:
    started = perf_counter()
    encode(goals)
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
