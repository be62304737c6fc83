"""Seat members round by round: every circle with a free seat gets one more, all circles at once."""

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from matching.circles_table import APART, Seats, Table

_TRIES = 8
"""Times that a circle may ask for another member because one would break a condition of all together."""


def grow(table: Table, sizes: range, chance: Generator) -> Seats:
    """Form as many circles as can be had, then let those left over join; members by chance begin a circle."""
    return enlarge(table, np.zeros((0, sizes[-1]), dtype=np.intp), sizes, chance)


def enlarge(table: Table, seats: Seats, sizes: range, chance: Generator) -> Seats:
    """Place some of those left over: in circles of their own first, then as one more in others."""
    while len(new := _new(table, left_over(table, seats), sizes, chance)):
        seats = np.concatenate([seats, new])
    for size in sizes[:-1]:
        open_ = np.flatnonzero(_taken(table, seats) == size)
        _seat_one_each(table, seats, open_, left_over(table, seats))
    return seats


def left_over(table: Table, seats: Seats) -> Seats:
    """Give who has no seat, one dimension."""
    left: Seats = np.setdiff1d(np.arange(len(table)), seats)
    return left


def _new(table: Table, left: Seats, sizes: range, chance: Generator) -> Seats:
    seats = np.full((len(left) // sizes[0], sizes[-1]), len(table))
    seats[:, 0] = chance.permutation(left)[: len(seats)]
    for taken in range(1, sizes[0]):
        open_ = np.flatnonzero(_taken(table, seats) == taken)
        _seat_one_each(table, seats, open_, np.setdiff1d(left, seats))
    full: Seats = seats[_taken(table, seats) == sizes[0]]
    return full


def _seat_one_each(table: Table, seats: Seats, open_: Seats, left: Seats) -> None:
    """Give each open circle, all equally large, at most one of those left over, so that total fit is greatest."""
    worth = table.fits[seats[open_]].sum(axis=1)[:, left]
    for _ in range(_TRIES):
        rows, columns = linear_sum_assignment(worth, maximize=True)
        wanted = worth[rows, columns] > APART / 2
        rows, columns = rows[wanted], columns[wanted]
        at = open_[rows], _taken(table, seats)[open_[rows]]
        seats[at] = left[columns]
        may = _may(table, seats[at[0]])
        seats[at[0][~may], at[1][~may]] = len(table)
        worth[rows[~may], columns[~may]] = APART
        worth[rows[may], :] = worth[:, columns[may]] = APART
        if may.all():
            break


def _may(table: Table, seats: Seats) -> NDArray[np.bool_]:
    return table.may_sit(seats) if len(seats) else np.zeros(0, dtype=bool)


def _taken(table: Table, seats: Seats) -> Seats:
    taken: Seats = np.count_nonzero(seats < len(table), axis=1)
    return taken
