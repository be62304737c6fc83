"""The front door of matching: profiles and vectors in, groups and reasons out."""

import time
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from matching import circles, joining, neighbours, overdue
from matching.conditions import admissible
from matching.fit import WEIGHTS, Weights, fit
from matching.groups import describe
from matching.neighbours import Progress, silent
from matching.pairing import Pairing, pair
from matching.population import Places, Population, bits, gather
from matching.profile import Group, LeftOver, Outcome, Profile, Totals
from matching.unmatched import left_over
from matching.vocabulary import Size

BEST = 30
"""Candidates of each member; whoever has fewer admissible others keeps them all."""
FEW_BEST = 16
"""Candidates of each in a very large run, where goals are close anyway."""
VERY_LARGE = 50_000
_WIDEN = 1_000_000
"""Twos that are looked at one by one to close the gap to the bound, at most."""
_TWO = bits([Size.TWO])

Groups = list[tuple[int, ...]]


def suggest(
    profiles: Sequence[Profile],
    vectors: NDArray[np.float32],
    today: date,
    weights: Weights = WEIGHTS,
    seed: int = 0,
    progress: Progress = silent,
) -> Outcome:
    """Put everybody into a pair, a circle or the left over; row i of `vectors` (unit length) is the goal of profile i.

    Same members and seed, same answer, whatever their order; `week_of` is the Monday of today's ISO week.
    """
    watch = _Watch(progress)
    watch.begin("conditions")
    people = gather(profiles, vectors, today)
    seekers = np.flatnonzero(people.has_room)
    watch.begin("overdue")
    first = overdue.seated(people, seekers, weights, seed)
    others = _without(seekers, first)
    graph, pairing = _pairs(people, others[people.sizes[others] & _TWO != 0], weights, watch)
    watch.begin("circles")
    groups = first + _with_circles(people, others, pairing, weights, seed)
    watch.begin("reasons")
    described = describe(people, groups, weights)
    taken = np.array(sorted(chain.from_iterable(groups)), dtype=np.intp)
    left = np.setdiff1d(np.arange(len(people)), taken)
    unmatched = tuple(left_over(people, left, np.union1d(graph.a, graph.b)))
    seconds = watch.laps()
    totals = Totals(len(pairing.pairs), pairing.total, pairing.bound, pairing.solver, pairing.is_proven, seconds)
    return Outcome(described, unmatched, today - timedelta(days=today.weekday()), totals)


def suggest_for(
    member_id: str, profiles: Sequence[Profile], vectors: NDArray[np.float32], today: date
) -> Group | LeftOver:
    """Give the best single partner for one member now; raises KeyError if they are not among `profiles`."""
    people = gather(profiles, vectors, today)
    me = {profile.id: place for place, profile in enumerate(people.profiles)}[member_id]
    others = np.flatnonzero(people.has_room & (people.sizes & people.sizes[me] & _TWO != 0))
    others = others[others != me]
    others = others[admissible(people, np.full(len(others), me), others)]
    if not len(others):
        return next(left_over(people, np.array([me]), others))
    best = others[fit(people, np.full(len(others), me), others).argmax()]
    return describe(people, [(me, int(best))])[0]


def third_for(
    members: Collection[str], profiles: Sequence[Profile], vectors: NDArray[np.float32], today: date
) -> Group | None:
    """Give a partnership with the one who fits all of its members best; None if nobody may meet all of them.

    The members are together already, so what would keep them apart, and which size they once wanted, does not count.
    Raises KeyError if one of them is not among `profiles`.
    """
    size = Size.of(len(members) + 1)
    settled = [_settled(one, members, size) if one.id in members else one for one in profiles]
    people = gather(settled, vectors, today)
    places = {profile.id: place for place, profile in enumerate(people.profiles)}
    seats = [places[one] for one in sorted(members)]
    others = np.setdiff1d(np.flatnonzero(people.sizes & bits([size])), seats)
    others = others[admissible(people, *(np.full(len(others), seat) for seat in seats), others)]
    if not len(others):
        return None
    fits = np.sum([fit(people, np.full(len(others), seat), others) for seat in seats], axis=0)
    return describe(people, [(*seats, int(others[fits.argmax()]))])[0]


def nearest(
    profiles: Sequence[Profile], vectors: NDArray[np.float32], today: date, most: int, progress: Progress = silent
) -> list[tuple[str, list[tuple[str, float]]]]:
    """Give for each member, in the order of ids, the `most` closest admissible others, best first, with closeness."""
    people = gather(profiles, vectors, today)
    found: list[list[tuple[str, float]]] = [[] for _ in people.profiles]
    for rows, others, closeness in neighbours.closest(people, most, progress):
        for row, other, near in zip(rows.tolist(), others.tolist(), closeness.tolist(), strict=True):
            found[row].append((people.profiles[other].id, near))
    return [(profile.id, near) for profile, near in zip(people.profiles, found, strict=True)]


def _settled(member: Profile, partners: Collection[str], size: Size) -> Profile:
    """Give a partner as one who is where they are: only the conditions towards somebody new are left."""
    return replace(
        member,
        sizes=frozenset({size}),
        avoid=member.avoid.difference(partners),
        together=member.together.difference(partners),
        manager=None if member.manager in partners else member.manager,
        active=0,
        limit=1,
    )


class _Watch:
    """Times the stages of a run and passes progress on."""

    def __init__(self, progress: Progress) -> None:
        self.progress = progress
        self._begun: list[tuple[str, float]] = []

    def begin(self, stage: str) -> None:
        self._begun.append((stage, time.perf_counter()))
        self.progress(stage, 0.0)

    def laps(self) -> tuple[tuple[str, float], ...]:
        """Give the seconds of each stage, the last one up to now."""
        ends = [at for _, at in self._begun[1:]] + [time.perf_counter()]
        return tuple((stage, end - at) for (stage, at), end in zip(self._begun, ends, strict=True))


def _pairs(people: Population, places: Places, weights: Weights, watch: _Watch) -> tuple[neighbours.Graph, Pairing]:
    """Pair on the graph of candidates; while that is quick, let the graph grow where the bound says that it should."""
    best = BEST if len(places) <= VERY_LARGE else FEW_BEST
    watch.begin("neighbours")
    graph = neighbours.graph(people, places, best, weights, watch.progress)

    def widen(known: neighbours.Graph, tempted: Places) -> neighbours.Graph | None:
        is_quick = len(tempted) * len(places) <= _WIDEN
        return neighbours.widened(people, tempted, known, places, weights) if is_quick else None

    watch.begin("pairs")
    return graph, pair(graph, widen)


def _with_circles(people: Population, seekers: Places, pairing: Pairing, weights: Weights, seed: int) -> Groups:
    """Add circles of those left over, the small ones first; then each odd one joins a pair."""
    pairs: Groups = [(a, b) for a, b in pairing.pairs.tolist()]
    formed: Groups = []
    for sizes in ((3,), (4, 5, 6)):
        left = _without(seekers, pairs + formed)
        formed += circles.form(people, left, sizes, weights, seed)
    joined: Groups = joining.join(people, pairs, _without(seekers, pairs + formed), weights)
    return joined + formed


def _without(places: Places, groups: Groups) -> Places:
    return np.setdiff1d(places, np.fromiter(chain.from_iterable(groups), dtype=np.intp))
