"""App Home in every state of a member, each button pressed from there."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from bot.sandbox.actor import Actor
from bot.sandbox.faults import Fault
from bot.sandbox.spots import Where
from bot.sandbox.stage import Stage
from storage.vocabulary import MemberStatus
from tests.trips.conftest import MONDAY_RUN
from tests.trips.partners import introduced, sign, signed
from tests.trips.rows import member_row, suggestions
from tests.trips.steps import RUN, click, jump, sees, state_goal, suggest


def home(member: Actor) -> str:
    """Open Home and read it."""
    shown = member.open_home()
    assert shown is not None
    return shown.text


def press(member: Actor, action: str) -> str:
    """Press a button in Home and read what Home shows then."""
    member.click(action, Where.HOME)
    assert member.last_error is None
    assert member.home is not None
    return member.home.text


def joined(stage: Stage, member_id: str = "UBEN") -> Actor:
    member = stage.slack.member(member_id)
    state_goal(member, RUN)
    return member


def buttons(member: Actor) -> set[str]:
    assert member.home is not None
    rows = [block["elements"] for block in member.home.view["blocks"] if block["type"] == "actions"]
    return {element["action_id"] for row in rows for element in row}


def status(stage: Stage, member_id: str) -> MemberStatus:
    row = member_row(stage, member_id)
    assert row is not None
    return row.status


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
    assert "The next suggestions come on Wednesday 25 November 2026 at 08:00 (Europe/Berlin)" in ana.home.text


def test_a_member_without_a_partner_reads_when_the_next_suggestions_come(quick_stage: Stage) -> None:
    ben = joined(quick_stage)
    assert "I look again on Monday 23 November 2026 at 10:00 (Europe/London)" in home(ben)
    assert "Runs until Thursday 18 February 2027" in home(ben)
    everything = {"goal_open", "match", "pause_open", "avoid_open", "help", "leave_programme", "forget"}
    assert buttons(ben) == everything
    home(joined(quick_stage, "UANA"))
    assert buttons(quick_stage.slack.member("UANA")) == everything | {"settings_open"}


def test_match_from_home_answers_in_home(quick_stage: Stage) -> None:
    ben = joined(quick_stage)
    home(ben)
    assert "I am looking now" in press(ben, "match")
    quick_stage.settle()
    assert "You have no partner yet: nobody else is looking for a partner just now" in home(ben)


def test_help_from_home_opens_beside_it_and_its_buttons_stay_on_the_screen(quick_stage: Stage) -> None:
    ben = joined(quick_stage)
    home(ben)
    for action in ("help", "status", "help", "status", "help"):  # more often than Slack stacks modals
        ben.click(action, Where.MODAL if ben.modal else Where.HOME)
        assert ben.last_error is None
    ben.click("goal_open", Where.MODAL)
    ben.fill(goal="Read one book every month this winter")
    assert ben.submit()
    assert ben.home is not None
    assert "Read one book every month this winter" in ben.home.text


def test_pause_and_resume_from_home(quick_stage: Stage) -> None:
    ben = joined(quick_stage)
    home(ben)
    press(ben, "pause_open")
    ben.fill(until="2026-12-24")
    assert ben.submit()
    assert ben.home is not None
    assert "You are paused until Thursday 24 December 2026" in ben.home.text
    assert "resume" in buttons(ben)
    assert not {"pause_open", "match"} & buttons(ben)
    assert "Welcome back" in press(ben, "resume")
    assert status(quick_stage, "UBEN") is MemberStatus.ACTIVE


def test_a_pause_in_the_past_is_said_at_the_date(quick_stage: Stage) -> None:
    ben = joined(quick_stage)
    home(ben)
    press(ben, "pause_open")
    ben.fill(until="2026-11-20")
    assert not ben.submit()
    assert ben.modal is not None
    assert "This date has passed" in ben.modal.errors["until"]


def test_avoid_from_home(quick_stage: Stage) -> None:
    ben = joined(quick_stage)
    home(ben)
    for avoided in ("UANA", "UCYN"):
        press(ben, "avoid_open")
        ben.fill(avoided=avoided)
        assert ben.submit()
    assert ben.home is not None
    assert "Noted" in ben.home.text
    press(ben, "avoid_open")
    ben.click("avoid_remove", Where.MODAL, "UANA")
    assert ben.modal is not None
    assert "Ana Petrova" not in ben.modal.text
    assert "Cyn Lin" in ben.modal.text


def test_leaving_the_programme_and_coming_back_from_home(quick_stage: Stage) -> None:
    ben = joined(quick_stage)
    home(ben)
    assert "You have left the programme" in press(ben, "leave_programme")
    assert "You take no part at the moment" in home(ben)
    assert not {"leave_programme", "match", "pause_open"} & buttons(ben)
    assert "Welcome back" in press(ben, "resume")
    assert RUN in home(ben)


def test_forget_me_from_home_shows_nothing_of_the_goal_any_more(quick_stage: Stage) -> None:
    ben = joined(quick_stage)
    home(ben)
    shown = press(ben, "forget")
    assert "I am erasing everything about you" in shown
    assert RUN not in shown
    assert buttons(ben) == set()
    quick_stage.settle()
    assert ben.home is not None
    assert "Welcome to Trellis" in ben.home.text
    assert member_row(quick_stage, "UBEN") is None


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
    assert ana.submit()
    quick_stage.settle()
    assert "Not everybody has signed the covenant yet" in home(ana)
    for member in (ana, ben):
        sign(member)
    quick_stage.settle()
    assert "Next check-in: Thursday 26 November 2026 at 14:00 (Europe/London)" in home(ben)


def test_a_check_in_is_moved_from_home(quick_stage: Stage) -> None:
    ana, _ = signed(quick_stage, "UANA", "UBEN")
    home(ana)
    press(ana, "move_open")
    ana.fill(first_on="2026-11-27", time="09:30")
    assert ana.submit()
    assert ana.home is not None
    assert "Next check-in: Friday 27 November 2026 at 09:30 (Europe/Berlin)" in ana.home.text


def test_a_partnership_is_left_from_home(quick_stage: Stage) -> None:
    ana, ben = signed(quick_stage, "UANA", "UBEN")
    home(ana)
    assert "You have left this partnership" in press(ana, "leave_partnership")
    assert "You have no partner yet" in home(ana)
    quick_stage.settle()
    assert sees(ben, "Your partner has left")


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


def test_an_effect_stays_when_home_could_not_be_shown_anew(quick_stage: Stage) -> None:
    ben = joined(quick_stage)
    home(ben)
    quick_stage.slack.faults.add("views.publish", Fault.RESET_BEFORE)
    ben.click("leave_programme", Where.HOME)
    assert status(quick_stage, "UBEN") is MemberStatus.LEFT
    assert "You take no part at the moment" in home(ben)


@pytest.mark.parametrize(
    ("state", "shown"),
    [
        (lambda _: None, "Welcome to Trellis"),
        (lambda stage: joined(stage), "You have no partner yet"),
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
