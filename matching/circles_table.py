"""How well all twos of one part of a run fit, as one table, and what a circle is worth: the objective, in one place.

A circle is worth the sum over its members of their mean fit with the others, so no size is worth more for itself.
A two that fits worse than an average two loses its shortfall a second time, so that the worst pair is considered.
What a member waited counts once for each seat, so it decides who is placed but not with whom.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.conditions import admissible
from matching.fit import WISHES, Weights, priority
from matching.population import Places, Population

APART = -256.0
"""What stands for the fit of two who may not meet: far below what any circle could make good."""
SHORTFALL = 1.0
"""How many times more a shortfall counts."""
_AT_ONCE = 1 << 17
"""Twos whose conditions and wishes are reckoned at a time, so that memory stays bounded."""

Seats = NDArray[np.intp]
"""Circles × seats: rows of the table, filled from the left; a vacant seat holds the number of members."""
Values = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """Members of one part, their fits with one another, and whether they may sit together."""

    people: Population
    places: Places
    fits: Values
    """(n + 1) × (n + 1), APART where two may not meet, 0 on the diagonal and, for vacant seats, in the last row."""
    spread: float
    """Standard deviation of the fits of those who may meet, waiting left out; 0 where nobody may."""

    def __len__(self) -> int:
        return len(self.places)

    def part(self, members: Seats) -> "Table":
        """Give the table of some members only, in the order given."""
        rows = np.append(members, len(self))
        return Table(self.people, self.places[members], self.fits[np.ix_(rows, rows)], self.spread)

    def may_sit(self, seats: Seats) -> NDArray[np.bool_]:
        """Tell for each circle whether all conditions hold for its members jointly.

        A vacant seat is given to the first member once more, which changes no condition.
        """
        filled = np.where(seats < len(self), seats, seats[:, :1])
        may: NDArray[np.bool_] = admissible(self.people, *self.places[filled.T])
        return may

    def worth(self, seats: Seats) -> Values:
        """Give what each circle is worth."""
        fits = self.fits[seats[:, :, None], seats[:, None, :]]
        total: Values = fits.sum(axis=(1, 2)) * share(seats, len(self)) / 2
        return total


def share(seats: Seats, members: int) -> Values:
    """Give what one two adds to the worth of each circle, in times its fit: twice the share of one among the others."""
    others = np.maximum((seats < members).sum(axis=1) - 1, 1)
    shares: Values = (2 / others).astype(np.float32)
    return shares


def table_of(people: Population, places: Places, weights: Weights) -> Table:
    """Reckon the table, n × n in float32, so for parts of a run only."""
    n = len(places)
    first, second = np.triu_indices(n, 1)
    near = weights.closeness * closeness_of_all(people, places, places)
    fits = np.full((n + 1, n + 1), APART, dtype=np.float32)
    for part in (slice(i, i + _AT_ONCE) for i in range(0, len(first), _AT_ONCE)):
        a, b = first[part], second[part]
        may = admissible(people, places[a], places[b])
        a, b = a[may], b[may]
        fits[a, b] = fits[b, a] = near[a, b] + wishes(people, places[a], places[b], weights)
    known = fits > APART / 2
    spread = float(fits.std(where=known, dtype=np.float64)) if known.any() else 0.0
    _sharpen(fits, known)
    waited = np.append(weights.waited * priority(people, places), 0).astype(np.float32)
    fits += waited[:, None] + waited
    fits[n, :] = fits[:, n] = 0
    np.fill_diagonal(fits, 0)
    return Table(people, places, fits, spread)


def closeness_of_all(people: Population, rows: Places, columns: Places) -> Values:
    """Give the closeness of each of `rows` to each of `columns`, by one product of matrices."""
    cosines = people.vectors[rows] @ people.vectors[columns].T
    near: Values = cosines - people.crowding[rows][:, None] - people.crowding[columns]
    return near


def wishes(people: Population, a: Places, b: Places, weights: Weights) -> NDArray[np.float64]:
    """Give the part of the fit of each two that is neither the goals nor who waited."""
    total = np.zeros(np.shape(a))
    for name, wish in WISHES.items():
        if name not in {"closeness", "waited"}:
            total += getattr(weights, name) * wish(people, a, b)
    return total


def _sharpen(fits: Values, known: NDArray[np.bool_]) -> None:
    if known.any():
        average = fits.mean(where=known, dtype=np.float64)
        fits -= SHORTFALL * np.maximum(average - fits, 0, where=known, out=np.zeros_like(fits))
