"""App Home in every state of a member, each button pressed from there."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from bot.sandbox.faults import Fault
from bot.sandbox.stage import Stage
from tests.trips.cast import MONDAY_RUN
from tests.trips.partners import introduced, propose, sign, signed
from tests.trips.rows import suggestions
from tests.trips.screen import buttons, home, joined, press
from tests.trips.steps import RUN, click, jump, submit_covenant, suggest


def test_a_newcomer_is_invited_to_state_a_goal(quick_stage: Stage) -> None:
    ben = quick_stage.slack.member("UBEN")
    assert "Stating a goal is how you join" in home(ben)
    assert buttons(ben) == {"goal_open", "help"}
    press(ben, "goal_open")
    ben.fill(goal=RUN)
    assert ben.submit()
    assert ben.home is not None
    assert RUN in ben.home.text
    assert "Your goal card is in our conversation" in ben.home.text


def test_a_host_can_reach_the_settings_before_joining(quick_stage: Stage) -> None:
    ana = quick_stage.slack.member("UANA")
    home(ana)
    press(ana, "settings_open")
    ana.fill(run_weekday="wed", run_hour="8", run_zone="Europe/Berlin")
    assert ana.submit()
    assert ana.home is not None
    assert "I look again on Wednesday 25 November 2026 at 08:00 (Europe/Berlin); suggestions come" in ana.home.text


def test_a_member_without_a_partner_reads_when_the_next_suggestions_come(quick_stage: Stage) -> None:
    ben = joined(quick_stage)
    assert "I look again on Monday 23 November 2026 at 10:00 (Europe/London)" in home(ben)
    assert "Runs until Sunday 20 December 2026" in home(ben)
    everything = {"goal_open", "match", "pause_open", "avoid_open", "help", "leave_programme", "forget"}
    assert buttons(ben) == everything
    home(joined(quick_stage, "UANA"))
    assert buttons(quick_stage.slack.member("UANA")) == everything | {"settings_open"}


def test_an_open_suggestion_is_mentioned_until_it_is_answered(quick_stage: Stage) -> None:
    ana, _ = suggest(quick_stage, "UANA", "UBEN")
    assert "A suggestion waits for your answer" in home(ana)
    click(ana, "suggestion_yes")
    assert "You said yes to a suggestion" in home(ana)
    assert len(suggestions(quick_stage, "UANA")) == 1


def test_a_forming_partnership_shows_the_next_step(quick_stage: Stage) -> None:
    ana, ben = introduced(quick_stage, "UANA", "UBEN")
    assert "Write your covenant together" in home(ana)
    press(ana, "covenant_open")
    ana.fill(commitment="I run three times every week", first_on="2026-11-26", time="15:00")
    assert submit_covenant(ana)
    quick_stage.settle()
    assert "Not everybody has signed the covenant yet" in home(ana)
    for member in (ana, ben):
        sign(member)
    quick_stage.settle()
    assert "Next check-in: Thursday 26 November 2026 at 14:00 (Europe/London)" in home(ben)


def test_new_terms_that_wait_are_told_beside_the_check_in_that_stays(quick_stage: Stage) -> None:
    ana, ben = signed(quick_stage, "UANA", "UBEN")
    propose(quick_stage, ben, cadence="monthly")
    assert "Europe/Berlin). New terms wait for signatures on the card in your group DM." in home(ana)
    press(ana, "covenant_open")
    assert ana.modal is not None


def test_a_partner_who_is_paused_is_only_shown_as_away(quick_stage: Stage) -> None:
    ana, ben = signed(quick_stage, "UANA", "UBEN")
    ben.command("/trellis", "pause 2026-12-24")
    assert "Ben Okafor is away until Thursday 24 December 2026" in home(ana)


def test_a_nudge_that_came_too_late_is_told(quick_stage: Stage) -> None:
    ana, _ = signed(quick_stage, "UANA", "UBEN")
    jump(quick_stage, datetime(2026, 11, 25, 13, tzinfo=UTC))
    jump(quick_stage, datetime(2026, 11, 26, 15, 30, tzinfo=UTC))
    assert "did not reach you: I was not running in time" in home(ana)


def test_a_goal_card_that_is_gone_is_asked_for(quick_stage: Stage) -> None:
    ben = joined(quick_stage)
    ben.dm.messages.clear()
    assert "I cannot show your goal just now" in home(ben)
    jump(quick_stage, MONDAY_RUN)
    assert "I can no longer find your goal card" in home(ben)
    assert "as soon as you have stated your goal" in home(ben)


def test_home_is_shown_without_the_goal_while_slack_does_not_give_it_out(quick_stage: Stage) -> None:
    ben = joined(quick_stage)
    quick_stage.slack.faults.add("conversations.history", Fault.RATE_LIMITED)
    assert "I cannot show your goal just now" in home(ben)
    assert RUN in home(ben)


@pytest.mark.parametrize("method", ["views.publish", "users.info"])
def test_home_comes_with_the_next_delivery_when_slack_failed(method: str, quick_stage: Stage) -> None:
    ben = joined(quick_stage)
    quick_stage.slack.faults.add(method, Fault.RESET_BEFORE)
    assert ben.open_home() is None
    quick_stage.slack.retry_due_events()
    assert ben.home is not None
    assert RUN in ben.home.text


@pytest.mark.parametrize(
    ("state", "shown"),
    [
        (lambda _: None, "Welcome to Trellis"),
        (lambda stage: joined(stage), "You have no partner at the moment"),
        (lambda stage: joined(stage).command("/trellis", "pause"), "You are paused."),
        (lambda stage: signed(stage, "UANA", "UBEN"), "With @Ana Petrova"),
    ],
)
def test_status_says_what_home_says(state: Callable[[Stage], object], shown: str, quick_stage: Stage) -> None:
    state(quick_stage)
    ben = quick_stage.slack.member("UBEN")
    assert shown in home(ben)
    ben.command("/trellis", "status")
    assert ben.read(ben.ephemerals[-1]) == home(ben)
