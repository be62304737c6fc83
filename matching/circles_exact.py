"""The best circles of all, where members and conditions leave few enough circles to compare them all.

Choosing among listed circles so that nobody sits in two is set packing, which HiGHS (through scipy) solves exactly.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array

from matching.circles_table import APART, Seats, Table

MOST = 100
"""Circles up to which all are compared."""
_NODES = 20
"""Branchings after which the search is given up, counted and not timed so that the answer is always the same."""


def best_of_all(table: Table, sizes: range, most: int = MOST) -> Seats | None:
    """Give the circles that place most people and, among those, are worth most; None where that would take too long."""
    every = _every(table, sizes, most)
    if every is None or not len(every):
        return every
    seated = (every < len(table)).sum(axis=1)
    worth = table.worth(every).astype(np.float64)
    # One more person outweighs whatever the choice of circles may change in worth.
    value = worth + seated * (1 + 2 * len(table) * np.abs(worth / seated).max())
    return _packed(table, every, value)


def _packed(table: Table, every: Seats, value: NDArray[np.float64]) -> Seats | None:
    circle, seat = np.nonzero(every < len(table))
    sits = coo_array((np.ones(len(circle)), (every[circle, seat], circle)), shape=(len(table), len(every)))
    found = milp(
        -value,
        integrality=np.ones(len(every), dtype=np.int64),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(sits.tocsc(), ub=1),
        options={"node_limit": _NODES, "mip_rel_gap": 0},
    )
    return every[found.x > 0.5] if found.success else None


def _every(table: Table, sizes: range, most: int) -> Seats | None:
    """List all circles whose conditions hold, or None if there are more than `most`, even while they are smaller."""
    members = len(table)
    meets = np.triu(table.fits[:-1, :-1] > APART / 2, 1)
    smaller = np.arange(members)[:, None]
    found = [np.zeros((0, sizes[-1]), dtype=np.intp)]
    for size in range(2, sizes[-1] + 1):
        at, added = np.nonzero(meets[smaller].all(axis=1))
        if len(at) > most:
            return None
        smaller = np.concatenate([smaller[at], added[:, None]], axis=1)
        smaller = smaller[table.may_sit(smaller)]
        if size in sizes:
            found.append(np.pad(smaller, ((0, 0), (0, sizes[-1] - size)), constant_values=members))
    every = np.concatenate(found)
    return every if len(every) <= most else None
