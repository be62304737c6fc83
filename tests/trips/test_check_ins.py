"""What members answer about a check-in, and how they move one."""

from datetime import date, timedelta

import pytest

from bot.sandbox.actor import Actor
from bot.sandbox.faults import Fault
from bot.sandbox.spots import Where
from bot.sandbox.stage import Stage
from storage.records import CheckIn
from storage.vocabulary import Attendance, CheckInState, NudgeState
from tests.trips import partners
from tests.trips.partners import FIRST_AT, heard, jump, live, move, signed, together
from tests.trips.steps import click, has_button, sees

THURSDAY = date(2026, 11, 26)
DAY_BEFORE = FIRST_AT - timedelta(days=1)
OVER = FIRST_AT + timedelta(minutes=30)
PASSED = "This time has passed. Please choose one that is still to come."
TAKEN = "You already have a check-in on that day. Please choose another one."
MOVED = "This check-in has been moved already. The new time is in your group DM."


def on(stage: Stage, day: date = THURSDAY) -> CheckIn:
    (found,) = [each for each in partners.check_ins(stage) if each.local_date == day]
    return found


def planned(stage: Stage) -> list[date]:
    return [each.local_date for each in partners.check_ins(stage) if each.state is CheckInState.PLANNED]


@pytest.fixture
def ana_and_cyn(quick_stage: Stage) -> tuple[Actor, Actor]:
    """Let Ana in Berlin and Cyn in New York have their first check-in the next day."""
    ana, cyn = signed(quick_stage, "UANA", "UCYN")
    live(quick_stage, DAY_BEFORE)
    return ana, cyn


@pytest.fixture
def met(quick_stage: Stage, ana_and_cyn: tuple[Actor, Actor]) -> tuple[Actor, Actor]:
    """Let them be asked whether they met."""
    live(quick_stage, OVER)
    return ana_and_cyn


def test_each_answers_for_themselves_and_the_question_is_replaced(quick_stage: Stage, met: tuple[Actor, Actor]) -> None:
    ana, cyn = met
    assert sees(ana, "Did you meet with @Cyn Lin on Thursday 26 November 2026?")
    click(ana, "met")
    assert on(quick_stage).attendance == {"UANA": Attendance.ATTENDED}
    (noted,) = heard(ana, "Noted: you met.")
    assert "Your next check-in is on Thursday 3 December 2026 at 15:00 (Europe/Berlin)." in noted
    assert not has_button(ana, "met")
    assert has_button(cyn, "met")
    click(cyn, "missed")
    assert on(quick_stage).attendance == {"UANA": Attendance.ATTENDED, "UCYN": Attendance.MISSED}
    assert sees(cyn, "That happens. What got in the way? Tell your partner, not me.")


def test_the_first_answer_stays_whatever_is_clicked_later(quick_stage: Stage, met: tuple[Actor, Actor]) -> None:
    ana, _ = met
    too_late = ana.aim("missed", Where.MESSAGES)
    click(ana, "met")
    live(quick_stage, FIRST_AT + timedelta(days=20))
    too_late()
    assert on(quick_stage).attendance == {"UANA": Attendance.ATTENDED}
    assert len(heard(ana, "Noted: you met.")) == 1


def test_a_double_click_answers_once(quick_stage: Stage, met: tuple[Actor, Actor]) -> None:
    ana, cyn = met
    answer, other = ana.aim("met", Where.MESSAGES), cyn.aim("met", Where.MESSAGES)
    together(answer, answer, other)
    assert on(quick_stage).attendance == {"UANA": Attendance.ATTENDED, "UCYN": Attendance.ATTENDED}
    assert len(heard(ana, "Noted: you met.")) == 1


def test_an_answer_whose_message_could_not_be_replaced_is_kept(quick_stage: Stage, met: tuple[Actor, Actor]) -> None:
    ana, _ = met
    quick_stage.slack.faults.add("chat.update", Fault.RATE_LIMITED)
    ana.click("met", Where.MESSAGES)
    assert "Slack did not answer just now. Please try that again in a moment." in ana.texts()[-1]
    assert on(quick_stage).attendance == {"UANA": Attendance.ATTENDED}
    click(ana, "met")
    assert len(heard(ana, "Noted: you met.")) == 1


