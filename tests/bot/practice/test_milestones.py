"""Milestones belong to the partnership, come from check-ins that two attended, and are never taken back."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.practice.milestones import Milestone, is_kept, reached
from storage.records import CheckIn
from storage.vocabulary import Attendance

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
ATTENDED, MISSED = Attendance.ATTENDED, Attendance.MISSED
FIRST, SIXTH, CYCLE = Milestone


def check_in(week: int, *notes: Attendance) -> CheckIn:
    at = START + timedelta(weeks=week)
    said = dict(zip(("UANA", "UBEN", "UCYN"), notes, strict=False))
    return CheckIn("T1", "f" * 32, at.date(), at, 30, attendance=said)


def kept(*weeks: int) -> list[CheckIn]:
    return [check_in(week, ATTENDED, ATTENDED) for week in weeks]


def test_a_check_in_is_kept_when_two_were_there() -> None:
    notes = [(), (ATTENDED,), (ATTENDED, MISSED), (ATTENDED, ATTENDED), (ATTENDED, MISSED, ATTENDED)]
    assert [is_kept(check_in(0, *each)) for each in notes] == [False, False, False, True, True]


def test_the_first_the_sixth_and_twelve_weeks_are_marks() -> None:
    assert reached([check_in(0, ATTENDED)]) == frozenset()
    assert reached(kept(0)) == {FIRST}
    assert reached(kept(*range(5))) == {FIRST}
    assert reached(kept(*range(6))) == {FIRST, SIXTH}
    assert reached(kept(*range(12))) == {FIRST, SIXTH}
    assert reached(kept(*range(13))) == {FIRST, SIXTH, CYCLE}
    assert reached(kept(0, 4, 8, 12)) == {FIRST, CYCLE}


def test_what_was_missed_in_between_takes_nothing_away() -> None:
    between = [check_in(week, MISSED, MISSED) for week in range(1, 12)]
    assert reached([*kept(0, 12), *between]) == {FIRST, CYCLE}


weeks = st.sets(st.integers(0, 60))


@given(weeks=weeks, more=st.integers(0, 60))
def test_one_more_kept_never_takes_a_mark_away(weeks: set[int], more: int) -> None:
    assert reached(kept(*weeks)) <= reached(kept(*weeks, *({more} - weeks)))
