"""Seat first those who went without last time and want no pair; pairs would leave them too few to sit with."""

from itertools import chain

import numpy as np

from matching import circles
from matching.conditions import admissible
from matching.fit import Weights, fit
from matching.population import Places, Population, bits
from matching.vocabulary import Size

_COMPANY = 10
"""Best others of each who may be asked to join."""
_LOOKED_AT = 2_000_000
"""Twos that are weighed for that, at most; those who waited longest come first."""
_CIRCLES = ((Size.THREE, (3,)), (Size.CIRCLE, (4, 5, 6)))


def seated(people: Population, seekers: Places, weights: Weights, seed: int) -> list[tuple[int, ...]]:
    """Give circles that each hold somebody who is overdue; the others in them would take a pair as well."""
    formed: list[tuple[int, ...]] = []
    for size, sizes in _CIRCLES:
        free = np.setdiff1d(seekers, np.fromiter(chain.from_iterable(formed), dtype=np.intp))
        asked = free[people.sizes[free] & bits([size]) != 0]
        waiting = asked[(people.waited[asked] > 0) & (people.sizes[asked] & bits([Size.TWO]) == 0)]
        waiting = waiting[np.argsort(-people.waited[waiting], kind="stable")][: _LOOKED_AT // max(len(asked), 1)]
        if len(waiting):
            company = np.unique(np.concatenate([waiting, *(_company(people, one, asked, weights) for one in waiting)]))
            found = circles.form(people, company, sizes, weights, seed)
            formed += [circle for circle in found if np.isin(circle, waiting).any()]
    return formed


def _company(people: Population, one: int, asked: Places, weights: Weights) -> Places:
    others = asked[asked != one]
    others = others[admissible(people, np.full(len(others), one), others)]
    best = np.argsort(-fit(people, np.full(len(others), one), others, weights), kind="stable")
    company: Places = others[best[:_COMPANY]]
    return company
