"""Decide who is paired with whom: most people first, then the greatest total fit."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from matching.blossom import ALONE, Network, mates
from matching.double_cover import Floats, Ints, relax
from matching.near_optimal import near_mates
from matching.neighbours import Graph
from matching.vocabulary import Solver

_SECONDS = 60.0
"""Time for the exact solver, at least; a large run gives it _SECONDS_EACH for each member."""
_SECONDS_EACH = 0.0005
_ROUNDING = 1e-5
"""What rounding to whole steps may cost a pair."""
_STAKES = (0.25, 4.0, 64.0)
"""What staying alone costs, in times the span of all fits; the first that leaves as few alone as can be is taken."""


@dataclass(frozen=True, slots=True)
class Pairing:
    """Pairs as places (p × 2) with their total fit, and a total that no pairing of anybody who may meet can exceed."""

    pairs: Ints
    total: float
    bound: float
    solver: Solver
    tempted: Ints
    """Places of those whom the bound pairs by their ceilings; with all their others in the graph it would be less."""

    @property
    def is_proven(self) -> bool:
        """Tell whether nothing at all can be better, but for the solver's rounding."""
        return self.bound - self.total <= _ROUNDING * max(len(self.pairs), 1)


@dataclass(frozen=True, slots=True)
class _Solved:
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
        """Tell whose mate is not among the twos."""
        found: NDArray[np.bool_] = self.mate != ALONE
        found[self.network.a[self.chosen]] = found[self.network.b[self.chosen]] = False
        return found


def pair(graph: Graph) -> Pairing:
    """Solve on the graph of candidates, and bound what the twos that it leaves out could add."""
    used = np.unique(np.concatenate([graph.a, graph.b]))
    if not len(used):
        return Pairing(np.zeros((0, 2), dtype=np.intp), 0.0, 0.0, Solver.EXACT, used)
    a, b = np.searchsorted(used, graph.a), np.searchsorted(used, graph.b)
    open_ = Network(a, b, graph.fit, np.zeros(len(used)), graph.ceiling[used], graph.part[used])
    closed = replace(open_, ceiling=np.full(len(used), -np.inf), part=_components(open_))
    best, stake = _fullest(closed)
    loose = _solve(open_, stake)
    total = float(graph.fit[best.chosen].sum())
    pairs = np.stack([graph.a[best.chosen], graph.b[best.chosen]], axis=1)
    return Pairing(pairs, total, max(_bound(loose, best), total), best.solver, used[loose.tempted])


def _fullest(network: Network) -> tuple[_Solved, float]:
    """Give the pairing of the most people, and of the greatest fit among those, with the stake that led to it."""
    least = (np.bincount(network.part) % 2).sum()
    span = float(np.ptp(network.worth)) + 1e-3
    for stake in _STAKES:
        solved = _solve(network, stake * span)
        if solved.alone.sum() == least:
            break
    return solved, stake * span


def _solve(network: Network, stake: float) -> _Solved:
    a, b, worth = network.a, network.b, network.worth
    relaxed = relax(a, b, worth, np.maximum(network.ceiling, -stake))
    network = replace(network, stake=_stakes(network.part, relaxed.prices, stake))
    mate = mates(network, relaxed, max(_SECONDS, len(relaxed.prices) * _SECONDS_EACH))
    if mate is None:
        mate = near_mates(relaxed.assigned, a, b, worth)
        return _Solved(network, mate, mate[a] == b, float(relaxed.prices.sum()), Solver.NEAR_OPTIMAL)
    chosen = mate[a] == b
    beside = np.ones(len(mate), dtype=bool)
    beside[a[chosen]] = beside[b[chosen]] = False
    left_out = np.where(mate == ALONE, -network.stake, network.ceiling)[beside].sum()
    together = np.maximum(worth, network.ceiling[a] + network.ceiling[b])[chosen].sum()
    return _Solved(network, mate, chosen, float(together + left_out), Solver.EXACT)


def _stakes(part: Ints, prices: Floats, stake: float) -> Floats:
    """Let the one who must stay alone in an odd part do so for the lowest price of all, which the solver finds soon.

    As long as it is one only, this changes nothing in who is best; at a higher stake nobody is let go so cheaply.
    """
    lowest = np.full(part.max() + 1, np.inf)
    np.minimum.at(lowest, part, prices)
    is_odd = np.bincount(part) % 2 == 1
    return np.where(is_odd, np.minimum(stake, -lowest), stake)[part]


def _bound(loose: _Solved, best: _Solved) -> float:
    """Give back the stakes that every fullest pairing loses too: one in each odd part at least, no more than ours."""
    part, stake = loose.network.part, np.zeros(loose.network.part.max() + 1)
    stake[part] = loose.network.stake
    ours = np.bincount(part, weights=best.alone)
    return loose.worth + float((stake * np.where(stake < 0, np.bincount(part) % 2, ours)).sum())


def _components(network: Network) -> Ints:
    n = len(network.ceiling)
    edges = coo_array((np.ones(len(network.a)), (network.a, network.b)), shape=(n, n))
    found: Ints = connected_components(edges, directed=False)[1].astype(np.intp)
    return found
