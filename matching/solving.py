"""One solution of a network of members: exact, or near the optimum if its time is up."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from matching.blossom import Network, mates
from matching.greedy import ALONE
from matching.near_optimal import near_mates
from matching.prices import Floats, Ints, prices
from matching.vocabulary import Solver

_SECONDS = 60.0
"""Time for the exact solver, at least; a large run gives it _SECONDS_EACH for each member."""
_SECONDS_EACH = 0.0005


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
    def thin(self) -> Ints:
        """Give the members of parts in which more are alone than one of an odd number, so maybe more than need be."""
        part = self.network.part
        is_thin = np.bincount(part, weights=self.alone) > np.bincount(part) % 2
        return np.flatnonzero(is_thin[part])

    def mended(self, members: Ints, anew: "Solved") -> "Solved":
        """Take over how whole parts, `members`, were solved anew."""
        mate = self.mate.copy()
        mate[members] = np.where(anew.alone, ALONE, members[anew.mate])
        chosen = mate[self.network.a] == self.network.b
        solver = anew.solver if self.solver is Solver.EXACT else self.solver
        return replace(self, mate=mate, chosen=chosen, solver=solver)


def solve(network: Network, stake: float, is_firm: bool = False) -> Solved:
    """Find the mates of greatest worth where being alone costs `stake`, or, unless `is_firm`, less in an odd part."""
    a, b, worth = network.a, network.b, network.worth
    price = prices(a, b, worth, np.maximum(network.ceiling, -stake))
    network = replace(network, stake=np.full(len(price), stake) if is_firm else _stakes(network.part, price, stake))
    mate = mates(network, price, max(_SECONDS, len(price) * _SECONDS_EACH))
    if mate is None:
        mate = near_mates(a, b, worth, price)
        return Solved(network, mate, mate[a] == b, float(price.sum()), Solver.NEAR_OPTIMAL)
    chosen = mate[a] == b
    beside = np.ones(len(mate), dtype=bool)
    beside[a[chosen]] = beside[b[chosen]] = False
    left_out = np.where(mate == ALONE, network.alone, network.ceiling)[beside].sum()
    together = np.maximum(worth, network.ceiling[a] + network.ceiling[b])[chosen].sum()
    return Solved(network, mate, chosen, float(together + left_out), Solver.EXACT)


def _stakes(part: Ints, price: Floats, stake: float) -> Floats:
    """Let the one who must stay alone in an odd part do so for the lowest price of all, which the solver finds soon.

    As long as it is one only, this changes nothing in who is best; at a higher stake nobody is let go so cheaply.
    """
    lowest = np.full(part.max() + 1, np.inf)
    np.minimum.at(lowest, part, price)
    is_odd = np.bincount(part) % 2 == 1
    stakes: Floats = np.where(is_odd, np.minimum(stake, -lowest), stake)[part]
    return stakes
