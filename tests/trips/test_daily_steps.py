"""The daily step: asked at the member's hour, answered to the partners, and stored nowhere."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.sandbox.actor import Actor
from bot.sandbox.faults import Fault
from bot.sandbox.spots import Where
from bot.sandbox.stage import Stage
from storage.vocabulary import NudgeKind, NudgeReason
from tests.trips.partners import heard, introduced, jump, live, nudges, signed, together
from tests.trips.steps import click, has_button, sees
from tests.trips.ways import days

FIVE = datetime(2026, 11, 20, 16, tzinfo=UTC)
"""Five in the afternoon on Ana's clock, some hours after everybody has signed."""
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
QUESTION = "Did you take a step today?"


def begin(member: Actor, at: str = "17:00") -> None:
    member.open_home()
    member.click("daily_open", Where.HOME)
    member.fill(time=at)
    assert member.submit()


@pytest.fixture
def ana_and_cyn(quick_stage: Stage) -> tuple[Actor, Actor]:
    """Let Ana be asked for the first time."""
    ana, cyn = signed(quick_stage, "UANA", "UCYN")
    begin(ana)
    live(quick_stage, FIVE)
    return ana, cyn


def asked(stage: Stage) -> list[datetime]:
    return [one.due_at for one in nudges(stage, "UANA") if one.kind is NudgeKind.DAILY_STEP]


def test_home_says_when_and_only_today_and_tomorrow_are_planned(quick_stage: Stage) -> None:
    ana, _ = signed(quick_stage, "UANA", "UCYN")
    begin(ana)
    assert ana.home is not None
    assert "I ask you daily at 17:00." in ana.home.text
    assert asked(quick_stage) == [FIVE, FIVE + DAY]
    quick_stage.settle()
    assert asked(quick_stage) == [FIVE, FIVE + DAY]


def test_the_partners_read_the_answer_once(quick_stage: Stage, ana_and_cyn: tuple[Actor, Actor]) -> None:
    ana, cyn = ana_and_cyn
    assert heard(cyn, QUESTION) == []
    answer = ana.aim("daily_yes", Where.MESSAGES)
    together(answer, answer)
    assert len(heard(cyn, "@Ana Petrova took a step today.")) == 1
    assert not has_button(ana, "daily_yes")
    (first, second) = (one for one in nudges(quick_stage, "UANA") if one.kind is NudgeKind.DAILY_STEP)
    assert (first.reason, second.reason) == (NudgeReason.ANSWERED, None)


def test_yes_and_not_today_leave_the_same_rows(quick_stage: Stage, ana_and_cyn: tuple[Actor, Actor]) -> None:
    ana, cyn = ana_and_cyn
    left = []
    for action in ("daily_yes", "daily_no"):
        click(ana, action)
        every = [one for one in nudges(quick_stage, "UANA") if one.kind is NudgeKind.DAILY_STEP]
        left.append([(one.state, one.reason) for one in every if one.reason])
        live(quick_stage, quick_stage.slack.clock.now() + DAY)
    assert left[1] == left[0] * 2
    assert sees(cyn, "@Ana Petrova did not get to a step today.")


def test_silence_is_left_without_comment(quick_stage: Stage, ana_and_cyn: tuple[Actor, Actor]) -> None:
    ana, cyn = ana_and_cyn
    days(quick_stage, 4)
    assert len(heard(ana, QUESTION)) == 5
    assert heard(cyn, "a step") == []


def test_a_later_answer_names_its_day(quick_stage: Stage, ana_and_cyn: tuple[Actor, Actor]) -> None:
    ana, cyn = ana_and_cyn
    answer = ana.aim("daily_yes", Where.MESSAGES)
    days(quick_stage, 1)
    answer()
    assert sees(cyn, "@Ana Petrova took a step on Friday 20 November 2026.")


def test_after_a_gap_it_goes_on_without_comment(quick_stage: Stage, ana_and_cyn: tuple[Actor, Actor]) -> None:
    ana, _ = ana_and_cyn
    jump(quick_stage, FIVE + 6 * DAY + timedelta(hours=8))
    live(quick_stage, FIVE + 8 * DAY)
    assert len(heard(ana, QUESTION)) == 3
    assert asked(quick_stage)[2:] == [FIVE + 7 * DAY, FIVE + 8 * DAY, FIVE + 9 * DAY]


def test_another_hour_holds_from_the_next_question_on(quick_stage: Stage, ana_and_cyn: tuple[Actor, Actor]) -> None:
    ana, _ = ana_and_cyn
    begin(ana, "08:30")
    live(quick_stage, FIVE + DAY)
    assert len(heard(ana, QUESTION)) == 2
    assert asked(quick_stage)[1] == datetime(2026, 11, 21, 7, 30, tzinfo=UTC)


def test_stop_asking_stops_at_once(quick_stage: Stage, ana_and_cyn: tuple[Actor, Actor]) -> None:
    ana, _ = ana_and_cyn
    click(ana, "daily_stop")
    assert sees(ana, "I no longer ask.")
    days(quick_stage, 3)
    assert heard(ana, QUESTION) == []


def test_nobody_is_asked_while_paused(quick_stage: Stage, ana_and_cyn: tuple[Actor, Actor]) -> None:
    ana, _ = ana_and_cyn
    ana.command("/trellis", "pause 3 days")
    days(quick_stage, 2)
    assert len(heard(ana, QUESTION)) == 1
    days(quick_stage, 2)
    assert len(heard(ana, QUESTION)) >= 2


@pytest.mark.parametrize("fault", [Fault.REFUSE, Fault.RATE_LIMITED])
def test_an_answer_that_slack_did_not_take_can_be_given_again(
    fault: Fault, quick_stage: Stage, ana_and_cyn: tuple[Actor, Actor]
) -> None:
    ana, cyn = ana_and_cyn
    quick_stage.slack.faults.add("chat.postMessage", fault)
    ana.click("daily_yes", Where.MESSAGES)
    assert heard(cyn, "took a step") == []
    click(ana, "daily_yes")
    assert len(heard(cyn, "@Ana Petrova took a step today.")) == 1


def test_a_partnership_that_has_not_begun_has_no_daily_step(quick_stage: Stage) -> None:
    ana, _ = introduced(quick_stage, "UANA", "UCYN")
    home = ana.open_home()
    assert home is not None
    assert "Daily step" not in str(home.view)


def test_after_the_end_nobody_is_asked(quick_stage: Stage, ana_and_cyn: tuple[Actor, Actor]) -> None:
    ana, cyn = ana_and_cyn
    late = ana.aim("daily_yes", Where.MESSAGES)
    cyn.command("/trellis", "leave")
    cyn.click("leave_partnership", Where.MESSAGES)
    late()
    assert "This partnership has come to its end." in ana.texts()[-1]
    days(quick_stage, 2)
    assert len(heard(ana, QUESTION)) == 1


def test_the_question_follows_a_member_to_another_zone(quick_stage: Stage) -> None:
    ana, _ = signed(quick_stage, "UANA", "UCYN")
    begin(ana)
    quick_stage.slack.change_zone("UANA", "America/New_York")
    assert asked(quick_stage) == [FIVE + 6 * HOUR, FIVE + DAY + 6 * HOUR]
    live(quick_stage, FIVE + 6 * HOUR)
    assert len(heard(ana, QUESTION)) == 1
    quick_stage.slack.change_zone("UANA", "Europe/Berlin")
    live(quick_stage, FIVE + DAY)
    assert len(heard(ana, QUESTION)) == 2
