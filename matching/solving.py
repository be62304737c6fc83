"""One solution of a network of members: exact, or near the optimum if its time is up."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from matching.blossom import ALONE, Network, mates
from matching.double_cover import Floats, Ints, Relaxed, relax
from matching.near_optimal import near_mates
from matching.vocabulary import Solver

_SECONDS = 60.0
"""Time for the exact solver, at least; a large run gives it _SECONDS_EACH for each member."""
_SECONDS_EACH = 0.0005

_LIKELIEST = 8
"""Twos of each member with which a very large network is solved: 0.9996 of what all 30 gave, in a third of the time."""


@dataclass(frozen=True, slots=True)
class Solved:
    """Who is whose mate, and what that is worth."""

    network: Network
    mate: Ints
    chosen: NDArray[np.bool_]
    """Which of the twos are mates."""
    worth: float
    """What everybody adds up to, or, out of time, a value that this cannot exceed."""
    solver: Solver

    @property
    def alone(self) -> NDArray[np.bool_]:
        """Tell who has no mate."""
        alone: NDArray[np.bool_] = self.mate == ALONE
        return alone

    @property
    def tempted(self) -> NDArray[np.bool_]:
        """Tell who is worth their ceiling: their mate is not among the twos."""
        found: NDArray[np.bool_] = ~self.alone | (self.network.alone > -self.network.stake)
        found[self.network.a[self.chosen]] = found[self.network.b[self.chosen]] = False
        return found

    @property
    def is_fullest(self) -> bool:
        """Tell whether only one of each odd part is alone, which is surely as few as can be."""
        return bool(self.alone.sum() == (np.bincount(self.network.part) % 2).sum())


def solve(network: Network, stake: float) -> Solved:
    """Find the mates of greatest worth where being alone costs `stake`, or less in an odd part."""
    return solve_from(relaxation(network, stake), network, stake)


def relaxation(network: Network, stake: float) -> Relaxed:
    """Solve the fractional relaxation, whose prices add up to a bound."""
    return relax(network.a, network.b, network.worth, np.maximum(network.ceiling, -stake))


def likeliest(network: Network, relaxed: Relaxed) -> Network:
    """Keep each member's twos that lose least against the prices, and forget the ceilings."""
    a, b = network.a, network.b
    loss = relaxed.prices[a] + relaxed.prices[b] - network.worth
    rows, twos = np.concatenate([a, b]), np.tile(np.arange(len(a)), 2)
    order = np.lexsort((loss[twos], rows))
    rows, twos = rows[order], twos[order]
    rank = np.arange(len(rows)) - np.searchsorted(rows, rows)
    kept = np.zeros(len(a), dtype=bool)
    kept[twos[rank < _LIKELIEST]] = True
    nobody = np.full(len(network.ceiling), -np.inf)
    return replace(network, a=a[kept], b=b[kept], worth=network.worth[kept], ceiling=nobody)


def solve_from(relaxed: Relaxed, network: Network, stake: float) -> Solved:
    """Find the mates, given a relaxation of this network or of one that holds it."""
    a, b, worth = network.a, network.b, network.worth
    network = replace(network, stake=_stakes(network.part, relaxed.prices, stake))
    mate = mates(network, relaxed, max(_SECONDS, len(relaxed.prices) * _SECONDS_EACH))
    if mate is None:
        mate = near_mates(relaxed.assigned, a, b, worth)
        return Solved(network, mate, mate[a] == b, float(relaxed.prices.sum()), Solver.NEAR_OPTIMAL)
    chosen = mate[a] == b
    beside = np.ones(len(mate), dtype=bool)
    beside[a[chosen]] = beside[b[chosen]] = False
    left_out = np.where(mate == ALONE, network.alone, network.ceiling)[beside].sum()
    together = np.maximum(worth, network.ceiling[a] + network.ceiling[b])[chosen].sum()
    return Solved(network, mate, chosen, float(together + left_out), Solver.EXACT)


def _stakes(part: Ints, prices: Floats, stake: float) -> Floats:
    """Let the one who must stay alone in an odd part do so for the lowest price of all, which the solver finds soon.

    As long as it is one only, this changes nothing in who is best; at a higher stake nobody is let go so cheaply.
    """
    lowest = np.full(part.max() + 1, np.inf)
    np.minimum.at(lowest, part, prices)
    is_odd = np.bincount(part) % 2 == 1
    stakes: Floats = np.where(is_odd, np.minimum(stake, -lowest), stake)[part]
    return stakes
