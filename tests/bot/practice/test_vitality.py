"""When a partnership shows decay, and when it only looks as if."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.practice.vitality import calls_for_redesign, occasions, signs, still_holds, third_unanswered, to_ask_about
from matching.vocabulary import Cadence
from storage.records import CheckIn
from storage.vocabulary import Attendance, CheckInState

BEGAN = date(2026, 3, 5)
EVER = date(2030, 1, 1)


def week(number: int) -> date:
    """Give the day of the check-in of a week, counted from 1."""
    return BEGAN + timedelta(weeks=number - 1)


def planned(on: date, **said: Attendance) -> CheckIn:
    return CheckIn("T1", "f" * 32, on, datetime.combine(on, time(9), UTC), 30, attendance=said)


def kept(on: date) -> CheckIn:
    return planned(on, ANA=Attendance.ATTENDED)


def missed(on: date) -> CheckIn:
    return planned(on, ANA=Attendance.MISSED)


def skipped(on: date) -> CheckIn:
    return replace(planned(on), state=CheckInState.SKIPPED)


def moved(on: date, to: date) -> CheckIn:
    return replace(planned(on), state=CheckInState.MOVED, moved_to=to)


def found(*check_ins: CheckIn, cadence: Cadence = Cadence.WEEKLY, today: date = EVER) -> tuple[date, ...]:
    return signs(occasions(check_ins, cadence, today))


def asked(*check_ins: CheckIn, began_on: date = BEGAN) -> date | None:
    return to_ask_about(occasions(check_ins, Cadence.WEEKLY, EVER), began_on)


def test_two_missed_in_a_row_are_a_sign_named_by_the_second() -> None:
    assert found(kept(week(1)), missed(week(2)), missed(week(3))) == (week(3),)


def test_one_missed_is_none_and_one_kept_between_two_makes_none() -> None:
    assert found(missed(week(1))) == ()
    assert found(missed(week(1)), kept(week(2)), missed(week(3))) == ()


def test_no_answer_is_no_record() -> None:
    assert found(planned(week(1)), planned(week(2)), planned(week(3))) == ()
    assert found(missed(week(1)), planned(week(2)), missed(week(3))) == ()


def test_who_was_there_outweighs_who_was_not() -> None:
    came = planned(week(2), ANA=Attendance.ATTENDED, BEN=Attendance.MISSED)
    assert found(missed(week(1)), came) == ()


def test_what_was_let_go_or_moved_counts_like_what_was_missed() -> None:
    assert found(skipped(week(1)), missed(week(2))) == (week(2),)
    later = week(2) + timedelta(days=2)
    assert found(missed(week(1)), moved(week(2), later), kept(later)) == (week(2),)


def test_a_move_and_what_became_of_it_are_one_check_in() -> None:
    later = week(1) + timedelta(days=2)
    assert found(moved(week(1), later), missed(later), kept(week(2))) == ()
    latest = later + timedelta(days=1)
    assert found(moved(week(1), later), moved(later, latest), missed(latest)) == ()


def test_seven_to_ten_days_leave_room_for_moves() -> None:
    later = [week(number) + timedelta(days=2) for number in (2, 3)]
    held = (kept(week(1)), moved(week(2), later[0]), kept(later[0]), moved(week(3), later[1]), kept(later[1]))
    assert found(*held, cadence=Cadence.SEVEN_TO_TEN_DAYS) == ()
    assert found(*held) == (week(3),)
    too_late = week(3) + timedelta(days=6)
    assert found(missed(week(2)), moved(week(3), too_late), cadence=Cadence.SEVEN_TO_TEN_DAYS) == (week(3),)


def test_what_is_still_to_come_says_nothing() -> None:
    assert found(missed(week(1)), skipped(week(2)), today=week(2) - timedelta(days=1)) == ()


def test_partners_are_asked_once_a_spell_and_once_more_from_week_6() -> None:
    spell = [missed(week(number)) for number in range(2, 9)]
    told = [asked(*spell[:length]) for length in range(1, len(spell) + 1)]
    assert told == [None, week(3), week(3), week(3), week(6), week(6), week(6)]


def test_another_spell_is_asked_about_again() -> None:
    first = (missed(week(1)), missed(week(2)), kept(week(3)), missed(week(4)))
    assert asked(*first) is None
    assert asked(*first, missed(week(5))) == week(5)
    assert asked(*first, missed(week(5)), planned(week(6))) == week(5), "silence says nothing"


def test_a_sign_is_over_as_soon_as_a_check_in_was_kept() -> None:
    spell = (missed(week(1)), missed(week(2)))
    assert still_holds(occasions(spell, Cadence.WEEKLY, EVER), week(2))
    assert not still_holds(occasions([*spell, kept(week(3))], Cadence.WEEKLY, EVER), week(2))
    assert not still_holds(occasions([spell[0], kept(week(2))], Cadence.WEEKLY, EVER), week(2))


def test_redesign_is_for_week_6_of_a_cycle_and_later() -> None:
    assert not calls_for_redesign(BEGAN, week(6) - timedelta(days=1))
    assert calls_for_redesign(BEGAN, week(6))
    assert calls_for_redesign(BEGAN, week(13)), "nobody has renewed it yet"
    assert calls_for_redesign(week(13), week(12))
    assert not calls_for_redesign(week(13), week(5))


def test_three_questions_in_a_row_that_a_member_let_pass() -> None:
    days = [week(number) for number in range(1, 6)]
    assert third_unanswered(days[:2]) is None
    assert third_unanswered(days[:3]) == third_unanswered(reversed(days)) == week(3)


states = st.sampled_from(["kept", "missed", "skipped", "moved", "planned"])
lives = st.lists(st.tuples(states, st.integers(1, 20)), max_size=14)


def life(drawn: list[tuple[str, int]]) -> list[CheckIn]:
    """Give a year of check-ins, moved ones by so many days; what a move meets on its day stays as it is."""
    by_date: dict[date, CheckIn] = {}
    for number, (state, days) in enumerate(drawn, start=1):
        on = week(number)
        if state == "moved":
            to = on + timedelta(days=days)
            by_date.setdefault(on, moved(on, to))
            by_date.setdefault(to, planned(to))
        else:
            made = {"kept": kept, "missed": missed, "skipped": skipped, "planned": planned}[state](on)
            by_date.setdefault(on, made)
    return list(by_date.values())


@given(lives, st.integers(-10, 120), st.sampled_from(Cadence))
def test_one_more_kept_check_in_never_makes_a_partnership_look_worse(
    drawn: list[tuple[str, int]], days: int, cadence: Cadence
) -> None:
    before, on = life(drawn), BEGAN + timedelta(days=days)
    if any(one.local_date == on for one in before):
        after = [
            replace(one, attendance={"BEN": Attendance.ATTENDED}) if one.local_date == on else one for one in before
        ]
    else:
        after = [*before, kept(on)]
    assert set(found(*after, cadence=cadence)) <= set(found(*before, cadence=cadence))
