"""The members of one run as columns, so that conditions and wishes are reckoned for millions of twos at once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from matching.crowding import crowding
from matching.profile import Profile
from matching.relations import Relations, joined, reporting_lines
from matching.vocabulary import Cadence, Commitment, Period
from matching.weeks import Weeks, weeks_of

Places = NDArray[np.intp]
"""Places of members in a population; several of these, of one shape, stand for groups of as many members."""
Codes = NDArray[np.uint8]
UNKNOWN = -1


@dataclass(frozen=True, slots=True, eq=False)
class Population:
    """Members in the order of their ids; every array has a row for each of the n members."""

    profiles: tuple[Profile, ...]
    vectors: NDArray[np.float32] = field(repr=False)  # n × d; a vector gives the goal away, so it is never printed
    crowding: NDArray[np.float32]
    """What is taken from the cosine for goals that are close to everything (see `crowding`)."""
    commitment: Codes
    """Steps from light, 0 to 2."""
    cadence: Codes
    period: Codes
    formats: Codes
    """A bit for each format, in the order of the vocabulary."""
    sizes: Codes
    """A bit for each size, in the order of the vocabulary."""
    team: NDArray[np.int64]
    """A number for each team, UNKNOWN for none."""
    waited: NDArray[np.int64]
    """Runs in a row without a suggestion."""
    has_room: NDArray[np.bool_]
    """Below their limit of partnerships."""
    weeks: Weeks
    avoiding: Relations
    met: Relations
    lines: Relations

    def __len__(self) -> int:
        return len(self.profiles)

    def closeness(self, a: Places, b: Places) -> NDArray[np.float64]:
        """Give how close two goals are: their cosine, less what either's crowding adds to it."""
        near = np.einsum("...d,...d->...", self.vectors[a], self.vectors[b], dtype=np.float32)
        corrected: NDArray[np.float64] = near.astype(np.float64) - self.crowding[a] - self.crowding[b]
        return corrected

    def ids(self, places: Iterable[int]) -> tuple[str, ...]:
        """Give the ids of members, in order."""
        return tuple(self.profiles[place].id for place in sorted(places))


def gather(profiles: Sequence[Profile], vectors: NDArray[np.float32], today: date) -> Population:
    """Join profiles with the rows of `vectors` (n × d, unit length).

    Raises ValueError if the numbers differ, or if an id is given twice.
    """
    if len(profiles) != len(vectors):
        raise ValueError(f"There are {len(profiles)} members and {len(vectors)} vectors.")
    if len({profile.id for profile in profiles}) != len(profiles):
        raise ValueError("A member is given twice.")
    order = sorted(range(len(profiles)), key=lambda i: profiles[i].id)
    people = tuple(profiles[i] for i in order)
    rows = np.ascontiguousarray(vectors[order] if order else vectors, dtype=np.float32)
    places = {p.id: i for i, p in enumerate(people)}
    teams: dict[str, int] = {}
    return Population(
        profiles=people,
        vectors=rows,
        crowding=crowding(rows),
        commitment=_codes(Commitment, (p.commitment for p in people)),
        cadence=_codes(Cadence, (p.cadence for p in people)),
        period=_codes(Period, (p.period for p in people)),
        formats=_bits([p.formats for p in people]),
        sizes=_bits([p.sizes for p in people]),
        team=np.array([UNKNOWN if p.team is None else teams.setdefault(p.team, len(teams)) for p in people], np.int64),
        waited=np.array([p.waited for p in people], dtype=np.int64),
        has_room=np.array([p.active < p.limit for p in people], dtype=bool),
        weeks=weeks_of(people, today),
        avoiding=joined(((p.id, p.avoid) for p in people), places),
        met=joined(((p.id, p.together) for p in people), places),
        lines=reporting_lines({p.id: p.manager for p in people if p.manager}, places),
    )


def bits(chosen: Iterable[Enum]) -> int:
    """Give the bits of what was chosen: 1 for the first of its vocabulary, 2 for the second, 4 for the third."""
    return sum(1 << list(type(one)).index(one) for one in set(chosen))


def _codes(of: type[Enum], values: Iterable[Enum]) -> Codes:
    number = {one: i for i, one in enumerate(of)}
    return np.array([number[one] for one in values], dtype=np.uint8)


def _bits(values: Sequence[frozenset[Enum]]) -> Codes:
    masks = {chosen: bits(chosen) for chosen in set(values)}
    return np.array([masks[chosen] for chosen in values], dtype=np.uint8)
