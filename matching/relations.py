"""Which twos of a population stand in a relation: one avoids the other, they met, or one reports to the other."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Relations:
    """Twos as sorted keys (lower place times n plus higher place), so that millions are looked up at once."""

    keys: NDArray[np.int64]
    members: int

    def hold(self, a: NDArray[np.intp], b: NDArray[np.intp]) -> NDArray[np.bool_]:
        """Tell for each two places whether they stand in the relation, whichever of them comes first."""
        asked = np.minimum(a, b) * self.members + np.maximum(a, b)
        if not len(self.keys):
            return np.zeros(asked.shape, dtype=bool)
        nearest = np.searchsorted(self.keys, asked)
        found: NDArray[np.bool_] = self.keys[np.minimum(nearest, len(self.keys) - 1)] == asked
        return found


def joined(lists: Iterable[tuple[str, Iterable[str]]], places: Mapping[str, int]) -> Relations:
    """Relate each id to those on its list, both ways; ids that are not among `places` are passed over."""
    twos = ((places[one], places[other]) for one, others in lists for other in others if other in places)
    return _relations(twos, len(places))


def reporting_lines(manager_of: Mapping[str, str], places: Mapping[str, int]) -> Relations:
    """Relate each id to everybody above it, however far up; a circle of managers ends where it began."""
    twos = ((places[one], places[boss]) for one in manager_of for boss in _above(one, manager_of) if boss in places)
    return _relations(twos, len(places))


def _above(one: str, manager_of: Mapping[str, str]) -> Iterator[str]:
    seen = {one}
    boss = manager_of.get(one)
    while boss is not None and boss not in seen:
        yield boss
        seen.add(boss)
        boss = manager_of.get(boss)


def _relations(twos: Iterable[tuple[int, int]], members: int) -> Relations:
    keys = {min(a, b) * members + max(a, b) for a, b in twos if a != b}
    return Relations(np.array(sorted(keys), dtype=np.int64), members)
