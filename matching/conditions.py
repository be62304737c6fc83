"""Who may meet at all (practice, section 4): each condition is one function and one line of the table.

A condition takes the population and, for each seat of a group, an array of places; it answers for every group at once.
To add one, write its function, add its line, and prove it in `tests/matching/test_conditions.py`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from matching.population import Places, Population, bits
from matching.relations import Relations
from matching.vocabulary import Change, Format, Unmatched

Mask = NDArray[np.bool_]
_NEEDS_NO_HOUR = bits(one for one in Format if not one.is_live)


@dataclass(frozen=True, slots=True)
class Condition:
    """A hard condition, the reason it gives, and which choice of a member would change it, if any."""

    holds: Callable[..., Mask]
    reason: Unmatched
    change: Change | None = None


def everybody_has_room(people: Population, *who: Places) -> Mask:
    """Nobody has as many partnerships as their limit."""
    return reduce(np.logical_and, (people.has_room[w] for w in who))


def one_cadence(people: Population, *who: Places) -> Mask:
    """All chose the same cadence."""
    first, *others = (people.cadence[w] for w in who)
    return reduce(np.logical_and, (one == first for one in others))


def format_in_common(people: Population, *who: Places) -> Mask:
    """At least one format suits all."""
    common: Mask = shared_formats(people, *who) != 0
    return common


def size_in_common(people: Population, *who: Places) -> Mask:
    """At least one group size suits all; which one a group has is decided where it is formed."""
    sizes: Mask = reduce(np.bitwise_and, (people.sizes[w] for w in who)) != 0
    return sizes


def commitment_near(people: Population, *who: Places) -> Mask:
    """No two are more than one step of commitment apart."""
    steps = [people.commitment[w] for w in who]
    near: Mask = reduce(np.maximum, steps) - reduce(np.minimum, steps) <= 1
    return near


def not_together(people: Population, *who: Places) -> Mask:
    """No two had a partnership that met in the last 12 weeks, whichever of them remembers it."""
    return _no_two(people.met, *who)


def no_reporting_line(people: Population, *who: Places) -> Mask:
    """Nobody reports to another, directly or through others."""
    return _no_two(people.lines, *who)


def nobody_avoids(people: Population, *who: Places) -> Mask:
    """Nobody is on an avoid list of another, in either direction."""
    return _no_two(people.avoiding, *who)


def hours_in_common(people: Population, *who: Places) -> Mask:
    """Half an hour on end suits all in each coming week, or they share a format that needs no hour."""
    return needs_no_hour(people, *who) | people.weeks.half_hour(*who)


CONDITIONS = (
    Condition(everybody_has_room, Unmatched.AT_LIMIT),
    Condition(one_cadence, Unmatched.NO_SHARED_CADENCE, Change.CADENCE),
    Condition(format_in_common, Unmatched.NO_SHARED_FORMAT, Change.FORMAT),
    Condition(size_in_common, Unmatched.NO_SHARED_SIZE, Change.SIZE),
    Condition(commitment_near, Unmatched.COMMITMENT_TOO_FAR, Change.COMMITMENT),
    Condition(not_together, Unmatched.ALREADY_TOGETHER),
    Condition(no_reporting_line, Unmatched.REPORTING_LINE),
    # An avoid list is private, so its reason is the one that gives nothing away.
    Condition(nobody_avoids, Unmatched.NOT_THIS_TIME),
    Condition(hours_in_common, Unmatched.NO_SHARED_HOURS, Change.HOURS),
)
"""The cheap ones first, since whoever fails one is not asked the next."""


def admissible(people: Population, *who: Places) -> Mask:
    """Tell for each group whether every condition holds; `who` holds one flat array for each seat."""
    left = np.arange(len(who[0]))
    for condition in CONDITIONS:
        left = left[condition.holds(people, *(w[left] for w in who))]
    answer = np.zeros(len(who[0]), dtype=bool)
    answer[left] = True
    return answer


def shared_formats(people: Population, *who: Places) -> NDArray[np.uint8]:
    """Give the formats that all of them chose, a bit for each."""
    shared: NDArray[np.uint8] = reduce(np.bitwise_and, (people.formats[w] for w in who))
    return shared


def needs_no_hour(people: Population, *who: Places) -> Mask:
    """Tell whether a format that all chose lets each take part at a time of their own."""
    asynchronous: Mask = shared_formats(people, *who) & _NEEDS_NO_HOUR != 0
    return asynchronous


def _no_two(related: Relations, *who: Places) -> Mask:
    return ~reduce(np.logical_or, (related.hold(a, b) for a, b in combinations(who, 2)))
