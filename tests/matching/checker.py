"""A second opinion: re-reads the profiles and knows nothing of how matching represents them."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import combinations
from zoneinfo import ZoneInfo

from matching.profile import Group, Outcome, Profile
from matching.vocabulary import Commitment, Format, Size

_NEEDS_NO_HOUR = {Format.WRITTEN, Format.RECORDED, Format.DOCUMENT}
_RANK = {Commitment.LIGHT: 0, Commitment.STEADY: 1, Commitment.ALL_IN: 2}


def breaches(group: Group, profiles: Iterable[Profile], start: date) -> list[str]:
    """Name every condition of the practice that the group breaks."""
    by_id = {p.id: p for p in profiles}
    members = [by_id[m] for m in group.members]
    found = []
    for a, b in combinations(members, 2):
        if a.id in b.avoid or b.id in a.avoid:
            found.append("avoid")
        if a.id in b.together or b.id in a.together:
            found.append("together")
        if abs(_RANK[a.commitment] - _RANK[b.commitment]) > 1:
            found.append("commitment")
        if a.cadence != b.cadence:
            found.append("cadence")
    formats = frozenset.intersection(*(m.formats for m in members))
    if not formats:
        found.append("format")
    if not formats & _NEEDS_NO_HOUR and not any_half_hour(members, start):
        found.append("hours")
    if not frozenset.intersection(*(m.sizes for m in members)) & _sizes_for(len(members)):
        found.append("size")
    return found


def everybody(outcome: Outcome) -> list[str]:
    """List the ids in the outcome, each as often as it stands there."""
    return sorted([m for g in outcome.groups for m in g.members] + [m for m, _ in outcome.unmatched])


def any_half_hour(members: Iterable[Profile], start: date) -> bool:
    """Ask whether two quarters of an hour in a row suit all of them."""
    shared = set.intersection(*(set(_quarters(m, start)) for m in members))
    return any(quarter + 1 in shared for quarter in shared)


@cache
def _quarters(member: Profile, start: date) -> frozenset[int]:
    """Read the member's wall clock at each quarter of an hour of the week."""
    midnight = datetime.combine(start, time(), UTC)
    return frozenset(i for i in range(7 * 96) if _suits(member, midnight + timedelta(minutes=15 * i)))


def _suits(member: Profile, instant: datetime) -> bool:
    local = instant.astimezone(ZoneInfo(member.zone))
    minute = local.hour * 60 + local.minute
    return any(w.day.number == local.weekday() and w.start <= minute and minute + 15 <= w.end for w in member.hours)


def _sizes_for(members: int) -> set[Size]:
    return {Size.TWO} if members == 2 else {Size.THREE, Size.CIRCLE}