def test_an_answer_counts_after_the_partnership_has_ended(quick_stage: Stage, met: tuple[Actor, Actor]) -> None:
    ana, cyn = met
    by_leaver = cyn.aim("met", Where.MESSAGES)
    cyn.command("/trellis", "leave")
    cyn.click("leave_partnership", Where.MESSAGES)
    click(ana, "met")
    by_leaver()
    assert on(quick_stage).attendance == {"UANA": Attendance.ATTENDED}
    assert "I cannot find this among your partnerships." in cyn.texts()[-1]
    assert heard(ana, "Your next check-in") == heard(ana, "Everybody has signed")


def test_a_check_in_is_moved_to_another_day(quick_stage: Stage, ana_and_cyn: tuple[Actor, Actor]) -> None:
    ana, cyn = ana_and_cyn
    stale = cyn.aim("move_open", Where.MESSAGES)
    assert move(cyn, "2026-11-28", "11:00")
    quick_stage.settle()
    assert (on(quick_stage).state, on(quick_stage).moved_to) == (CheckInState.MOVED, date(2026, 11, 28))
    assert planned(quick_stage) == [date(2026, 11, 28), date(2026, 12, 3)]
    assert sees(cyn, "Moved to Saturday 28 November 2026 at 11:00 (America/New_York).")
    (told,) = heard(ana, "Your check-in has a new time:")
    assert "• @Ana Petrova: Saturday 28 November 2026 at 17:00 (Europe/Berlin)" in told
    assert "• @Cyn Lin: Saturday 28 November 2026 at 11:00 (America/New_York)" in told
    stale()
    assert MOVED in cyn.texts()[-1]
    live(quick_stage, FIRST_AT + timedelta(days=5))
    assert len(heard(ana, "It is time")) == len(heard(ana, "Did you meet")) == 1
    assert len(heard(ana, "Saturday 28 November 2026 at 17:00")) == 2


def test_a_check_in_is_moved_within_its_day(quick_stage: Stage, met: tuple[Actor, Actor]) -> None:
    ana, cyn = met
    early = cyn.aim("met", Where.MESSAGES)
    click(ana, "missed")
    assert move(ana, "2026-11-26", "20:00")
    quick_stage.settle()
    assert on(quick_stage).starts_at == FIRST_AT + timedelta(hours=5)
    assert on(quick_stage).attendance == {}
    early()
    assert "This check-in is still to come. You can answer once it has begun." in cyn.texts()[-1]
    live(quick_stage, FIRST_AT + timedelta(hours=6))
    assert len(heard(cyn, "Your check-in with")) == 1
    assert len(heard(cyn, "It is time")) == len(heard(cyn, "Did you meet")) == 2
    click(ana, "met")
    assert on(quick_stage).attendance == {"UANA": Attendance.ATTENDED}


def test_a_move_within_the_day_leaves_the_nudge_of_the_day_before(quick_stage: Stage) -> None:
    ana, cyn = signed(quick_stage, "UANA", "UCYN")
    ana.open_home()
    assert move(ana, "2026-11-26", "17:00", Where.HOME)
    live(quick_stage, FIRST_AT)
    assert sees(cyn, "Your check-in with @Ana Petrova is on Thursday 26 November 2026 at 11:00 (America/New_York).")
    assert heard(cyn, "It is time") == []


def test_a_day_that_has_a_check_in_takes_no_second(quick_stage: Stage, ana_and_cyn: tuple[Actor, Actor]) -> None:
    ana, _ = ana_and_cyn
    assert not move(ana, "2026-12-03", "10:00")
    assert ana.modal is not None
    assert ana.modal.errors == {"first_on": TAKEN}
    assert planned(quick_stage) == [THURSDAY, date(2026, 12, 3)]


def test_a_check_in_can_go_back_to_the_day_it_was_moved_from(
    quick_stage: Stage, ana_and_cyn: tuple[Actor, Actor]
) -> None:
    ana, cyn = ana_and_cyn
    assert move(ana, "2026-11-28", "11:00")
    quick_stage.settle()
    cyn.open_home()
    assert move(cyn, "2026-11-26", "12:00", Where.HOME)
    quick_stage.settle()
    assert planned(quick_stage) == [THURSDAY, date(2026, 12, 3)]
    assert on(quick_stage).starts_at == FIRST_AT + timedelta(hours=3)
    live(quick_stage, FIRST_AT + timedelta(days=4))
    assert len(heard(ana, "It is time")) == len(heard(ana, "Did you meet")) == 1


