"""Decide who is paired with whom: most people first, then the greatest total fit."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from matching.blossom import IN_PROCESS_UP_TO, Network
from matching.neighbours import Graph
from matching.prices import Ints
from matching.solving import Solved, solve
from matching.vocabulary import Solver

_ROUNDING = 1e-5
"""What rounding to whole steps may cost a pair."""
_STAKE = 0.25
"""What staying alone costs, in times the span of all fits; half the lowest fit comes on top if that is negative."""
_MARGIN = 2.5e-4
_RISES = (1.0, 16.0, 256.0, 4096.0, 65536.0)
"""How many times dearer it gets as long as that leaves more people alone than need be."""
_MENDED_UP_TO = 5_000
"""In larger parts a few may stay alone who could be paired: finding them takes the solver minutes."""
_ROUNDS = 2
"""Times that the graph may grow."""


@dataclass(frozen=True, slots=True)
class Pairing:
    """Pairs as places (p × 2) with their total fit, and one that no pairing of as many people can exceed."""

    pairs: Ints
    total: float
    bound: float
    solver: Solver

    @property
    def is_proven(self) -> bool:
        """Tell whether nothing at all can be better, but for the solver's rounding."""
        return self.bound - self.total <= _ROUNDING * max(len(self.pairs), 1)


def pair(graph: Graph, widen: Callable[[Graph, Ints], Graph | None]) -> Pairing:
    """Solve on the graph of candidates, and bound what the twos that it leaves out could add.

    `widen` may give a graph with all the twos of some members: those whom the bound would pair beside the graph.
    """
    if not len(graph.a):
        return Pairing(np.zeros((0, 2), dtype=np.intp), 0.0, 0.0, Solver.EXACT)
    stake = _STAKE * float(np.ptp(graph.fit)) + max(-float(graph.fit.min()), 0) / 2 + _MARGIN
    if len(graph.part) > IN_PROCESS_UP_TO:
        return _both_at_once(graph, stake)
    loose = solve(_network(graph), stake)
    for _ in range(_ROUNDS):
        wider = widen(graph, _used(graph)[loose.tempted]) if loose.tempted.any() else None
        if wider is None:
            break
        graph = wider
        loose = solve(_network(graph), stake)
    best = loose if not len(loose.thin) and not loose.tempted.any() else _fullest(_network(graph), stake)
    return _pairing(graph, best, loose)


def _both_at_once(graph: Graph, stake: float) -> Pairing:
    """Solve and bound a large graph side by side, since each has a process of its own."""
    network = _network(graph)
    with ThreadPoolExecutor(1) as beside:
        loose = beside.submit(solve, network, stake)
        best = _fullest(network, stake)
        return _pairing(graph, best, loose.result())


def _pairing(graph: Graph, best: Solved, loose: Solved) -> Pairing:
    pairs = np.stack([graph.a[best.chosen], graph.b[best.chosen]], axis=1)
    total = float(graph.fit[best.chosen].sum())
    return Pairing(pairs, total, max(_bound(loose, best), total), best.solver)


def _fullest(network: Network, stake: float) -> Solved:
    """Give the pairing of the most people, and of the greatest fit among those, on the graph alone."""
    n = len(network.part)
    edges = coo_array((np.ones(len(network.a)), (network.a, network.b)), shape=(n, n))
    parts = connected_components(edges, directed=False)[1].astype(np.intp)
    network = replace(network, ceiling=np.full(n, -np.inf), part=parts)
    best = solve(network, stake)
    thin = best.thin
    return best.mended(thin, _filled(network.only(thin), stake)) if 0 < len(thin) <= _MENDED_UP_TO else best


def _filled(network: Network, stake: float) -> Solved:
    """Leave as few alone as can be, which is known from the same twos at no worth at all."""
    fewest = solve(replace(network, worth=np.zeros(len(network.a))), 1.0, is_firm=True).alone.sum()
    for rise in _RISES:
        solved = solve(network, rise * stake, is_firm=True)
        if solved.alone.sum() == fewest:
            break
    return solved


def _bound(loose: Solved, best: Solved) -> float:
    """Give back the stakes that every fullest pairing loses too: one in each odd part at least, no more than ours."""
    part, stake = loose.network.part, np.zeros(loose.network.part.max() + 1)
    stake[part] = loose.network.stake
    ours = np.bincount(part, weights=best.alone)
    return loose.worth + float((stake * np.where(stake < 0, np.bincount(part) % 2, ours)).sum())


def _used(graph: Graph) -> Ints:
    """Give the places that have any edge."""
    return np.unique(np.concatenate([graph.a, graph.b]))


def _network(graph: Graph) -> Network:
    used = _used(graph)
    a, b = np.searchsorted(used, graph.a), np.searchsorted(used, graph.b)
    return Network(a, b, graph.fit, np.zeros(len(used)), graph.ceiling[used], graph.part[used])
