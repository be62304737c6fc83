"""Why two members may meet or may not, and how well they fit: every condition and every wish by itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from matching.conditions import CONDITIONS
from matching.fit import WEIGHTS, WISHES, Weights, fit, overlap
from matching.population import gather
from matching.profile import Profile
from matching.vocabulary import Unmatched


@dataclass(frozen=True, slots=True)
class Checked:
    """Whether one hard condition holds, and the reason that it gives where it does not."""

    condition: str
    holds: bool
    reason: Unmatched


@dataclass(frozen=True, slots=True)
class Weighed:
    """How far one wish is met, and what a whole one adds to the fit."""

    wish: str
    weight: float
    degree: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """All that is known of two members together; the fit is what it would be if every condition held."""

    members: tuple[str, str]
    conditions: tuple[Checked, ...]
    wishes: tuple[Weighed, ...]
    fit: float
    closeness: float
    overlap_minutes: int
    """Shared minutes in the leanest of the coming weeks; 0 where no live format is in common."""

    @property
    def admissible(self) -> bool:
        """Tell whether the two may meet."""
        return all(one.holds for one in self.conditions)


def explain(
    one: str,
    other: str,
    profiles: Sequence[Profile],
    vectors: NDArray[np.float32],
    today: date,
    weights: Weights = WEIGHTS,
) -> Explanation:
    """Weigh two members of a run by their ids, among vectors n × d of unit length; raises ValueError for a stranger."""
    people = gather(profiles, vectors, today)
    first, second = sorted((one, other))
    ids = [p.id for p in people.profiles]
    a, b = (np.array([ids.index(member)]) for member in (first, second))
    return Explanation(
        members=(first, second),
        conditions=tuple(Checked(_name(c.holds), bool(c.holds(people, a, b)[0]), c.reason) for c in CONDITIONS),
        wishes=tuple(Weighed(n, getattr(weights, n), float(wish(people, a, b)[0])) for n, wish in WISHES.items()),
        fit=float(fit(people, a, b, weights)[0]),
        closeness=float(people.closeness(a, b)[0]),
        overlap_minutes=int(overlap(people, a, b)[0]),
    )


def _name(condition: object) -> str:
    """Give the name that a condition's function has, in the spelling of its reason."""
    return str(getattr(condition, "__name__", "")).replace("_", "-")