def test_of_two_who_move_at_once_one_is_told(quick_stage: Stage, ana_and_cyn: tuple[Actor, Actor]) -> None:
    ana, cyn = ana_and_cyn
    for member, day in ((ana, "2026-11-28"), (cyn, "2026-11-29")):
        member.click("move_open", Where.MESSAGES)
        member.fill(first_on=day, time="10:00")
    together(ana.submit, cyn.submit)
    (slower,) = [member for member in (ana, cyn) if member.modal]
    assert slower.modal is not None
    assert slower.modal.errors == {"first_on": MOVED}
    assert len(planned(quick_stage)) == 2


@pytest.mark.parametrize(
    ("day", "hour", "sentence"),
    [
        ("2026-11-25", "14:59", PASSED),
        ("2026-11-24", "23:00", PASSED),
        ("0001-01-01", "00:00", PASSED),
        ("2027-02-01", "10:00", "Please choose a day within the next 60 days."),
        ("9999-12-31", "23:59", "Please choose a day within the next 60 days."),
    ],
)
def test_a_time_that_cannot_be_is_refused(
    quick_stage: Stage, ana_and_cyn: tuple[Actor, Actor], day: str, hour: str, sentence: str
) -> None:
    ana, _ = ana_and_cyn
    assert not move(ana, day, hour)
    assert ana.modal is not None
    assert ana.modal.errors == {"first_on": sentence}
    assert on(quick_stage).starts_at == FIRST_AT


def test_a_check_in_that_somebody_attended_stays(met: tuple[Actor, Actor]) -> None:
    ana, cyn = met
    click(ana, "met")
    cyn.click("move_open", Where.MESSAGES)
    assert cyn.modal is None
    assert "One of you has noted that you met, so this one stays." in cyn.texts()[-1]


def test_after_a_missed_one_a_new_time_is_one_click_away(quick_stage: Stage, met: tuple[Actor, Actor]) -> None:
    ana, cyn = met
    click(ana, "missed")
    assert move(ana, "2026-11-27", "15:00")
    quick_stage.settle()
    assert on(quick_stage).attendance == {"UANA": Attendance.MISSED}
    assert len(heard(cyn, "Your check-in has a new time:")) == 1


def test_a_move_stands_although_the_nudge_cannot_be_replaced(
    quick_stage: Stage, ana_and_cyn: tuple[Actor, Actor]
) -> None:
    ana, _ = ana_and_cyn
    quick_stage.slack.faults.add("chat.update", Fault.REFUSE)
    assert move(ana, "2026-11-28", "11:00")
    ana.click("move_open", Where.MESSAGES)
    assert MOVED in ana.texts()[-1]
    assert len(planned(quick_stage)) == 2


def test_a_move_is_told_to_the_group_as_soon_as_slack_lets_us(
    quick_stage: Stage, ana_and_cyn: tuple[Actor, Actor]
) -> None:
    ana, cyn = ana_and_cyn
    assert move(ana, "2026-11-28", "11:00")
    quick_stage.slack.faults.add("chat.postMessage", Fault.RATE_LIMITED, seconds=20)
    quick_stage.settle()
    assert heard(cyn, "Your check-in has a new time:") == []
    jump(quick_stage, DAY_BEFORE + timedelta(minutes=1))
    assert len(heard(cyn, "Your check-in has a new time:")) == 1


def test_of_two_moves_in_a_row_the_group_is_told_only_what_holds(
    quick_stage: Stage, ana_and_cyn: tuple[Actor, Actor]
) -> None:
    ana, cyn = ana_and_cyn
    ana.open_home()
    assert move(ana, "2026-11-28", "11:00")
    ana.open_home()
    assert move(ana, "2026-11-30", "11:00", Where.HOME)
    quick_stage.settle()
    (told,) = heard(cyn, "Your check-in has a new time:")
    assert "Monday 30 November 2026" in told


def test_from_the_covenant_to_attendance_on_every_way_in_and_database(stage: Stage) -> None:
    ana, cyn = signed(stage, "UANA", "UCYN")
    assert stage.slack.world.conversations[ana.group_dms[0].id].pins == [partners.covenant(stage).message_ts]
    assert partners.nudges(stage, "ALL", NudgeState.SENT) == partners.nudges(stage, "ALL") != []
    live(stage, OVER)
    answer = ana.aim("met", Where.MESSAGES)
    together(answer, answer, cyn.aim("missed", Where.MESSAGES))
    assert on(stage).attendance == {"UANA": Attendance.ATTENDED, "UCYN": Attendance.MISSED}
    cyn.click("move_open", Where.MESSAGES)
    assert "One of you has noted that you met" in cyn.texts()[-1]
    assert len(partners.nudges(stage, "UANA", NudgeState.SENT)) == 3
