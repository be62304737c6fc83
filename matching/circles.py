"""Form circles of three to six people (practice, section 4): most people first, then the greatest worth.

What a circle is worth is said in `circles_table`. Where conditions leave few circles, all are compared and the best
chosen; else members are seated round by round and then change places as long as it helps, which is not proven best.
"""

from collections.abc import Sequence

import numpy as np
from numpy.random import Generator, default_rng

from matching.circles_exact import best_of_all
from matching.circles_growth import enlarge, grow
from matching.circles_mending import mend
from matching.circles_parts import PART, parts
from matching.circles_swaps import Swaps
from matching.circles_table import Seats, Table, table_of
from matching.fit import WEIGHTS, Weights
from matching.population import Places, Population, bits
from matching.vocabulary import Size

_ROUNDS = 10
"""Times that those left over are looked at anew while members change places."""
_SWEEPS = 30
"""Noisy sweeps in each round."""
_NOISE = (1.0, 0.4)
"""Deviation of the noise at the start and at the end, in times the spread of fits."""


def form(
    people: Population, places: Places, sizes: Sequence[int], weights: Weights = WEIGHTS, seed: int = 0
) -> list[tuple[int, ...]]:
    """Give circles, as places in order, of those of `places` who asked for all `sizes`: consecutive numbers, 3 to 6.

    Nobody is placed twice, and all conditions hold for each circle jointly. Where not all are compared, a circle is
    larger than the least of `sizes` only to take in somebody left over. The order of `places` changes nothing.
    """
    span = range(min(sizes), max(sizes) + 1)
    chance = default_rng(seed)
    asked = bits(Size.of(size) for size in span)
    members = np.unique(places)
    members = members[people.sizes[members] & asked == asked]
    circles = _in_parts(people, members, span, weights, chance)
    if len(members) > PART:  # those left over in one part may fit those of another
        left = np.setdiff1d(members, [place for circle in circles for place in circle])
        circles += _in_parts(people, left, span, weights, chance)
    return sorted(circles)


def _in_parts(
    people: Population, places: Places, sizes: range, weights: Weights, chance: Generator
) -> list[tuple[int, ...]]:
    every = parts(people, places)
    return [circle for part in every for circle in _form(people, part, sizes, weights, chance)]


def _form(
    people: Population, places: Places, sizes: range, weights: Weights, chance: Generator
) -> list[tuple[int, ...]]:
    if len(places) < sizes[0]:
        return []
    table = table_of(people, places, weights)
    seats = best_of_all(table, sizes)
    if seats is None:
        seats = mend(table, grow(table, sizes, chance), sizes, chance)
        seats = _improved(table, seats, sizes, chance)
    return [tuple(sorted(places[row[row < len(table)]].tolist())) for row in seats]


def _improved(table: Table, seats: Seats, sizes: range, chance: Generator) -> Seats:
    for heat in np.linspace(*_NOISE, _ROUNDS * _SWEEPS).reshape(_ROUNDS, _SWEEPS):
        swaps = Swaps(table, seats)
        for noise in heat.tolist():
            swaps.sweep(chance, noise * table.spread)
        seats = enlarge(table, seats, sizes, chance)
    Swaps(table, seats).settle(chance)
    return seats
