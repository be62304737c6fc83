"""What members answer about a check-in, and how they move one."""

from datetime import timedelta

from bot.sandbox.actor import Actor
from bot.sandbox.faults import Fault
from bot.sandbox.spots import Where
from bot.sandbox.stage import Stage
from storage.vocabulary import Attendance, NudgeState
from tests.trips import partners
from tests.trips.partners import FIRST_AT, OVER, heard, live, on, signed, together
from tests.trips.steps import click, has_button, sees


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


def test_from_the_covenant_to_attendance_on_every_way_in_and_database(stage: Stage) -> None:
    ana, cyn = signed(stage, "UANA", "UCYN")
    assert stage.slack.world.conversations[ana.group_dms[0].id].pins == [partners.covenant(stage).message_ts]
    assert partners.nudges(stage, "ALL", NudgeState.SENT) == partners.nudges(stage, "ALL") != []
    live(stage, OVER)
    answer = ana.aim("met", Where.MESSAGES)
    together(answer, answer, cyn.aim("missed", Where.MESSAGES))
    assert on(stage).attendance == {"UANA": Attendance.ATTENDED, "UCYN": Attendance.MISSED}
    cyn.click("move_open", Where.MESSAGES)
    assert "One of you has noted that this one took place" in cyn.texts()[-1]
    assert len(partners.nudges(stage, "UANA", NudgeState.SENT)) == 3
