"""A click is acknowledged in time and answered once, however Slack takes the answer."""

import pytest

from bot.sandbox.actor import Actor
from bot.sandbox.faults import Fault
from bot.sandbox.spots import Where
from bot.sandbox.stage import Stage
from tests.trips.steps import RUN, TRAIN, state_goal


@pytest.fixture
def ana(quick_stage: Stage) -> Actor:
    """Let Ana have a goal card with buttons on it."""
    member = quick_stage.slack.member("UANA")
    state_goal(member, RUN)
    return member


def test_an_answer_that_slack_takes_slowly_does_not_hold_up_the_acknowledgement(quick_stage: Stage, ana: Actor) -> None:
    quick_stage.slack.faults.add("response_url", Fault.SLOW, seconds=4)
    ana.click("match", Where.MESSAGES)
    assert ana.last_error is None
    quick_stage.settle()
    assert "I have no suggestion for you this time" in ana.texts()[-1]


def test_an_answer_whose_arrival_is_unclear_is_given_once(quick_stage: Stage, ana: Actor) -> None:
    quick_stage.slack.faults.add("response_url", Fault.RESET_AFTER)
    ana.click("match", Where.MESSAGES)
    assert [ana.read(one).partition(".")[0] for one in ana.ephemerals] == [
        "I am looking now and write to you in our conversation"
    ]


def test_a_click_whose_answer_is_lost_is_still_carried_out(quick_stage: Stage, ana: Actor) -> None:
    quick_stage.slack.faults.add("response_url", Fault.RESET_BEFORE)
    ana.click("match", Where.MESSAGES)
    assert ana.last_error is None
    quick_stage.settle()
    assert "I have no suggestion for you this time" in ana.texts()[-1]


def test_a_modal_from_home_closes_in_time_although_slack_is_slow(quick_stage: Stage, ana: Actor) -> None:
    ana.open_home()
    ana.click("goal_open", Where.HOME)
    ana.fill(goal=TRAIN)
    for method in ("chat.postMessage", "chat.delete", "users.info", "conversations.history", "views.publish"):
        quick_stage.slack.faults.add(method, Fault.SLOW, seconds=0.7)
    assert ana.submit()
    quick_stage.slack.faults.clear()
    home = ana.open_home()
    assert home is not None
    assert TRAIN in home.text
