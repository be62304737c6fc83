"""When a goal's period is over: asked once, then renewed, stated anew or at rest."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.sandbox.actor import Actor
from bot.sandbox.spots import Where
from bot.sandbox.stage import Stage
from bot.sandbox.world import Message
from storage.vocabulary import GoalState, NudgeKind, NudgeState
from tests.trips.rows import goal_row
from tests.trips.screen import buttons, home, press, told
from tests.trips.steps import RUN, TRAIN, click, has_button, jump, sees, state_goal

LAST_DAY = date(2026, 12, 20)
"""Thirty days after the goal; a Sunday, while Ben's hours are on working days."""
ASKED = datetime(2026, 12, 21, 9, 0, tzinfo=UTC)
"""The first hour that suits Ben in London after that."""
OVER = "The 30 days of your goal are over"


@pytest.fixture
def ben(quick_stage: Stage) -> Actor:
    member = quick_stage.slack.member("UBEN")
    state_goal(member, RUN, period="30")
    return member


def test_the_question_comes_once_inside_the_members_hours(quick_stage: Stage, ben: Actor) -> None:
    jump(quick_stage, datetime(2026, 12, 19, 23, 30, tzinfo=UTC))
    assert questions(quick_stage) == {}
    jump(quick_stage, datetime(2026, 12, 20, 8, tzinfo=UTC))
    assert questions(quick_stage) == {LAST_DAY: NudgeState.DUE}
    assert not sees(ben, OVER)
    jump(quick_stage, ASKED)
    jump(quick_stage, ASKED + timedelta(days=3))
    assert len([text for text in ben.texts() if OVER in text]) == 1
    assert RUN not in next(text for text in ben.texts() if OVER in text), "the words stay on the goal card"


def test_renewing_keeps_the_words_and_begins_a_new_period(quick_stage: Stage, ben: Actor) -> None:
    reach_the_question(quick_stage)
    click(ben, "goal_renew")
    assert sees(ben, "Renewed. Your goal runs until Wednesday 20 January 2027.")
    assert not has_button(ben, "goal_renew"), "the question is settled"
    assert goal_row_of(quick_stage) == (GoalState.ACTIVE, date(2027, 1, 20))
    jump(quick_stage, datetime(2027, 1, 20, 10, tzinfo=UTC))
    assert questions(quick_stage).keys() == {LAST_DAY, date(2027, 1, 20)}


def test_stating_it_anew_begins_with_what_the_card_says(quick_stage: Stage, ben: Actor) -> None:
    reach_the_question(quick_stage)
    ben.click("goal_open", asked(ben))
    assert ben.modal
    assert RUN in ben.modal.text
    ben.fill(goal=TRAIN, period="60")
    assert ben.submit()
    assert goal_row_of(quick_stage) == (GoalState.ACTIVE, date(2027, 2, 19))


def test_at_rest_nothing_new_is_suggested_until_it_is_renewed(quick_stage: Stage, ben: Actor) -> None:
    reach_the_question(quick_stage)
    click(ben, "goal_rest")
    assert sees(ben, "Your goal rests")
    assert goal_row_of(quick_stage) == (GoalState.RESTED, LAST_DAY)
    state_goal(quick_stage.slack.member("UANA"), RUN)
    assert "Your goal rests" in told(ben, "match")
    jump(quick_stage, datetime(2026, 12, 28, 10, tzinfo=UTC))
    assert not sees(ben, "might be a good partner")

    assert "At rest; its period ended on Sunday 20 December 2026" in home(ben)
    assert "match" not in buttons(ben)
    assert "Renewed. Your goal runs until" in press(ben, "goal_renew")
    jump(quick_stage, datetime(2027, 1, 4, 10, tzinfo=UTC))
    assert sees(ben, "might be a good partner")


def test_two_weeks_without_an_answer_let_it_rest_and_home_says_so(quick_stage: Stage, ben: Actor) -> None:
    reach_the_question(quick_stage)
    jump(quick_stage, ASKED + timedelta(days=7, hours=1))  # the last weekly run that has something to say
    jump(quick_stage, ASKED + timedelta(days=13))
    assert goal_row_of(quick_stage)[0] is GoalState.ACTIVE
    assert "Its period ended on Sunday 20 December 2026" in home(ben)
    said = len(ben.messages(ben.dm.id))
    jump(quick_stage, ASKED + timedelta(days=14))
    assert goal_row_of(quick_stage)[0] is GoalState.RESTED
    assert len(ben.messages(ben.dm.id)) == said
    assert "At rest" in home(ben)


def test_who_is_paused_is_asked_after_the_return(quick_stage: Stage, ben: Actor) -> None:
    told(ben, "pause 2027-02-01")
    jump(quick_stage, ASKED + timedelta(days=30))
    assert questions(quick_stage) == {}
    assert goal_row_of(quick_stage)[0] is GoalState.ACTIVE
    jump(quick_stage, datetime(2027, 2, 1, 10, tzinfo=UTC))
    jump(quick_stage, datetime(2027, 2, 3, 10, tzinfo=UTC))
    assert sees(ben, OVER)
    assert goal_row_of(quick_stage)[0] is GoalState.ACTIVE


def test_who_pauses_before_the_question_arrives_is_asked_after_the_return(quick_stage: Stage, ben: Actor) -> None:
    jump(quick_stage, datetime(2026, 12, 20, 8, tzinfo=UTC))
    told(ben, "pause 2027-02-01")
    jump(quick_stage, ASKED)
    assert questions(quick_stage) == {LAST_DAY: NudgeState.CANCELLED}
    jump(quick_stage, datetime(2027, 2, 1, 10, tzinfo=UTC))
    jump(quick_stage, datetime(2027, 2, 3, 10, tzinfo=UTC))
    assert sees(ben, OVER)
    assert goal_row_of(quick_stage)[0] is GoalState.ACTIVE


def test_whoever_answered_in_home_before_is_not_asked(quick_stage: Stage, ben: Actor) -> None:
    jump(quick_stage, datetime(2026, 12, 20, 8, tzinfo=UTC))
    home(ben)
    press(ben, "goal_renew")
    jump(quick_stage, ASKED)
    assert not sees(ben, OVER)
    assert questions(quick_stage)[LAST_DAY] is NudgeState.CANCELLED
    assert "goal_renew" not in buttons(ben)


def test_a_goal_in_the_middle_of_its_period_is_not_renewed(quick_stage: Stage, ben: Actor) -> None:
    reach_the_question(quick_stage)
    twice = ben.aim("goal_renew", Where.MESSAGES)
    click(ben, "goal_renew")
    quick_stage.slack.clock.advance(timedelta(days=1))
    twice()
    assert goal_row_of(quick_stage) == (GoalState.ACTIVE, date(2027, 1, 20))


def reach_the_question(stage: Stage) -> None:
    jump(stage, datetime(2026, 12, 20, 8, tzinfo=UTC))
    jump(stage, ASKED)


def asked(member: Actor) -> Message:
    return next(one for one in member.messages(member.dm.id) if OVER in member.read(one))


def goal_row_of(stage: Stage) -> tuple[GoalState, date]:
    goal = goal_row(stage, "UBEN")
    assert goal
    return goal.state, goal.recalibrate_on


def questions(stage: Stage) -> dict[date, NudgeState]:
    with stage.trellis.context.database.read() as work:
        found = work.nudges.of_member(stage.trellis.workspace_id, "UBEN", datetime(2026, 1, 1, tzinfo=UTC))
    return {one.local_date: one.state for one in found if one.kind is NudgeKind.GOAL_PERIOD_OVER}
