"""Split a large run into parts whose members can be compared each with each."""

import numpy as np

from matching.population import Places, Population

PART = 1500
"""Members of a part at most."""
_TURNS = 8


def parts(people: Population, places: Places) -> list[Places]:
    """Give the members of each cadence, halved along their goals until no part is larger than PART."""
    cadences = people.cadence[places]
    return [part for one in np.unique(cadences) for part in _halved(people, places[cadences == one])]


def _halved(people: Population, places: Places) -> list[Places]:
    """Halve by two means of equal size, so that goals that are close stay together as far as may be."""
    if len(places) <= PART:
        return [places]
    vectors = people.vectors[places]
    middle = len(places) // 2
    order = np.argsort(vectors @ vectors[0], kind="stable")
    for _ in range(_TURNS):
        apart = vectors[order[middle:]].mean(axis=0) - vectors[order[:middle]].mean(axis=0)
        order = np.argsort(vectors @ apart, kind="stable")
    halves = np.sort(order[:middle]), np.sort(order[middle:])
    return [part for half in halves for part in _halved(people, places[half])]
