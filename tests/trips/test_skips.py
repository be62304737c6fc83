"""Letting a check-in rest, calling it off until a new time is found, and a circle that goes on without one."""

from datetime import date, timedelta

from bot.sandbox.actor import Actor
from bot.sandbox.spots import Where
from bot.sandbox.stage import Stage
from storage.vocabulary import Attendance, CheckInState, NudgeKind, NudgeReason, Preset
from tests.trips.partners import EVE, FIRST_AT, heard, live, move, on, planned, propose, reasons, signed
from tests.trips.steps import click, has_button, sees
from tests.trips.ways import agreed, let_go

NEXT = date(2026, 12, 3)
HOUR = timedelta(hours=1)


def test_a_check_in_of_two_rests_and_its_nudges_with_it(quick_stage: Stage) -> None:
    ana, cyn = agreed(quick_stage, "UANA", "UCYN", until=EVE, preset=Preset.MOVEMENT)
    assert "This check-in rests." in let_go(quick_stage, ana)
    assert on(quick_stage).state is CheckInState.SKIPPED
    assert planned(quick_stage) == [NEXT]
    (told,) = heard(cyn, "Your check-in of Thursday 26 November 2026 rests.")
    assert "• @Cyn Lin: Thursday 3 December 2026 at 09:00 (America/New_York)" in told
    assert "Ana" not in told.partition("\n")[0]
    assert not has_button(ana, "move_open")
    live(quick_stage, FIRST_AT + timedelta(days=3))
    assert heard(cyn, "It is time") == heard(cyn, "Did you meet") == heard(ana, "no new time") == []
    assert reasons(quick_stage, cyn) == {
        NudgeKind.DAY_BEFORE: None,
        NudgeKind.AT_HOUR: NudgeReason.ANSWERED,
        NudgeKind.AFTER: NudgeReason.ANSWERED,
    }


def test_of_two_who_let_it_rest_the_second_is_told(quick_stage: Stage) -> None:
    ana, cyn = agreed(quick_stage, "UANA", "UCYN", until=EVE, preset=Preset.MOVEMENT)
    cyn.click("move_open", Where.MESSAGES)
    again = cyn.aim("skip", Where.MODAL)
    let_go(quick_stage, ana)
    again()
    quick_stage.settle()
    assert cyn.modal is not None
    assert "This check-in rests already." in cyn.modal.text
    assert len(heard(cyn, "rests.")) == 1


def test_a_check_in_that_rests_can_still_be_held(quick_stage: Stage) -> None:
    ana, cyn = agreed(quick_stage, "UANA", "UCYN", until=EVE, preset=Preset.MOVEMENT)
    later = cyn.aim("move_open", Where.MESSAGES)
    let_go(quick_stage, ana)
    later()
    cyn.fill(first_on="2026-11-27", time="10:00")
    assert cyn.submit()
    quick_stage.settle()
    assert planned(quick_stage) == [date(2026, 11, 27), NEXT]
    live(quick_stage, FIRST_AT + timedelta(days=2))
    assert len(heard(ana, "It is time")) == 1


def test_once_it_has_begun_there_is_nothing_to_let_go(quick_stage: Stage) -> None:
    ana, _ = agreed(quick_stage, "UANA", "UCYN", until=EVE, preset=Preset.MOVEMENT)
    ana.click("move_open", Where.MESSAGES)
    late = ana.aim("skip", Where.MODAL)
    live(quick_stage, FIRST_AT + HOUR)
    late()
    assert ana.modal is not None
    assert "This check-in has begun." in ana.modal.text
    assert on(quick_stage).state is CheckInState.PLANNED


