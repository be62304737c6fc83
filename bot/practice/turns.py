"""Whose turn it is: to speak first at a check-in, to make the next move (practice, sections 2 and 6)."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

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


def were_there(check_ins: Iterable[CheckIn], before: datetime, members: Collection[str]) -> list[frozenset[str]]:
    """Give who of the present members was at each check-in before an instant, as far as attendance tells.

    Whoever noted that they were not, was not. Silence says nothing, except before a member's first note: they may
    have joined later. Check-ins that were moved or let go did not happen.
    """
    every = sorted((one for one in check_ins if one.starts_at < before), key=lambda one: one.starts_at)
    first = {one: _first_note(every, one) for one in members}
    held = (one for one in every if one.state is CheckInState.PLANNED)
    return [frozenset(one for one in members if _was_there(check_in, one, first[one])) for check_in in held]


def minutes_each(way: Way, minutes: int, speakers: int) -> int | None:
    """Give the speaking time of each in a round, less than the preset's where the agreed length is shorter."""
    return None if way.minutes_each is None else min(way.minutes_each, minutes // max(1, speakers))


def convener(members: Sequence[str], turn: int) -> str:
    """Give who is asked to make the first move; `turn` counts cycles, months or whatever the move belongs to."""
    return sorted(members)[turn % len(members)]


def _waits_longest(there: Collection[str], last: Mapping[str, int]) -> str:
    return min(there, key=lambda one: (last.get(one, -1), one))


def _first_note(check_ins: Iterable[CheckIn], member: str) -> datetime | None:
    return next((one.starts_at for one in check_ins if member in one.attendance), None)


def _was_there(check_in: CheckIn, member: str, first: datetime | None) -> bool:
    came = first is None or first <= check_in.starts_at
    return came and check_in.attendance.get(member) is not Attendance.MISSED
