"""How the outcome moves when one weight of the fit does: `make tune`.

Goals are those of the development set, understood by the packaged model; settings are drawn anew for each crowd.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from statistics import fmean

import numpy as np
from numpy.typing import NDArray

from matching.encoder import Encoder
from matching.fit import WEIGHTS, Weights
from matching.profile import Group, Outcome, Profile
from matching.suggest import suggest
from matching.vocabulary import Because, Unmatched
from tests.benchmarks import people
from tests.benchmarks.one_run import TODAY

GOALS = Path(__file__).parents[1] / "quality" / "goals" / "development.jsonl"
MEMBERS = 300
CROWDS = 5
FACTORS = (0, 0.5, 2)
HEADS = ("groups", "closeness", "commitment", "period", "minutes", "teams", "left over", "left again")


@dataclass(frozen=True, slots=True)
class Crowd:
    """Members and the vectors of their goals, n × d."""

    members: list[Profile]
    vectors: NDArray[np.float32]

    def outcome(self, weights: Weights) -> Outcome:
        """Match everybody."""
        return suggest(self.members, self.vectors, TODAY, weights)


def main() -> None:
    """Print a line for the weights as they are, and one for each weight at none, half and twice as much."""
    print("closeness: mean over groups; commitment, period, teams: share of groups that are equal, or differ, in it;")
    print("minutes: shared in the leanest week, groups with a live format; left over: members without a group;")
    print("left again: share of those who went without last time and do so again, though below their limit\n")
    print(f"{'weight':12}{'times':>6}" + "".join(f"{head:>12}" for head in HEADS))
    crowds = list(_crowds(Encoder.load(progress=lambda _: None)))
    _line("as it is", 1, crowds, WEIGHTS)
    for field in fields(Weights):
        for factor in FACTORS:
            weight = getattr(WEIGHTS, field.name) * factor
            _line(field.name, factor, crowds, replace(WEIGHTS, **{field.name: weight}))


def _crowds(encoder: Encoder) -> Iterator[Crowd]:
    """Give both wordings of as many goals as there are members to have them, drawn anew for each crowd."""
    rows = [json.loads(line) for line in GOALS.read_text().splitlines()][: MEMBERS // 2]
    vectors = encoder.encode([row[wording] for row in rows for wording in ("goal", "same")])
    for seed in range(CROWDS):
        yield Crowd(people.members(MEMBERS, seed), _half_mixed(vectors, np.random.default_rng(seed)))


def _half_mixed(vectors: NDArray[np.float32], chance: np.random.Generator) -> NDArray[np.float32]:
    """Leave every other member a goal of the theme that their team has, and deal the rest out among the others."""
    mixed = vectors.copy()
    mixed[::2] = chance.permutation(vectors[::2])
    return mixed


def _line(name: str, factor: float, crowds: Sequence[Crowd], weights: Weights) -> None:
    measured = np.mean([_measures(crowd, crowd.outcome(weights)) for crowd in crowds], axis=0)
    figures = "".join(
        f"{number:>12.{places}f}" for number, places in zip(measured, (1, 3, 2, 2, 0, 2, 1, 2), strict=True)
    )
    print(f"{name:12}{factor:>6g}{figures}", flush=True)


def _measures(crowd: Crowd, outcome: Outcome) -> list[float]:
    """Give the columns of HEADS for one crowd."""
    groups = outcome.groups
    by_id = {member.id: member for member in crowd.members}
    live = [group for group in groups if _has_live_format(group, by_id)]
    waiting = {member.id for member in crowd.members if member.waited and member.active < member.limit}
    left = {one.member for one in outcome.unmatched if one.reason is not Unmatched.AT_LIMIT}
    return [
        len(groups),
        fmean(group.closeness for group in groups),
        *(_share(because in group.because for group in groups) for because in (Because.COMMITMENT, Because.PERIOD)),
        fmean(group.overlap_minutes for group in live),
        _share(Because.TEAMS in group.because for group in groups),
        len(left),
        len(waiting & left) / len(waiting),
    ]


def _has_live_format(group: Group, by_id: dict[str, Profile]) -> bool:
    shared = frozenset.intersection(*(by_id[member].formats for member in group.members))
    return any(one.is_live for one in shared)


def _share(holds: Iterable[bool]) -> float:
    return fmean(map(float, holds))


if __name__ == "__main__":
    main()
