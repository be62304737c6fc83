"""Who may meet, and how well they fit (practice, section 4)."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations

from matching.candidates import Candidate
from matching.hours import common, has_half_hour
from matching.vocabulary import Format, Unmatched


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each wish counts, on the scale of one cosine; the only place where they are set."""

    closeness: float = 1.0
    """Times the cosine of the two goals, which is about 0.1 for strangers and 0.5 for the same wish."""
    commitment: float = 0.12
    """Equal commitment: unequal investment is the commonest cause of failure."""
    period: float = 0.06
    """Equal period."""
    hours: float = 0.06
    """Times the share of `ample_minutes` in common, for live formats."""
    ample_minutes: int = 180
    """From here on more hours in common make a check-in no easier to find."""
    waited: float = 0.5
    """For each run that either went without; equal for all partners, so it decides who is left out, not with whom."""
    waited_most: int = 4
    """Runs after which waiting longer weighs no more."""


WEIGHTS = Weights()


def fit(a: Candidate, b: Candidate, closeness: float) -> float:
    """Give how well two admissible members fit, given the cosine of their goals."""
    return (
        WEIGHTS.closeness * closeness
        + WEIGHTS.commitment * (a.profile.commitment == b.profile.commitment)
        + WEIGHTS.period * (a.profile.period == b.profile.period)
        + WEIGHTS.hours * min(overlap(a, b) / WEIGHTS.ample_minutes, 1)
        + WEIGHTS.waited * (_runs_waited(a) + _runs_waited(b))
    )


def blocked(*members: Candidate) -> Unmatched | None:
    """Give the first condition that keeps two or more members from one group, none if they may meet."""
    return next((reason for holds, reason in CONDITIONS if not holds(*members)), None)


def overlap(*members: Candidate) -> int:
    """Count the minutes in common in the coming 7 days, 0 where no live format is in common."""
    live = any(kind.is_live for kind in shared_formats(*members))
    return common(*(m.free for m in members)).bit_count() if live else 0


def shared_formats(*members: Candidate) -> frozenset[Format]:
    """Give the formats that all of them chose."""
    return frozenset.intersection(*(m.profile.formats for m in members))


def one_cadence(*members: Candidate) -> bool:
    """All stated the same cadence."""
    return len({m.profile.cadence for m in members}) == 1


def format_in_common(*members: Candidate) -> bool:
    """At least one format suits all."""
    return bool(shared_formats(*members))


def size_in_common(*members: Candidate) -> bool:
    """At least one group size suits all."""
    return bool(frozenset.intersection(*(m.profile.sizes for m in members)))


def commitment_near(*members: Candidate) -> bool:
    """No two are more than one step of commitment apart."""
    steps = [m.profile.commitment.step for m in members]
    return max(steps) - min(steps) <= 1


def not_together(*members: Candidate) -> bool:
    """No two had a partnership that met in the last 12 weeks, whichever of them remembers it."""
    pairs = combinations([m.profile for m in members], 2)
    return not any(a.id in b.together or b.id in a.together for a, b in pairs)


def nobody_avoids(*members: Candidate) -> bool:
    """Nobody is on an avoid list of another, in either direction."""
    pairs = combinations([m.profile for m in members], 2)
    return not any(a.id in b.avoid or b.id in a.avoid for a, b in pairs)


def hours_in_common(*members: Candidate) -> bool:
    """Half an hour on end suits all, or they share a format that needs no hour."""
    if any(not kind.is_live for kind in shared_formats(*members)):
        return True
    return has_half_hour(common(*(m.free for m in members)))


CONDITIONS: tuple[tuple[Callable[..., bool], Unmatched], ...] = (
    (one_cadence, Unmatched.NO_SHARED_CADENCE),
    (format_in_common, Unmatched.NO_SHARED_FORMAT),
    (size_in_common, Unmatched.NO_SHARED_SIZE),
    (commitment_near, Unmatched.COMMITMENT_TOO_FAR),
    (not_together, Unmatched.ALREADY_TOGETHER),
    # An avoid list is private, so its reason is the one that gives nothing away.
    (nobody_avoids, Unmatched.NOT_THIS_TIME),
    (hours_in_common, Unmatched.NO_SHARED_HOURS),
)


def _runs_waited(member: Candidate) -> int:
    return min(member.profile.waited, WEIGHTS.waited_most)
