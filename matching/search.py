"""Exact search for each member's best admissible others, without ever holding a matrix of all by all.

Members are taken class by class (what `Columns` can tell by class), so that classes that may not meet are not compared.
The best by rough fit are put to every condition; whoever is left with too few looks farther, in the end at everybody.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import torch
from numpy.typing import NDArray

from matching.columns import Columns, roundings, top
from matching.conditions import admissible, commitment_near, one_cadence
from matching.fit import Weights, ample_hours, equal_period, other_teams, priority
from matching.population import Places, Population

_BLOCK = 1 << 25
"""Rough fits in one block, 64 MB of them."""
_FINE_FROM = 3_000
_FIRST_LOOK = 3
"""How many times the wanted number is looked at first, since conditions take some away."""
_FARTHER = 4
"""How many times as many are looked at next by those with too few."""

Twos = tuple[Places, Places]
Values = NDArray[np.float64]


@dataclass(slots=True)
class Search:
    """One search for the `best` others of each of `places`; `ceiling` is filled by it (see `neighbours.Graph`)."""

    people: Population
    places: Places
    best: int
    weights: Weights
    dtype: torch.dtype
    """How precisely others are compared at first: the quickest way will do where the rest is weighed exactly."""
    ceiling: Values = field(init=False)
    off: tuple[float, float] = field(init=False)
    """By how much, and by which share of themselves besides, rough fits are off at most."""

    def __post_init__(self) -> None:
        """Begin with nobody who could be better."""
        self.off = roundings(self.people, self.weights, self.dtype)
        self.ceiling = np.full(len(self.people), -np.inf)

    def run(self) -> Iterator[tuple[int, Twos]]:
        """Yield how many members were looked at and the twos found, block by block."""
        codes = [self.people.cadence, self.people.commitment]
        codes += [self.people.period] * self._by_period
        keys = np.stack([column[self.places] for column in codes], axis=1)
        _, first, of = np.unique(keys, axis=0, return_index=True, return_inverse=True)
        of = of.reshape(-1)
        for number, row in enumerate(self.places[first]):
            others = self.places[first]
            near = one_cadence(self.people, row[None], others) & commitment_near(self.people, row[None], others)
            yield from self._class(self.places[of == number], self.places[near[of]])

    def _class(self, rows: Places, columns: Places) -> Iterator[tuple[int, Twos]]:
        against = Columns.of(self.people, rows[:1], columns, self.weights, self._by_period, self.dtype)
        step = max(_BLOCK // len(against.bonus), 16)
        for first in range(0, len(rows), step):
            block = rows[first : first + step]
            rough = against.rough(self.people.vectors[block])
            yield len(block), self._best_of(block, columns, rough)

    def _best_of(self, rows: Places, columns: Places, rough: torch.Tensor) -> Twos:
        look = self.best * _FIRST_LOOK
        pending = np.arange(len(rows))
        found: list[Twos] = []
        while len(pending):
            look = min(look, len(columns))
            values, at = top(rough if len(pending) == len(rows) else rough[torch.from_numpy(pending)], look)
            done, twos = self._choose(rows[pending], columns[at], values, look == len(columns))
            found.append(twos)
            pending = pending[~done]
            look *= _FARTHER
        a, b = (np.concatenate(side) for side in zip(*found, strict=True))
        return a, b

    def _choose(self, rows: Places, others: Places, rough: Values, is_all: bool) -> tuple[NDArray[np.bool_], Twos]:
        """Keep the best admissible of those looked at; rows with too few are not done and look farther."""
        a = np.broadcast_to(rows[:, None], others.shape)
        may = a != others
        may[may] = admissible(self.people, a[may], others[may])
        value = np.full(others.shape, -np.inf)
        value[may] = rough[may] + self._rest(a[may], others[may])
        done = (may.sum(axis=1) >= self.best) | is_all
        kept = _largest(value, self.best) & may & done[:, None]
        passed = np.where(kept, -np.inf, value).max(axis=1)
        unseen = -np.inf if is_all else rough.min(axis=1) + self._most_rest
        self._bound(rows[done], np.maximum(passed, unseen)[done])
        return done, (a[kept], others[kept])

    def _rest(self, a: Places, b: Places) -> Values:
        """Give what rough fits leave out, waiting excepted."""
        rest = self.weights.hours * ample_hours(self.people, a, b)
        if not self._by_period:
            rest += self.weights.period * equal_period(self.people, a, b)
        return rest + self.weights.teams * other_teams(self.people, a, b)

    @property
    def _by_period(self) -> bool:
        """Tell whether classes differ by period too: finer, but few members would leave blocks all but empty."""
        return len(self.places) > _FINE_FROM

    @property
    def _most_rest(self) -> float:
        period = 0.0 if self._by_period else self.weights.period
        return self.weights.hours + self.weights.teams + period

    def _bound(self, rows: Places, rough: Values) -> None:
        """Note half of what a row could have with anybody not kept, and the row's own part beside it."""
        crowd = self.weights.closeness * self.people.crowding[rows]
        own = self.weights.waited * priority(self.people, rows)
        fixed, share = self.off
        highest = fixed + np.maximum(rough * (1 - share), rough * (1 + share))
        self.ceiling[rows] = (highest - crowd) / 2 + own


def _largest(value: Values, most: int) -> NDArray[np.bool_]:
    """Mark the `most` largest of each row."""
    marked = np.zeros(value.shape, dtype=bool)
    if value.shape[1] <= most:
        return ~marked
    np.put_along_axis(marked, np.argpartition(-value, most - 1, axis=1)[:, :most], True, axis=1)
    return marked
