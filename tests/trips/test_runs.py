"""The weekly suggestion run and `/trellis match`: on time, once, and with a word for whoever goes without."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.sandbox.actor import Actor
from bot.sandbox.fields import Given
from bot.sandbox.stage import Stage
from matching.vocabulary import Weekday
from storage.records import Partnership
from storage.vocabulary import PartnershipState
from tests.trips.cast import FRIDAY, MONDAY_RUN
from tests.trips.rows import member_row, suggestions
from tests.trips.steps import RUN, TRAIN, click, jump, sees, state_goal, suggest

MINUTE = timedelta(minutes=1)
WEEK = timedelta(days=7)
NEXT = "I look again on Monday 30 November 2026 at 11:00 (Europe/Berlin)."


def two(stage: Stage, mine: dict[str, Given] | None = None, theirs: dict[str, Given] | None = None) -> list[Actor]:
    """Let two members state close goals with these choices."""
    ana, ben = stage.slack.member("UANA"), stage.slack.member("UBEN")
    state_goal(ana, RUN, **mine or {})
    state_goal(ben, TRAIN, **theirs or {})
    return [ana, ben]


def test_it_is_on_monday_at_ten_and_once_a_week(quick_stage: Stage) -> None:
    ana, _ben = two(quick_stage)
    jump(quick_stage, MONDAY_RUN - timedelta(seconds=1))
    assert suggestions(quick_stage, "UANA") == ()
    jump(quick_stage, MONDAY_RUN)
    assert len(suggestions(quick_stage, "UANA")) == 1

    click(ana, "suggestion_no")
    told = ana.texts()
    quick_stage.until(MONDAY_RUN + WEEK - MINUTE, timedelta(days=1))
    assert ana.texts() == told
    jump(quick_stage, MONDAY_RUN + WEEK)
    assert len(suggestions(quick_stage, "UANA")) == 2


def test_a_week_old_suggestion_lapses_just_before_the_next_run(quick_stage: Stage) -> None:
    ana, _ben = two(quick_stage)
    jump(quick_stage, MONDAY_RUN + 40 * MINUTE)  # the worker came late to it
    click(ana, "suggestion_yes")
    quick_stage.slack.clock.move_to(MONDAY_RUN + WEEK + timedelta(seconds=1))
    now = quick_stage.slack.clock.now()
    quick_stage.worker._run(now)  # before anything was tidied up
    jump(quick_stage, now)
    assert ana.texts()[-2].startswith("This introduction did not come together.")
    assert "might be a good partner for you." in ana.texts()[-1]


@pytest.mark.parametrize("made", [date(2027, 3, 22), date(2027, 10, 25)])
def test_a_suggestion_lapses_in_time_also_when_the_clocks_change(quick_stage: Stage, made: date) -> None:
    with quick_stage.trellis.context.database.write() as work:
        work.workspaces.set_run(quick_stage.trellis.workspace_id, Weekday.MON, 10, "Europe/Berlin")
        work.commit()
    two(quick_stage)
    jump(quick_stage, _ten_in_berlin(made) + timedelta(seconds=5))
    (suggestion,) = suggestions(quick_stage, "UANA")
    next_run = _ten_in_berlin(made + WEEK)
    assert next_run - timedelta(hours=1) <= suggestion.expires_at <= next_run


def test_a_run_that_is_late_is_carried_out_in_its_week(quick_stage: Stage) -> None:
    two(quick_stage)
    jump(quick_stage, MONDAY_RUN + timedelta(days=2))
    assert len(suggestions(quick_stage, "UANA")) == 1


def test_a_run_without_anybody_does_nothing(quick_stage: Stage) -> None:
    jump(quick_stage, MONDAY_RUN)
    assert quick_stage.slack.member("UANA").texts() == []


def test_paused_members_are_left_in_peace(quick_stage: Stage) -> None:
    ana, ben = two(quick_stage)
    ben.command("/trellis", "pause")
    told = ben.texts()
    jump(quick_stage, MONDAY_RUN)
    assert ben.texts() == told
    assert "nobody else is looking" in ana.texts()[-1]


def test_asking_brings_a_suggestion_out_of_turn(stage: Stage) -> None:
    ana, ben = two(stage)
    ana.command("/trellis", "match")
    assert ana.texts()[-1] == (
        "I am looking now and write to you in our conversation. "
        "I look for everybody again on Monday 23 November 2026 at 11:00 (Europe/Berlin)."
    )
    stage.settle()
    assert sees(ana, "@Ben Okafor might be a good partner for you.")
    assert sees(ben, "@Ana Petrova might be a good partner for you.")


def test_asking_has_conditions(quick_stage: Stage) -> None:
    ana = quick_stage.slack.member("UANA")
    ana.command("/trellis", "match")
    assert ana.texts()[-1].startswith("Please state a goal first")

    ana, _ben = two(quick_stage)
    ana.command("/trellis", "pause")
    ana.command("/trellis", "match")
    assert ana.texts()[-1].startswith("You take no part at the moment.")

    ana.command("/trellis", "resume")
    ana.command("/trellis", "match")
    quick_stage.settle()
    ana.command("/trellis", "match")
    assert ana.texts()[-1].startswith("A suggestion already waits for your answer")
    click(ana, "suggestion_no")

    with quick_stage.trellis.context.database.write() as work:
        for number in range(2):
            work.partnerships.add(
                Partnership(
                    quick_stage.trellis.workspace_id,
                    str(number) * 32,
                    None,
                    PartnershipState.FORMING,
                    FRIDAY,
                    ("UANA",),
                )
            )
        work.commit()
    ana.command("/trellis", "match")
    assert ana.texts()[-1].startswith("You are in 2 partnerships already")


def test_asking_in_vain_is_answered_each_time_and_the_weekly_run_too(quick_stage: Stage) -> None:
    ana = quick_stage.slack.member("UANA")
    state_goal(ana, RUN)
    quick_stage.slack.clock.move_to(MONDAY_RUN - MINUTE)
    for _ in range(2):
        ana.command("/trellis", "match")
        quick_stage.settle()
    assert "I look again on Monday 23 November 2026 at 11:00 (Europe/Berlin)." in ana.texts()[-1]
    jump(quick_stage, MONDAY_RUN)
    assert sum("I have no suggestion for you this time" in text for text in ana.texts()) == 3
    assert NEXT in ana.texts()[-1]
    assert (member := member_row(quick_stage, "UANA"))
    assert member.waited == 1, "only weekly runs count"


def test_who_has_one_partner_may_ask_for_another_but_is_not_pushed(quick_stage: Stage) -> None:
    ana, ben = suggest(quick_stage, "UANA", "UBEN")
    for one in (ana, ben):
        click(one, "suggestion_yes")
    quick_stage.settle()
    cyn = quick_stage.slack.member("UCYN")
    state_goal(cyn, f"{RUN} and {TRAIN}", formats=["written", "call-30"])
    state_goal(ana, RUN, formats=["written", "call-30"])
    jump(quick_stage, MONDAY_RUN + WEEK)
    assert len(suggestions(quick_stage, "UANA")) == 1
    ana.command("/trellis", "match")
    quick_stage.settle()
    assert sees(ana, "@Cyn Lin might be a good partner for you.")


def _ten_in_berlin(on: date) -> datetime:
    return datetime.combine(on, time(10), ZoneInfo("Europe/Berlin")).astimezone(UTC)
