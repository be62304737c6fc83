"""Whoever lets three questions in a row pass is asked once whether they stay; nobody is removed."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.sandbox.actor import Actor
from bot.sandbox.spots import Where
from bot.sandbox.stage import Stage
from storage.vocabulary import Attendance, NudgeKind, NudgeReason, PartnershipState
from tests.trips.lives import ANA_CAME, all_of, answer, at_their_hour, go, shown, thursday
from tests.trips.partners import ROW, heard, jump, partnership, signed
from tests.trips.steps import click, has_button, sees

ASKED = "I have not heard from you about your last check-ins with"


@pytest.fixture
def two(quick_stage: Stage) -> list[Actor]:
    return signed(quick_stage, "UANA", "UCYN")


def through(stage: Stage, first: int, last: int) -> None:
    """Live through weeks in which only Ana answers, and the days until she and Cyn could be asked about silence."""
    for week in range(first, last + 1):
        go(stage, week, week, ANA_CAME)
        for days in (2, 5):  # planned on Saturday for the next day in their hours that has no other such message
            jump(stage, at_their_hour(thursday(week) + timedelta(days=days)))


def test_three_unanswered_in_a_row_are_asked_about_once(quick_stage: Stage, two: list[Actor]) -> None:
    ana, cyn = two
    through(quick_stage, 1, 2)
    assert not sees(cyn, ASKED)
    through(quick_stage, 3, 4)
    (card,) = heard(cyn, ASKED)
    assert "All of it is fine" in card
    assert "nothing changes" in card
    assert shown(quick_stage, NudgeKind.UNANSWERED, "UCYN") == [thursday(3)]
    assert not sees(ana, ASKED)
    assert partnership(quick_stage).members == ("UANA", "UCYN"), "silence removes nobody"


@pytest.mark.usefixtures("two")
def test_it_comes_within_the_hours_that_the_member_chose(quick_stage: Stage) -> None:
    through(quick_stage, 1, 3)
    (nudge,) = all_of(quick_stage, NudgeKind.UNANSWERED, "UCYN")
    local = nudge.due_at.astimezone(ZoneInfo("America/New_York"))
    assert local.weekday() < 5
    assert 9 <= local.hour < 18


def test_who_stays_is_left_in_peace_for_the_cycle(quick_stage: Stage, two: list[Actor]) -> None:
    _, cyn = two
    through(quick_stage, 1, 4)
    click(cyn, "stay")
    assert sees(cyn, "You stay, and nothing changes")
    assert not sees(cyn, ASKED)
    answer(quick_stage, thursday(4), {"UCYN": Attendance.ATTENDED})
    through(quick_stage, 5, 7)
    assert shown(quick_stage, NudgeKind.UNANSWERED, "UCYN") == [thursday(3)]


@pytest.mark.usefixtures("two")
def test_whoever_answers_now_and_then_is_not_asked(quick_stage: Stage) -> None:
    through(quick_stage, 1, 2)
    answer(quick_stage, thursday(2), {"UCYN": Attendance.MISSED})
    through(quick_stage, 3, 4)
    assert all_of(quick_stage, NudgeKind.UNANSWERED, "UCYN") == []


def test_an_answer_at_the_last_moment_is_enough(quick_stage: Stage, two: list[Actor]) -> None:
    _, cyn = two
    go(quick_stage, 1, 3, ANA_CAME)
    jump(quick_stage, at_their_hour(thursday(3) + timedelta(days=2)))
    assert all_of(quick_stage, NudgeKind.UNANSWERED, "UCYN")
    answer(quick_stage, thursday(3), {"UCYN": Attendance.ATTENDED})
    jump(quick_stage, at_their_hour(thursday(3) + timedelta(days=5)))
    (nudge,) = all_of(quick_stage, NudgeKind.UNANSWERED, "UCYN")
    assert nudge.reason is NudgeReason.ANSWERED
    assert not sees(cyn, ASKED)


def test_questions_that_a_pause_kept_away_are_not_silence(quick_stage: Stage, two: list[Actor]) -> None:
    _, cyn = two
    go(quick_stage, 1, 1, ANA_CAME)
    cyn.command("/trellis", "pause 2026-12-19")
    through(quick_stage, 2, 4)
    assert all_of(quick_stage, NudgeKind.UNANSWERED, "UCYN") == []


def test_the_card_lets_a_member_pause_or_leave(quick_stage: Stage, two: list[Actor]) -> None:
    _, cyn = two
    through(quick_stage, 1, 3)
    assert has_button(cyn, "pause_open")
    cyn.click("leave_partnership", Where.MESSAGES, ROW)
    assert partnership(quick_stage).state is PartnershipState.ENDED
