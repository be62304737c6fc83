"""The members of one run, with everything about them reckoned once."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np
from numpy.typing import NDArray

from matching.hours import free_minutes
from matching.profile import Profile


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """A member with their goal's vector of unit length and the free minutes of their coming week."""

    profile: Profile
    vector: NDArray[np.float32] = field(repr=False)  # a vector gives the goal away, so it is never printed
    free: int

    @property
    def id(self) -> str:
        """Give the member's id."""
        return self.profile.id


def gather(profiles: Sequence[Profile], vectors: NDArray[np.float32], today: date) -> list[Candidate]:
    """Join profiles with their rows, in the order of ids; raises ValueError if the numbers differ."""
    rows = zip(profiles, vectors, strict=True)
    return sorted((Candidate(p, row, free_minutes(p, today)) for p, row in rows), key=lambda c: c.id)


def closeness(a: Candidate, b: Candidate) -> float:
    """Give the cosine of two goals, in [-1, 1]."""
    return float(a.vector @ b.vector)
