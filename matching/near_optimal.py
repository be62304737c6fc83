"""A matching near the optimum, in bounded time, for graphs on which the exact solver takes too long.

Cycles of the fractional relaxation are cut into pairs, those left over are paired greedily, and pairs exchange partners
while that gains.
"""

import numpy as np
from numpy.typing import NDArray

from matching.blossom import ALONE
from matching.double_cover import Floats, Ints

_MOST_ROUNDS = 50


def near_mates(assigned: Ints, a: Ints, b: Ints, worth: Floats) -> Ints:
    """Give the mate of each member (ALONE for none) from an optimal assignment on the double cover."""
    return improved(_cut(assigned), a, b, worth)


def improved(mate: Ints, a: Ints, b: Ints, worth: Floats) -> Ints:
    """Pair those still alone and exchange partners for as long as it gains; `mate` is changed in place."""
    order = np.argsort(-worth, kind="stable")
    a, b, worth = a[order], b[order], worth[order]
    _pair_free(mate, a, b)
    table = _Worths(len(mate), a, b, worth)
    for _ in range(_MOST_ROUNDS):
        if not _exchange(mate, a, b, worth, table):
            break
        _pair_free(mate, a, b)
    return mate


def _cut(assigned: Ints) -> Ints:
    """Pair neighbours along each cycle; the last of an odd one stays alone."""
    mate = np.full(len(assigned), ALONE, dtype=np.intp)
    following = assigned.tolist()
    seen = [False] * len(following)
    for first in range(len(following)):
        cycle = []
        here = first
        while not seen[here]:
            seen[here] = True
            cycle.append(here)
            here = following[here]
        for one, other in zip(cycle[::2], cycle[1::2], strict=False):
            mate[one], mate[other] = other, one
    return mate


def _pair_free(mate: Ints, a: Ints, b: Ints) -> None:
    """Pair those still alone, the best two first; twos come in falling order of worth."""
    free = (mate[a] == ALONE) & (mate[b] == ALONE)
    for one, other in zip(a[free].tolist(), b[free].tolist(), strict=True):
        if mate[one] == ALONE and mate[other] == ALONE:
            mate[one], mate[other] = other, one


class _Worths:
    """What two places are worth together, looked up by the million; -inf where no edge joins them."""

    def __init__(self, n: int, a: Ints, b: Ints, worth: Floats) -> None:
        keys = a * n + b
        order = np.argsort(keys)
        self._n, self._keys, self._worth = n, keys[order], worth[order]

    def of(self, a: Ints, b: Ints) -> Floats:
        asked = np.minimum(a, b) * self._n + np.maximum(a, b)
        at = np.minimum(np.searchsorted(self._keys, asked), len(self._keys) - 1)
        return np.where((self._keys[at] == asked) & (a != ALONE) & (b != ALONE), self._worth[at], -np.inf)


def _exchange(mate: Ints, a: Ints, b: Ints, worth: Floats, table: _Worths) -> bool:
    """Join a with b and their mates with one another wherever that gains; each member takes part in one exchange."""
    left, right = mate[a], mate[b]
    apart = (left != b) & ((left != ALONE) | (right != ALONE))
    before = np.where(left == ALONE, 0, table.of(a, left)) + np.where(right == ALONE, 0, table.of(b, right))
    both = (left != ALONE) & (right != ALONE)
    gain = worth + np.where(both, table.of(left, right), 0) - before
    good = np.flatnonzero(apart & (gain > 1e-9))
    chosen = _disjoint(good[np.argsort(-gain[good], kind="stable")], (a, b, left, right), len(mate))
    one, other, first, second = a[chosen], b[chosen], left[chosen], right[chosen]
    mate[first[first != ALONE]] = second[first != ALONE]
    mate[second[second != ALONE]] = first[second != ALONE]
    mate[one], mate[other] = other, one
    return bool(len(chosen))


def _disjoint(ranked: Ints, seats: tuple[Ints, ...], members: int) -> NDArray[np.intp]:
    """Keep, in order, those of whose seats nobody was taken before."""
    taken = [False] * (members + 1)  # the last seat is that of nobody
    chosen = []
    for place, *who in zip(ranked.tolist(), *(seat[ranked].tolist() for seat in seats), strict=True):
        if not any(taken[one] for one in who if one != ALONE):
            chosen.append(place)
            for one in who:
                taken[one] = one != ALONE
    return np.array(chosen, dtype=np.intp)
