"""Describe members who were put together: how well they fit and why."""

from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from matching.fit import WEIGHTS, Weights, fit, in_parts, overlap
from matching.population import UNKNOWN, Places, Population
from matching.profile import Group
from matching.vocabulary import Because

GOALS_ARE_CLOSE = 0.4
"""Closeness from which goals are called close: 99 in 100 unlike ones are below, 9 in 10 of one aim above (MiniLM)."""
_ENOUGH = 50
"""Members from which on goals must be closer than 98 in 100 of this run too, since other models have other scales."""
_SAMPLE = 4096


def describe(people: Population, groups: Sequence[tuple[int, ...]], weights: Weights = WEIGHTS) -> tuple[Group, ...]:
    """Give the groups, of places, in the order of their ids, with means over all twos inside each."""
    by_size: dict[int, list[tuple[int, ...]]] = {}
    for group in groups:
        by_size.setdefault(len(group), []).append(tuple(sorted(group)))
    described = (one for same in by_size.values() for one in _described(people, np.array(same, dtype=np.intp), weights))
    return tuple(sorted(described, key=lambda group: group.members))


def _described(people: Population, groups: Places, weights: Weights) -> Iterator[Group]:
    """Describe groups of one size, groups × members."""
    seats = tuple(groups.T)
    twos = list(combinations(seats, 2))
    near = np.mean([in_parts(people.closeness, a, b) for a, b in twos], axis=0)
    fits = np.mean([in_parts(lambda x, y: fit(people, x, y, weights), a, b) for a, b in twos], axis=0)
    minutes = overlap(people, *seats)
    said = {Because.GOALS: near >= _close_from(people)} | _in_common(people, groups, minutes)
    reasons = [one for one in Because if one in said]
    table = np.stack([said[one] for one in reasons], axis=1)
    rows = zip(groups.tolist(), fits.tolist(), near.tolist(), table.tolist(), minutes.tolist(), strict=True)
    for places, fits_, closeness, holds, shared in rows:
        because = tuple(one for one, is_said in zip(reasons, holds, strict=True) if is_said)
        yield Group(people.ids(places), fits_, closeness, because, shared)


def _close_from(people: Population) -> float:
    n = len(people)
    if n < _ENOUGH:
        return GOALS_ARE_CLOSE
    step = n // 2 + 1  # any step will do that meets everybody; members stand in the order of their ids
    a = np.arange(_SAMPLE) % n
    b = (a + 1 + np.arange(_SAMPLE) * step % (n - 1)) % n
    return max(GOALS_ARE_CLOSE, float(np.quantile(in_parts(people.closeness, a, b), 0.98)))


def _in_common(people: Population, groups: Places, minutes: NDArray[np.int64]) -> dict[Because, NDArray[np.bool_]]:
    teams = np.sort(people.team[groups], axis=1)
    return {
        Because.COMMITMENT: _alike(people.commitment[groups]),
        Because.CADENCE: _alike(people.cadence[groups]),
        Because.HOURS: (minutes > 0) & people.weeks.half_hour(*groups.T),
        Because.PERIOD: _alike(people.period[groups]),
        Because.TEAMS: (teams[:, 0] != UNKNOWN) & (np.diff(teams, axis=1) != 0).all(axis=1),
    }


def _alike(codes: NDArray[np.uint8]) -> NDArray[np.bool_]:
    alike: NDArray[np.bool_] = (codes == codes[:, :1]).all(axis=1)
    return alike
