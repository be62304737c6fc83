"""Who may be paired in a population, and how well all of them fit: what other solvers are given."""

from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from matching import neighbours, overdue
from matching.conditions import admissible
from matching.fit import WEIGHTS, fit, in_parts
from matching.population import Places, Population, gather
from matching.suggest import BEST
from matching.vocabulary import Size
from tests.benchmarks import goals, people
from tests.benchmarks.one_run import SEED, TODAY

_TWO = 1 << list(Size).index(Size.TWO)
_AT_ONCE = 1 << 21
"""Twos looked at in one block."""


@dataclass(frozen=True, slots=True)
class Twos:
    """Twos by their places, a < b, and their fit."""

    a: Places
    b: Places
    fit: NDArray[np.float64]


def dense(members: int) -> Twos:
    """Give every admissible two of the mixed population, without any search."""
    crowd = _population(members)
    places = _seekers(crowd)
    found = []
    step = max(_AT_ONCE // len(places), 1)
    for first in range(0, len(places), step):
        a, b = (one.ravel() for one in np.meshgrid(places[first : first + step], places, indexing="ij"))
        a, b = a[a < b], b[a < b]
        may = admissible(crowd, a, b)
        found.append((a[may], b[may]))
    a, b = (np.concatenate(side) for side in zip(*found, strict=True))
    return Twos(a, b, in_parts(lambda x, y: fit(crowd, x, y), a, b))


def sparse(members: int) -> Twos:
    """Give the twos of each member's best candidates, as many as matching itself begins with."""
    crowd = _population(members)
    graph = neighbours.graph(crowd, _seekers(crowd), BEST, WEIGHTS)
    return Twos(graph.a, graph.b, graph.fit)


def _population(members: int) -> Population:
    return gather(people.members(members, SEED), goals.vectors(members, SEED), TODAY)


def _seekers(crowd: Population) -> Places:
    """Give those whom matching pairs: whoever may be one of two and has no seat already for having waited."""
    looking = np.flatnonzero(crowd.has_room)
    seated = np.fromiter(chain.from_iterable(overdue.seated(crowd, looking, WEIGHTS, 0)), dtype=np.intp)
    return np.setdiff1d(looking[crowd.sizes[looking] & _TWO != 0], seated)
