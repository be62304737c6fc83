"""The fractional relaxation of matching, solved as an assignment on the double cover.

Each member stands on both sides; whoever is assigned to themselves stays alone. The optimal assignment falls into
cycles: those of even length are optimal pairs already, only odd ones need more work (Balinski 1965). Its dual prices
start the exact solver close to the end: without them it took 100 times as long on some graphs.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

_MOST_SWEEPS = 100
"""Sweeps for exact prices; past them prices are still valid, only less tight."""

Ints = NDArray[np.intp]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Relaxed:
    """An optimal assignment (n places) and prices (n): no two are worth more together than their prices' sum."""

    assigned: Ints
    prices: Floats


def relax(a: Ints, b: Ints, worth: Floats, alone: Floats) -> Relaxed:
    """Solve for twos a[i] < b[i] worth `worth`, and what each member is worth `alone`."""
    n = len(alone)
    here = np.arange(n)
    rows, columns = np.concatenate([a, b, here]), np.concatenate([b, a, here])
    value = np.concatenate([worth, worth, 2 * alone])
    top = value.max() + 1  # the solver wants positive costs
    costs = csr_array((top - value, (rows, columns)), shape=(n, n))
    left, right = min_weight_full_bipartite_matching(costs)
    assigned = np.empty(n, dtype=np.intp)
    assigned[left] = right
    return Relaxed(assigned, (top + _prices(costs, assigned)) / 2)


def _prices(costs: csr_array, assigned: Ints) -> Floats:
    """Give the right price less the left cost of each, by relaxing shortest paths, a whole sweep at once."""
    starts, columns, cost = costs.indptr[:-1], costs.indices, costs.data
    paid = cost[columns == np.repeat(assigned, np.diff(costs.indptr))]
    right = np.zeros(len(assigned))
    for _ in range(_MOST_SWEEPS):
        lower = np.minimum(right[assigned], np.minimum.reduceat(right[columns] + cost, starts) - paid)
        if np.array_equal(lower, right[assigned]):
            break
        right[assigned] = lower
    prices: Floats = right - np.minimum.reduceat(right[columns] + cost, starts)
    return prices
