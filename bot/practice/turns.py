"""Whose turn it is: to speak first at a check-in, to make the next move (practice, sections 2 and 6)."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime

from bot.practice.presets import Way
from storage.records import CheckIn
from storage.vocabulary import Attendance, CheckInState


def speaking_order(past: Iterable[Collection[str]], present: Collection[str]) -> tuple[str, ...]:
    """Give the order for those present, who spoke first least recently before the others, then by id.

    `past` holds who was there at each earlier check-in, the earliest first. Of two who are always there, neither
    speaks first again before the other has, so their turns never differ by more than one.
    """
    last: dict[str, int] = {}
    for turn, there in enumerate(past):
        if there:
            last[_waits_longest(there, last)] = turn
    return tuple(sorted(present, key=lambda one: (last.get(one, -1), one)))


def were_there(
    check_ins: Iterable[CheckIn], told: Mapping[date, Collection[str]], before: datetime
) -> list[frozenset[str]]:
    """Give who was at each check-in before an instant: whoever was told at its hour, unless they noted otherwise.

    Whoever was paused or not a partner then was told nothing. What was moved or let go did not happen.
    """
    held = (one for one in check_ins if one.state is CheckInState.PLANNED and one.starts_at < before)
    return [_there(one, told.get(one.local_date, ())) for one in sorted(held, key=lambda one: one.starts_at)]


def minutes_each(way: Way, minutes: int, speakers: int) -> int | None:
    """Give the speaking time of each in a round, less than the preset's where the agreed length is shorter."""
    return None if way.minutes_each is None else min(way.minutes_each, minutes // max(1, speakers))


def minutes_of(way: Way, speakers: int) -> int:
    """Give how long a check-in takes in which each has the preset's speaking time."""
    return max(way.minutes, (way.minutes_each or 0) * speakers)


def convener(members: Sequence[str], turn: int) -> str:
    """Give who is asked to make the first move; `turn` counts cycles, months or whatever the move belongs to."""
    return sorted(members)[turn % len(members)]


def _waits_longest(there: Collection[str], last: Mapping[str, int]) -> str:
    return min(there, key=lambda one: (last.get(one, -1), one))


def _there(check_in: CheckIn, told: Collection[str]) -> frozenset[str]:
    attended = {one for one, said in check_in.attendance.items() if said is Attendance.ATTENDED}
    return frozenset(attended.union(told) - (check_in.attendance.keys() - attended))