def test_what_is_called_off_under_48_hours_is_asked_for_once(quick_stage: Stage) -> None:
    ana, cyn = signed(quick_stage, "UANA", "UCYN")
    live(quick_stage, EVE + HOUR)
    assert "I ask for a new time in your group DM, best within 48 hours." in let_go(quick_stage, cyn)
    assert sees(ana, "cannot be held then. A check-in that is called off is best made up within 48 hours.")
    live(quick_stage, EVE + 24 * HOUR)
    assert heard(cyn, "has no new time yet") == []
    live(quick_stage, EVE + timedelta(days=4))
    assert len(heard(cyn, "has no new time yet")) == 1
    assert heard(ana, "has no new time yet") == heard(ana, "Did you meet") == []
    assert move(cyn, "2026-11-30", "09:00")
    quick_stage.settle()
    assert planned(quick_stage)[:2] == [date(2026, 11, 30), NEXT]
    assert sees(ana, "• @Ana Petrova: Monday 30 November 2026 at 15:00 (Europe/Berlin)")


def test_it_is_asked_before_the_48_hours_are_over_whatever_else_comes_that_day(quick_stage: Stage) -> None:
    _, cyn = signed(quick_stage, "UANA", "UCYN")
    live(quick_stage, EVE + HOUR)
    let_go(quick_stage, cyn)
    live(quick_stage, EVE + HOUR + timedelta(hours=48))
    assert len(heard(cyn, "has no new time yet")) == 1


def test_a_time_picked_in_the_group_dm_spares_the_question(quick_stage: Stage) -> None:
    ana, cyn = signed(quick_stage, "UANA", "UCYN")
    live(quick_stage, EVE + HOUR)
    let_go(quick_stage, cyn)
    assert move(ana, "2026-11-27", "09:00")
    live(quick_stage, EVE + timedelta(days=4))
    assert heard(cyn, "has no new time yet") == []
    assert sees(ana, "cannot be held then.")  # what the group DM reads is not replaced by one member's answer
    assert len(heard(cyn, "It is time")) == 1


def three(stage: Stage) -> list[Actor]:
    return agreed(stage, "UANA", "UBEN", "UCYN", until=EVE, preset=Preset.GROWTH_POD)


def test_a_circle_goes_on_without_one(quick_stage: Stage) -> None:
    ana, ben, cyn = three(quick_stage)
    assert sees(ben, "@Ana Petrova speaks first.")
    assert "Your circle reads that somebody cannot come." in let_go(quick_stage, ana)
    assert (on(quick_stage).state, on(quick_stage).attendance) == (CheckInState.PLANNED, {"UANA": Attendance.MISSED})
    assert sees(cyn, "One of you cannot be at your check-in of Thursday 26 November 2026. It goes on as planned.")
    live(quick_stage, FIRST_AT + timedelta(days=1))
    assert sees(cyn, "It is time for your check-in with @Ben Okafor. @Ben Okafor speaks first.")
    assert sees(cyn, "A round, 15 minutes each, in this order: @Ben Okafor and you.")
    assert heard(ana, "It is time") == heard(ana, "Did you meet") == []


def test_a_circle_of_which_one_is_left_rests(quick_stage: Stage) -> None:
    ana, ben, cyn = three(quick_stage)
    let_go(quick_stage, ana)
    assert "This check-in rests." in let_go(quick_stage, ben)
    assert on(quick_stage).state is CheckInState.SKIPPED
    assert len(heard(cyn, "Your check-in of Thursday 26 November 2026 rests.")) == 1


def test_a_circle_that_agrees_on_another_day_keeps_nothing_of_who_could_not_come(quick_stage: Stage) -> None:
    ana, ben, cyn = three(quick_stage)
    let_go(quick_stage, cyn)
    propose(quick_stage, ben, first_on="2026-11-27", time="16:00")
    for member in (ana, ben, cyn):
        click(member, "covenant_sign")
    live(quick_stage, FIRST_AT + timedelta(days=2))
    assert planned(quick_stage)[0] == date(2026, 11, 27)
    assert len(heard(ana, "It is time")) == len(heard(cyn, "It is time")) == 1
