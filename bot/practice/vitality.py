"""Signs of decay, from dates and attendance alone and shown to nobody as a number (practice, section 6)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from bot.practice.moves import keeps_rhythm
from matching.vocabulary import Cadence
from storage.records import CheckIn
from storage.vocabulary import Attendance, CheckInState

CYCLE_WEEKS = 12
REDESIGN_FROM = 6
"""The week of a cycle from which decay calls for a pause and other terms."""
MOST_UNANSWERED = 3
SLACK = timedelta(days=3)
"""By so much "every 7 to 10 days" gives way where there is no earlier check-in to count from."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """A check-in with all the moves it went through; `was_kept` is None where nobody said anything."""

    on: date
    was_kept: bool | None
    left_rhythm: bool

    @property
    def is_amiss(self) -> bool:
        """Tell whether two of these in a row are a sign of decay."""
        return self.left_rhythm or self.was_kept is False


def occasions(check_ins: Iterable[CheckIn], cadence: Cadence, today: date) -> tuple[Occasion, ...]:
    """Give the check-ins up to a local date, the earliest first, each together with what it was moved to."""
    by_date = {one.local_date: one for one in check_ins}
    arrived_at = {one.moved_to for one in by_date.values() if one.state is CheckInState.MOVED}
    first = sorted(on for on in by_date if on not in arrived_at and on <= today)
    last = [_end_of(by_date, on) for on in first]
    return tuple(
        Occasion(on, _was_kept(by_date.get(end)), end != on and not _in_rhythm(cadence, on, end, last[:turn]))
        for turn, (on, end) in enumerate(zip(first, last, strict=True))
    )


def signs(found: Sequence[Occasion]) -> tuple[date, ...]:
    """Give the dates on which two in a row were missed, let go or moved out of rhythm, each named by the second."""
    return tuple(second.on for first, second in pairwise(found) if first.is_amiss and second.is_amiss)


def to_ask_about(found: Sequence[Occasion], began_on: date) -> date | None:
    """Give the sign of decay that partners are to be asked about: a spell's first, and its first from week 6 on."""
    known = set(signs(found))
    if not known or not still_holds(found, max(known)):
        return None
    asked = max(known)
    for before in reversed([one.on for one in found if one.on < asked]):
        if before not in known or calls_for_redesign(began_on, before) != calls_for_redesign(began_on, asked):
            break
        asked = before
    return asked


def still_holds(found: Sequence[Occasion], sign_on: date) -> bool:
    """Tell whether a sign of decay is there and nothing was kept since."""
    return sign_on in signs(found) and not any(one.was_kept and not one.is_amiss for one in found if one.on > sign_on)


def calls_for_redesign(began_on: date, on: date) -> bool:
    """Tell whether a date is in week 6 of its cycle or later; dates before `began_on` were in the cycles before."""
    week = (on - began_on).days // 7
    return (week if week >= 0 else week % CYCLE_WEEKS) + 1 >= REDESIGN_FROM


def third_unanswered(passed: Iterable[date]) -> date | None:
    """Give the third of the questions that a member let pass since their last answer; None while there are fewer."""
    in_turn = sorted(passed)
    return in_turn[MOST_UNANSWERED - 1] if len(in_turn) >= MOST_UNANSWERED else None


def _end_of(by_date: Mapping[date, CheckIn], on: date) -> date:
    for _ in by_date:
        one = by_date.get(on)
        if one is None or one.state is not CheckInState.MOVED or one.moved_to is None:
            break
        on = one.moved_to
    return on


def _was_kept(check_in: CheckIn | None) -> bool | None:
    if check_in is None:
        return None
    if check_in.state is CheckInState.SKIPPED:
        return False
    said = set(check_in.attendance.values())
    return Attendance.ATTENDED in said if said else None


def _in_rhythm(cadence: Cadence, on: date, moved_to: date, earlier: Iterable[date]) -> bool:
    previous = max((one for one in earlier if one < moved_to), default=None)
    if previous and keeps_rhythm(cadence, previous, moved_to):
        return True
    return cadence is Cadence.SEVEN_TO_TEN_DAYS and moved_to <= on + SLACK
