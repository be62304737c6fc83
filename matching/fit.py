"""How well two members fit who may meet (practice, section 4): each wish is one function and one line of the table."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.conditions import shared_formats
from matching.population import UNKNOWN, Places, Population, bits
from matching.vocabulary import Format

_LIVE = bits(one for one in Format if one.is_live)
Degree = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each wish counts, on the scale of one cosine; the only place where they are set."""

    closeness: float = 1.0
    """Times the closeness of the two goals, which is about 0.1 for strangers and 0.5 for the same wish."""
    commitment: float = 0.12
    """Equal commitment: unequal investment is the commonest cause of failure."""
    period: float = 0.06
    """Equal period."""
    hours: float = 0.06
    """Times the share of AMPLE_MINUTES in common, for live formats."""
    teams: float = 0.04
    """Different teams: people who are always put together become a clique."""
    waited: float = 0.5
    """For each run that either went without; equal for all partners, so it decides who is left out, not with whom."""


WEIGHTS = Weights()
AMPLE_MINUTES = 180
"""From here on more hours in common make a check-in no easier to find."""
WAITED_MOST = 4
"""Runs after which waiting longer weighs no more."""
_AT_ONCE = 1 << 13


def closeness(people: Population, a: Places, b: Places) -> Degree:
    """Closeness of the goals."""
    return people.closeness(a, b)


def equal_commitment(people: Population, a: Places, b: Places) -> Degree:
    """1 where both mean to invest equally."""
    equal: Degree = (people.commitment[a] == people.commitment[b]).astype(np.float64)
    return equal


def equal_period(people: Population, a: Places, b: Places) -> Degree:
    """1 where both goals run equally long."""
    equal: Degree = (people.period[a] == people.period[b]).astype(np.float64)
    return equal


def ample_hours(people: Population, a: Places, b: Places) -> Degree:
    """1 where the minutes in common are ample, less in proportion."""
    degree: Degree = np.minimum(overlap(people, a, b) / AMPLE_MINUTES, 1)
    return degree


def other_teams(people: Population, a: Places, b: Places) -> Degree:
    """1 where both teams are known and differ."""
    one, other = people.team[a], people.team[b]
    differ: Degree = ((one != other) & (one != UNKNOWN) & (other != UNKNOWN)).astype(np.float64)
    return differ


def waited(people: Population, a: Places, b: Places) -> Degree:
    """Runs that the two went without before, together."""
    return priority(people, a) + priority(people, b)


WISHES: dict[str, Callable[[Population, Places, Places], Degree]] = {
    "closeness": closeness,
    "commitment": equal_commitment,
    "period": equal_period,
    "hours": ample_hours,
    "teams": other_teams,
    "waited": waited,
}
"""By the name of their weight."""


def fit(people: Population, a: Places, b: Places, weights: Weights = WEIGHTS) -> Degree:
    """Give how well each two members fit, given that they may meet."""
    parts = (getattr(weights, name) * wish(people, a, b) for name, wish in WISHES.items())
    total: Degree = sum(parts, start=np.zeros(np.shape(a)))
    return total


def in_parts(of: Callable[[Places, Places], Degree], a: Places, b: Places) -> Degree:
    """Reckon something of many twos a part at a time, so that their vectors stay in the processor's cache."""
    parts = (slice(first, first + _AT_ONCE) for first in range(0, len(a), _AT_ONCE))
    return np.concatenate([np.zeros(0), *(of(a[part], b[part]) for part in parts)])


def priority(people: Population, places: Places) -> Degree:
    """Give the runs that each went without, as far as they count."""
    return np.minimum(people.waited[places], WAITED_MOST).astype(np.float64)


def overlap(people: Population, *who: Places) -> NDArray[np.int64]:
    """Count the minutes in common in the leanest coming week, 0 where no live format is in common."""
    live = shared_formats(people, *who) & _LIVE != 0
    return np.where(live, people.weeks.minutes(*who), 0)
