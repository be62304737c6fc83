"""Form a few circles anew so that they hold more of those left over, by trying again and again in other ways."""

import numpy as np
from numpy.random import Generator

from matching.circles_growth import grow, left_over
from matching.circles_table import APART, Seats, Table

_TRIES = 20
"""Times that somebody left over is tried, in all."""
_CIRCLES = 4
"""Circles, at most, that are formed anew together."""
_SPREAD = 2
"""By how many members chance may make a circle look more suitable, so that each try differs."""


def mend(table: Table, seats: Seats, sizes: range, chance: Generator) -> Seats:
    """Seat more people by forming the circles that suit somebody left over anew, with others left over."""
    for _ in range(_TRIES):
        left = left_over(table, seats)
        if len(left) < (sizes[0] if len(sizes) == 1 else 1):
            break
        seats = _mended(table, seats, sizes, chance.permutation(left), chance)
    return seats


def _mended(table: Table, seats: Seats, sizes: range, left: Seats, chance: Generator) -> Seats:
    """Take the new circles if they hold no fewer, since another equally good state may open the way to a better one."""
    meets = table.fits[left[0]] > APART / 2
    others = left[1:][meets[left[1:]]][: 2 * sizes[-1]]
    suits = (meets[seats] & (seats < len(table))).sum(axis=1) + _SPREAD * chance.random(len(seats))
    circles = np.argsort(-suits)[: chance.integers(1, _CIRCLES + 1)]
    before = seats[circles]
    pool = np.concatenate([left[:1], others, before[before < len(table)]])
    after = grow(table.part(pool), sizes, chance)
    if (after < len(pool)).sum() < (before < len(table)).sum():
        return seats
    return np.concatenate([np.delete(seats, circles, axis=0), np.append(pool, len(table))[after]])
