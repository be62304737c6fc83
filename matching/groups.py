"""Describe members who were put together: how well they fit and why."""

from collections.abc import Iterator
from itertools import combinations
from statistics import fmean

from matching.candidates import Candidate, closeness
from matching.fit import fit, overlap, shared_formats
from matching.hours import common, has_half_hour
from matching.profile import Group
from matching.vocabulary import Because

GOALS_ARE_CLOSE = 0.35
"""Cosine from which goals are called close: among short unlike goals under MiniLM, 98 in 100 are below."""


def group_of(*members: Candidate) -> Group:
    """Give the group of two or more members, with means over all twos inside it."""
    members = tuple(sorted(members, key=lambda m: m.id))
    twos = [(a, b, closeness(a, b)) for a, b in combinations(members, 2)]
    near = fmean(c for _, _, c in twos)
    return Group(
        members=tuple(m.id for m in members),
        fit=fmean(fit(a, b, c) for a, b, c in twos),
        closeness=near,
        because=tuple(_reasons(members, near)),
        overlap_minutes=overlap(*members),
    )


def _reasons(members: tuple[Candidate, ...], near: float) -> Iterator[Because]:
    profiles = [m.profile for m in members]
    if near >= GOALS_ARE_CLOSE:
        yield Because.GOALS
    if len({p.commitment for p in profiles}) == 1:
        yield Because.COMMITMENT
    if len({p.cadence for p in profiles}) == 1:
        yield Because.CADENCE
    live = any(kind.is_live for kind in shared_formats(*members))
    if live and has_half_hour(common(*(m.free for m in members))):
        yield Because.HOURS
    if len({p.period for p in profiles}) == 1:
        yield Because.PERIOD
