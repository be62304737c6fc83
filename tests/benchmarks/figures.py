"""What `make bench-matching` measured: the tables and pictures of docs/matching.md are made from this file alone."""

import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import product
from pathlib import Path
from typing import Any

DOCS = Path(__file__).parents[2] / "docs"
FIGURES = DOCS / "matching-figures.json"
_ROUNDING = 1e-5
"""What rounding fits to whole steps may cost a pair, here and in other solvers."""


@dataclass(frozen=True, slots=True)
class Run:
    """One size matched by Trellis; seconds are medians of `repeats`, `megabytes` the peak of a fresh process."""

    members: int
    repeats: int
    seconds: float
    processor_seconds: float
    stages: dict[str, float]
    megabytes: float
    groups: int
    left_over: int
    pairs: int
    total: float
    bound: float
    solver: str
    proven: bool

    @property
    def without_search(self) -> float:
        """Give the seconds of everything but the search for neighbours."""
        return self.seconds - self.stages["neighbours"]


@dataclass(frozen=True, slots=True)
class Rival:
    """The same members paired by another solver; seconds are its own, None where its time was up."""

    solver: str
    graph: str
    members: int
    seconds: float | None
    twos: int = 0
    pairs: int = 0
    total: float = 0.0
    megabytes: float = 0.0

    @property
    def is_exact(self) -> bool:
        """Tell whether no pairing of its twos can be better."""
        return self.seconds is not None and self.solver in {"networkx", "rustworkx"}


@dataclass(frozen=True, slots=True)
class Figures:
    """One whole measurement; `setting` says of what machine and when."""

    setting: dict[str, Any]
    mixed: Sequence[Run]
    alike: Sequence[Run]
    rivals: Sequence[Rival]

    def save(self) -> None:
        """Write everything, one value a line, so that a change of one figure is a change of one line."""
        FIGURES.write_text(json.dumps(asdict(self), indent=1) + "\n")

    @classmethod
    def load(cls) -> "Figures":
        """Read what was measured last."""
        found = json.loads(FIGURES.read_text())
        mixed, alike = ([Run(**run) for run in found[kind]] for kind in ("mixed", "alike"))
        return cls(found["setting"], mixed, alike, [Rival(**rival) for rival in found["rivals"]])

    def faults(self) -> Iterator[str]:
        """Name what another exact solver contradicts: a bound that it exceeds, a best of ours that it betters."""
        for run, rival in product(self.mixed, self.rivals):
            if run.members != rival.members or not rival.is_exact:
                continue
            slack = _ROUNDING * rival.pairs
            promises_best = run.proven or (rival.graph == "sparse" and run.solver == "exact")
            if rival.total > run.bound + slack:
                yield f"{rival.solver} found {rival.total:.4f} for {run.members}, above the bound of {run.bound:.4f}"
            if promises_best and (rival.pairs, rival.total) > (run.pairs, run.total + slack):
                yield f"{rival.solver} did better than {run.total:.4f} for {run.members}: {rival.total:.4f}"


def growth(small: Run, large: Run) -> tuple[float, float]:
    """Give the power of n with which seconds grow from one size to the other, without the search and of the search."""
    times = math.log(large.members / small.members)
    rest = math.log(large.without_search / small.without_search) / times
    return rest, math.log(large.stages["neighbours"] / small.stages["neighbours"]) / times
