"""What a host may read about a run beforehand: no number that is about fewer than five people, nor leads to one.

Law 3 of the design: a number stands for at least five, and what remains beside it holds at least five as well.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from enum import Enum, unique
from typing import Generic, TypeVar

FEWEST = 5
"""Fewer people than this are never counted aloud."""
Reason = TypeVar("Reason", bound=Hashable)


@unique
class Few(Enum):
    """Which side of a run holds too few people to be counted; the other one would give it away."""

    SUGGESTED = "suggested"
    LEFT = "left"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Findings(Generic[Reason]):
    """What may be published of a run; None stands for a number that would say too much."""

    looking: int | None
    few: Few | None
    suggested: int | None = None
    groups: int | None = None
    """At least so many: the exact number could tell how few of them are larger than two."""
    left: int | None = None
    because: tuple[tuple[Reason, int], ...] = ()
    """Left-over members by reason, the commonest first; whoever is not counted here has other reasons."""


def discreet(suggested: int, groups: int, left: Mapping[Reason, int]) -> Findings[Reason]:
    """Keep back every number that is about fewer than five people, or from which such a number follows."""
    gone_without = sum(left.values())
    looking = suggested + gone_without
    if looking < 2 * FEWEST:
        return Findings(looking if looking >= FEWEST else None, Few.BOTH)
    if gone_without < FEWEST:
        return Findings(looking, Few.LEFT)
    if suggested < FEWEST:  # they hide among those with reasons that are not named
        return Findings(looking, Few.SUGGESTED, because=_named(left, beside=suggested))
    return Findings(looking, None, suggested, _at_least(groups, suggested), gone_without, _named(left))


def _named(left: Mapping[Reason, int], beside: int | None = None) -> tuple[tuple[Reason, int], ...]:
    """Give the reasons that may be counted, without the rarest until the rest is large enough.

    The rest may be nobody at all, unless it has to hide the people `beside` it.
    """
    ordered = sorted(left.items(), key=lambda one: (-one[1], str(one[0])))
    named = [one for one in ordered if one[1] >= FEWEST]
    rest = sum(left.values()) + (beside or 0) - sum(count for _, count in named)
    while named and rest < FEWEST and not (rest == 0 and beside is None):
        rest += named.pop()[1]
    return tuple(named)


def _at_least(groups: int, people: int) -> int | None:
    """Give a number that is not above the groups and leaves five or more beyond two people for each of them."""
    most = min(groups, (people - FEWEST) // 2)
    return most // FEWEST * FEWEST or None
