"""A second opinion: re-reads the profiles and knows nothing of how matching represents them."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import combinations
from zoneinfo import ZoneInfo

import networkx as nx

from matching.profile import Group, Outcome, Profile, Window
from matching.vocabulary import Commitment, Format, Size, Unmatched
from tests.matching.build import Edge

_NEEDS_NO_HOUR = {Format.WRITTEN, Format.RECORDED, Format.DOCUMENT}
_RANK = {Commitment.LIGHT: 0, Commitment.STEADY: 1, Commitment.ALL_IN: 2}
_SIZE = {2: Size.TWO, 3: Size.THREE, 4: Size.CIRCLE, 5: Size.CIRCLE, 6: Size.CIRCLE}
_QUARTERS_A_WEEK = 7 * 24 * 4


def breaches(group: Group, profiles: Iterable[Profile], start: date) -> list[str]:
    """Name every condition of the practice that a group breaks, the size that it has among them."""
    by_id = {p.id: p for p in profiles}
    members = [by_id[m] for m in group.members]
    found = [reason.value for reason in reasons(members, by_id.values(), start)]
    return found + ["size"] * any(_SIZE[len(members)] not in m.sizes for m in members)


def reasons(members: Sequence[Profile], everybody: Iterable[Profile], start: date) -> set[Unmatched]:
    """Say why these members cannot meet in a group of any size."""
    by_id = {p.id: p for p in everybody}
    found = {reason for a, b in combinations(members, 2) for reason in _between(a, b, by_id)}
    formats = frozenset.intersection(*(m.formats for m in members))
    broken = {
        Unmatched.AT_LIMIT: any(m.active >= m.limit for m in members),
        Unmatched.NO_SHARED_FORMAT: not formats,
        Unmatched.NO_SHARED_SIZE: not frozenset.intersection(*(m.sizes for m in members)),
        Unmatched.NO_SHARED_HOURS: not formats & _NEEDS_NO_HOUR and not half_hour_each_week(members, start),
    }
    return found | {reason for reason, is_broken in broken.items() if is_broken}


def everybody(outcome: Outcome) -> list[str]:
    """List the ids in the outcome, each as often as it stands there."""
    return sorted([m for g in outcome.groups for m in g.members] + [left.member for left in outcome.unmatched])


def half_hour_each_week(members: Iterable[Profile], start: date) -> bool:
    """Ask whether in each of four weeks two quarters of an hour in a row suit all of them."""
    shared = set.intersection(*(set(_quarters(m.zone, m.hours, start)) for m in members))
    weeks = {quarter // _QUARTERS_A_WEEK for quarter in shared if quarter + 1 in shared}
    return weeks >= {0, 1, 2, 3}


def _between(a: Profile, b: Profile, by_id: dict[str, Profile]) -> Iterator[Unmatched]:
    if a.id in b.avoid or b.id in a.avoid:
        yield Unmatched.NOT_THIS_TIME
    if a.id in b.together or b.id in a.together:
        yield Unmatched.ALREADY_TOGETHER
    if a.id in _chiefs(b, by_id) or b.id in _chiefs(a, by_id):
        yield Unmatched.REPORTING_LINE
    if abs(_RANK[a.commitment] - _RANK[b.commitment]) > 1:
        yield Unmatched.COMMITMENT_TOO_FAR
    if a.cadence != b.cadence:
        yield Unmatched.NO_SHARED_CADENCE


def _chiefs(member: Profile, by_id: dict[str, Profile]) -> Collection[str]:
    """Go up as many steps as there are members, which is enough even if managers go round in a circle."""
    found, here = [], member.manager
    for _ in by_id:
        if here is not None:
            found.append(here)
            here = by_id[here].manager if here in by_id else None
    return found


@cache
def _quarters(zone: str, hours: tuple[Window, ...], start: date) -> frozenset[int]:
    """Give the quarters of an hour that suit, of four weeks and one more hour."""
    clock = _wall_clock(zone, start)
    suits = {(w.day.number, minute) for w in hours for minute in range(w.start, w.end - 14, 15)}
    return frozenset(i for i, moment in enumerate(clock) if moment in suits)


@cache
def _wall_clock(zone: str, start: date) -> list[tuple[int, int]]:
    """Read weekday and minute of the day at each quarter of an hour."""
    midnight = datetime.combine(start, time(), UTC)
    moments = (midnight + timedelta(minutes=15 * i) for i in range(4 * _QUARTERS_A_WEEK + 4))
    local = (moment.astimezone(ZoneInfo(zone)) for moment in moments)
    return [(moment.weekday(), moment.hour * 60 + moment.minute) for moment in local]


def try_everything(edges: Sequence[Edge]) -> tuple[int, float]:
    """Give the greatest number of twos in which nobody is twice, and the greatest total fit of so many."""
    if not edges:
        return 0, 0.0
    (one, other, fit), *rest = edges
    count, total = try_everything([edge for edge in rest if not {one, other} & set(edge[:2])])
    return max((count + 1, total + fit), try_everything(rest))


def other_solver(edges: Sequence[Edge]) -> tuple[int, float]:
    """Ask networkx for the same."""
    fits = {frozenset((a, b)): fit for a, b, fit in edges}
    graph = nx.Graph()
    graph.add_weighted_edges_from(edges)
    chosen = nx.max_weight_matching(graph, maxcardinality=True)
    return len(chosen), sum(fits[frozenset(two)] for two in chosen)
