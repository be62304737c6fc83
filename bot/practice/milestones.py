"""What a partnership has kept up together, for itself and never compared (practice, section 6)."""

from collections.abc import Iterable
from enum import IntEnum, unique

from bot.practice.renewal import CYCLE
from storage.records import CheckIn
from storage.vocabulary import Attendance

SIXTH = 6
TOGETHER = 2
"""A check-in was kept when at least two were there."""


@unique
class Milestone(IntEnum):
    """Marks of continuity, in the order in which they usually come."""

    FIRST = 0
    SIXTH = 1
    CYCLE = 2


def is_kept(check_in: CheckIn) -> bool:
    """Tell whether at least two noted that they were there."""
    return sum(one is Attendance.ATTENDED for one in check_in.attendance.values()) >= TOGETHER


def reached(check_ins: Iterable[CheckIn]) -> frozenset[Milestone]:
    """Give the milestones that these check-ins amount to; one more that was kept never takes one away."""
    kept = sorted(one.local_date for one in check_ins if is_kept(one))
    marks = {
        Milestone.FIRST: bool(kept),
        Milestone.SIXTH: len(kept) >= SIXTH,
        Milestone.CYCLE: bool(kept) and kept[-1] - kept[0] >= CYCLE,
    }
    return frozenset(one for one, is_reached in marks.items() if is_reached)
