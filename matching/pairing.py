"""Decide who is suggested to whom: most people first, then the greatest total fit."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import chain

import numpy as np
import rustworkx
from numpy.typing import NDArray

from matching import trios
from matching.candidates import Candidate, closeness, gather
from matching.fit import blocked, fit
from matching.groups import group_of
from matching.neighbours import graph
from matching.profile import Group, Outcome, Profile
from matching.trios import Members
from matching.vocabulary import Size, Unmatched

_STEPS_PER_UNIT = 1_000_000
"""The solver wants whole numbers; a millionth is finer than float32 cosines are exact."""


def suggest(profiles: Sequence[Profile], vectors: NDArray[np.float32], today: date) -> Outcome:
    """Put everybody into a pair, a trio or the unmatched; row i of `vectors` is the goal of profile i.

    Same members, same answer, whatever their order; `week_of` is the Monday of today's ISO week.
    """
    members = gather(profiles, vectors, today)
    groups = _grouped(members)
    taken = set(chain.from_iterable(groups))
    left = [m for m in members if m not in taken]
    return Outcome(
        groups=tuple(sorted((group_of(*g) for g in groups), key=lambda g: g.members)),
        unmatched=tuple((m.id, _why_alone(m, members)) for m in left),
        week_of=today - timedelta(days=today.weekday()),
    )


def suggest_for(
    member_id: str, profiles: Sequence[Profile], vectors: NDArray[np.float32], today: date
) -> Group | Unmatched:
    """Give the best single partner for one member now; raises KeyError if they are not among `profiles`."""
    members = gather(profiles, vectors, today)
    me = {m.id: m for m in members}[member_id]
    partners = [m for m in members if m is not me and _takes_two(me, m) and blocked(me, m) is None]
    if not partners:
        return _why_alone(me, members)
    return group_of(me, max(partners, key=lambda m: fit(me, m, closeness(me, m))))


def _grouped(members: Sequence[Candidate]) -> list[Members]:
    """Pair first; then trios among those left over; then each odd one out joins a pair."""
    pairs = _pairs([m for m in members if _takes_two(m)])
    three: list[Members] = []
    # Whoever chose only a circle of 4 to 6 starts as three with others who chose one.
    for size in (Size.THREE, Size.CIRCLE):
        three += trios.among(_without(members, pairs + three), size)
    return trios.join(pairs, _without(members, pairs + three)) + three


def _pairs(members: Sequence[Candidate]) -> list[Members]:
    """Solve maximum-weight matching with greatest cardinality first, exact on the graph of candidates."""
    network: rustworkx.PyGraph[int, int] = rustworkx.PyGraph(multigraph=False)
    network.add_nodes_from(range(len(members)))
    network.add_edges_from([(e.a, e.b, round(e.fit * _STEPS_PER_UNIT)) for e in graph(members)])
    chosen = rustworkx.max_weight_matching(network, max_cardinality=True, weight_fn=int)
    return [(members[a], members[b]) for a, b in sorted((min(two), max(two)) for two in chosen)]


def _why_alone(member: Candidate, members: Sequence[Candidate]) -> Unmatched:
    """Give what kept most of the others away, unless somebody would have fitted."""
    reasons = [blocked(member, other) for other in members if other is not member]
    if not reasons:
        return Unmatched.ALONE
    known = [reason for reason in reasons if reason]
    if len(known) < len(reasons):
        return Unmatched.NOT_THIS_TIME
    return Counter(known).most_common(1)[0][0]


def _takes_two(*members: Candidate) -> bool:
    return all(Size.TWO in m.profile.sizes for m in members)


def _without(members: Sequence[Candidate], groups: Sequence[Members]) -> list[Candidate]:
    taken = set(chain.from_iterable(groups))
    return [m for m in members if m not in taken]
