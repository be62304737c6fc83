"""Make circles better by letting two members change places, many twos at a time, with noise that fades.

All swaps are weighed at once; the best that touch no circle twice are made. Noise on the weighing leads out of states
in which no single swap helps (the noising method: Charon and Hudry, Operations Research Letters 14, 1993).
"""

from dataclasses import dataclass, field

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from matching.circles_table import Seats, Table, Values, share

_LOOK = 8
"""One member in so many is looked at in a noisy sweep, since only few swaps can be made at once."""
_LOOK_LEAST = 40
_GAIN = 1e-4
"""Least gain for which a swap is made, above what single precision blurs."""


@dataclass(slots=True, eq=False)
class Swaps:
    """Circles under improvement: `seats` changes in place, while each circle keeps its size."""

    table: Table
    seats: Seats
    share: Values = field(init=False)
    """What one two adds to the worth of each circle, in times its fit; the last row is for no circle."""
    sums: Values = field(init=False)
    """(circles + 1) × members: what each adds, or would add, to each circle."""
    circle: Seats = field(init=False)
    """The circle of each member, the number of circles for none."""

    def __post_init__(self) -> None:
        """Reckon what follows from the seats."""
        circles, members = len(self.seats), len(self.table)
        self.share = np.append(share(self.seats, members), np.float32(0))
        self.sums = np.zeros((circles + 1, members), dtype=np.float32)
        self.circle = np.full(members, circles)
        self._reckon(np.arange(circles))

    def sweep(self, chance: Generator, noise: float) -> None:
        """Swap some members, chosen by chance, with noise of this deviation on what a swap gains."""
        members = len(self.table)
        look = max(_LOOK_LEAST, members // _LOOK)
        self._swap(*self._best(chance.permutation(members)[:look], chance, noise))

    def settle(self, chance: Generator) -> None:
        """Swap without noise until no member's best swap helps and may be made."""
        while self._swap(*self._best(np.arange(len(self.table)), chance, 0)):
            pass

    def _best(self, rows: Seats, chance: Generator, noise: float) -> tuple[Seats, Seats]:
        """Give members and with whom each would best change places, greatest gain first."""
        of, mine = self.circle, self.circle[rows]
        own = self.sums[of, np.arange(len(of))]
        elsewhere = self.sums[:, rows].T
        if noise:
            elsewhere = elsewhere + np.float32(noise) * chance.standard_normal(elsewhere.shape, dtype=np.float32)
        gain = elsewhere.take(of, axis=1)
        gain += self.sums[mine]
        gain -= own
        gain -= self.table.fits[rows, :-1] * (self.share[mine][:, None] + self.share[of])
        gain[mine[:, None] == of] = -np.inf
        partner = gain.argmax(axis=1)
        best = gain[np.arange(len(rows)), partner] - own[rows]
        order = np.argsort(-best, kind="stable")
        order = order[best[order] > _GAIN]
        return rows[order], partner[order]

    def _swap(self, one: Seats, other: Seats) -> bool:
        """Let those change places whose circles no earlier two of the list touches and whose conditions hold."""
        apart = self._apart(one, other)
        leaving = np.stack([one[apart], other[apart]])
        entering = leaving[::-1]
        circle = self.circle[leaving]
        placed = circle < len(self.seats)
        seats = self.seats[circle[placed]]
        seats = np.where(seats == leaving[placed][:, None], entering[placed][:, None], seats)
        may = np.ones(leaving.shape, dtype=bool)
        may[placed] = self.table.may_sit(seats)
        both = np.broadcast_to(may.all(axis=0), may.shape)
        self.circle[entering[both]] = circle[both]
        changed = circle[both & placed]
        self.seats[changed] = seats[both[placed]]
        self._reckon(changed)
        return bool(both.any())

    def _apart(self, one: Seats, other: Seats) -> NDArray[np.bool_]:
        """Mark the twos that touch no circle, and nobody without one, that an earlier two touches."""
        circles = len(self.seats)
        key = np.where(self.circle < circles, self.circle, circles + np.arange(len(self.circle)))
        touched: set[int] = set()
        marked = np.zeros(len(one), dtype=bool)
        for i, (a, b) in enumerate(zip(key[one].tolist(), key[other].tolist(), strict=True)):
            if a not in touched and b not in touched:
                touched |= {a, b}
                marked[i] = True
        return marked

    def _reckon(self, circles: Seats) -> None:
        seats = self.seats[circles]
        self.sums[circles] = self.table.fits[seats, :-1].sum(axis=1) * self.share[circles][:, None]
        where = np.append(self.circle, 0)  # one more, for vacant seats
        where[seats] = circles[:, None]
        self.circle = where[:-1]
