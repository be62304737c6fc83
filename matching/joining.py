"""Let each odd one out join the pair where total fit grows most (practice, section 4)."""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

from matching.circles_table import closeness_of_all, wishes
from matching.conditions import admissible
from matching.fit import WEIGHTS, Weights, priority
from matching.population import Places, Population, bits
from matching.vocabulary import Size

_LOOK = 64
"""Pairs, closest by goals, that an odd one is put to first."""
_ENOUGH = 8
"""Whoever could join fewer of these looks at four times as many, in the end at all."""
_BLOCK = 1 << 22
"""Odd ones times pairs in one block."""
_THREE = bits([Size.THREE])

Options = tuple[Places, Places, NDArray[np.float64]]
"""An odd one, a pair it may join, and what total fit would gain, by number in the lists given."""


def join(
    people: Population, pairs: list[tuple[int, ...]], odd: Places, weights: Weights = WEIGHTS
) -> list[tuple[int, ...]]:
    """Give every group afterwards, in the order of `pairs`; a pair takes at most one, and some odd ones may find none.

    As many join as can, and among those choices total fit grows most: exact on the pairs that were looked at.
    """
    odd = np.unique(odd)
    two = np.array(pairs, dtype=np.intp).reshape(-1, 2)
    who, where, gain = _options(people, two, odd, weights)
    groups = list(pairs)
    for one, pair in _chosen(who, where, gain, len(odd), len(two)):
        groups[pair] = tuple(sorted((*pairs[pair], int(odd[one]))))
    return groups


def _options(people: Population, pairs: Places, odd: Places, weights: Weights) -> Options:
    """Look among those who chose three and share a cadence."""
    found: list[Options] = [(np.zeros(0, np.intp), np.zeros(0, np.intp), np.zeros(0))]
    three = people.sizes & _THREE != 0
    for cadence in np.unique(people.cadence[odd]):
        alike = three & (people.cadence == cadence)
        where = np.flatnonzero(alike[pairs].all(axis=1))
        who = np.flatnonzero(alike[odd])
        step = max(_BLOCK // max(len(where), 1), 1)
        for some in (who[i : i + step] for i in range(0, len(who) if len(where) else 0, step)):
            a, b, gain = _best(people, pairs[where], odd[some], weights)
            found.append((some[a], where[b], gain))
    who, where, gains = (np.concatenate(side) for side in zip(*found, strict=True))
    return who, where, gains


def _best(people: Population, pairs: Places, odd: Places, weights: Weights) -> Options:
    """Find options for a block, looking farther for those odd ones who have few."""
    near = closeness_of_all(people, odd, pairs[:, 0]) + closeness_of_all(people, odd, pairs[:, 1])
    found: list[Options] = []
    rows, look = np.arange(len(odd)), _LOOK
    while len(rows):
        look = min(look, len(pairs))
        at = np.argpartition(-near[rows], look - 1, axis=1)[:, :look]
        who, where = np.repeat(rows, look), at.ravel()
        may = admissible(people, odd[who], *pairs[where].T)
        done = (may.reshape(-1, look).sum(axis=1) >= _ENOUGH) | (look == len(pairs))
        keep = may & np.repeat(done, look)
        who, where = who[keep], where[keep]
        found.append((who, where, _gain(people, odd[who], pairs[where], near[who, where], weights)))
        rows, look = rows[~done], look * 4
    who, where, gains = (np.concatenate(side) for side in zip(*found, strict=True))
    return who, where, gains


def _gain(
    people: Population, odd: Places, pairs: Places, near: NDArray[np.float32], weights: Weights
) -> NDArray[np.float64]:
    waiting = weights.waited * (2 * priority(people, odd) + priority(people, pairs).sum(axis=1))
    rest = wishes(people, odd, pairs[:, 0], weights) + wishes(people, odd, pairs[:, 1], weights)
    gain: NDArray[np.float64] = weights.closeness * near + rest + waiting
    return gain


def _chosen(who: Places, where: Places, gain: NDArray[np.float64], odd: int, pairs: int) -> list[tuple[int, int]]:
    """Assign odd ones to pairs; each also has a place of its own, so dear that it stays alone only if it must."""
    if not len(who):
        return []
    dear = gain.max() - gain.min() + 1
    rows, columns = np.append(who, np.arange(odd)), np.append(where, pairs + np.arange(odd))
    cost = np.append(gain.max() - gain + 1, np.full(odd, dear * (odd + 1) + 1))
    seen = coo_array((cost, (rows, columns)), shape=(odd, pairs + odd)).tocsr()
    one, place = min_weight_full_bipartite_matching(seen)
    joined = place < pairs
    return list(zip(one[joined].tolist(), place[joined].tolist(), strict=True))
