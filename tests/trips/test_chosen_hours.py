"""What looking brought comes at once to who asked for it, and to everybody else in hours that they chose."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.sandbox.actor import Actor
from bot.sandbox.stage import Stage
from bot.sandbox.world import Person
from tests.trips.cast import FRIDAY, MONDAY_RUN
from tests.trips.partners import signed
from tests.trips.rows import suggestions
from tests.trips.screen import home, press, told
from tests.trips.steps import RUN, TRAIN, click, has_button, jump, sees, state_goal

ZOE = Person("UZOE", "zoe", "Zoe Hart", zone="Australia/Sydney")
SECOND = timedelta(seconds=1)
NINE_IN_NEW_YORK = datetime(2026, 11, 23, 14, tzinfo=UTC)
NINE_IN_SYDNEY = datetime(2026, 11, 23, 22, tzinfo=UTC)
"""On Tuesday there; when the weekly run is, Monday evening has come."""
NINE_ON_FRIDAY = datetime(2026, 11, 20, 14, tzinfo=UTC)
"""Nine in New York, where it was four in the morning when everybody stated their goals."""
NOBODY = "I have no suggestion for you this time"


def looking(stage: Stage, *ids: str, **choices: object) -> list[Actor]:
    """Let people look who live in any zone and need no hour in common."""
    if ZOE.id in ids:
        world = stage.slack.world
        world.add([replace(ZOE)])
        world.conversations[world.general_id].members |= {ZOE.id}
    members = [stage.slack.member(one) for one in ids]
    for member in members:
        state_goal(member, RUN, **{"formats": ["written"], **choices})  # type: ignore[arg-type]
    return members


def has_been_asked(member: Actor) -> bool:
    return has_button(member, "suggestion_no")


@pytest.mark.parametrize(("far", "at"), [("UCYN", NINE_IN_NEW_YORK), ("UZOE", NINE_IN_SYDNEY)])
def test_a_weekly_suggestion_waits_for_the_hours_of_each(quick_stage: Stage, far: str, at: datetime) -> None:
    ana, other = looking(quick_stage, "UANA", far)
    jump(quick_stage, MONDAY_RUN)
    assert has_been_asked(ana), "it is eleven in Berlin"
    jump(quick_stage, at - SECOND)
    assert not has_been_asked(other)
    jump(quick_stage, at)
    assert has_been_asked(other)


@pytest.mark.parametrize(("far", "at"), [("UCYN", NINE_IN_NEW_YORK), ("UZOE", NINE_IN_SYDNEY)])
def test_that_there_is_none_is_told_in_their_hours_too(quick_stage: Stage, far: str, at: datetime) -> None:
    (alone,) = looking(quick_stage, far)
    jump(quick_stage, MONDAY_RUN)
    jump(quick_stage, at - SECOND)
    assert not sees(alone, NOBODY)
    jump(quick_stage, at)
    assert sees(alone, NOBODY)


def test_who_asks_hears_at_once_at_any_hour(quick_stage: Stage) -> None:
    cyn, zoe = looking(quick_stage, "UCYN", "UZOE")
    told(cyn, "match")
    quick_stage.settle()
    assert has_been_asked(cyn), "although it is four in the morning"
    assert not has_been_asked(zoe), "who asked for nothing, and has her evening"


def test_who_asks_in_vain_hears_that_at_once(quick_stage: Stage) -> None:
    (cyn,) = looking(quick_stage, "UCYN")
    told(cyn, "match")
    quick_stage.settle()
    assert sees(cyn, NOBODY)


def test_an_invitation_waits_for_the_hours_of_each(quick_stage: Stage) -> None:
    ana, ben, cyn = looking(quick_stage, "UANA", "UBEN", "UCYN")
    told(ana, "circle @ben @cyn")
    quick_stage.settle()
    assert has_been_asked(ben)
    jump(quick_stage, NINE_ON_FRIDAY - SECOND)
    assert not has_been_asked(cyn)
    jump(quick_stage, NINE_ON_FRIDAY)
    assert has_been_asked(cyn)


@pytest.mark.parametrize(("asks", "waits"), [("UCYN", ()), ("UANA", ("UCYN",))])
def test_one_more_is_proposed_at_once_to_who_asked(quick_stage: Stage, asks: str, waits: tuple[str, ...]) -> None:
    partners = signed(quick_stage, "UANA", "UCYN")
    state_goal(quick_stage.slack.member("UBEN"), TRAIN, sizes=["three"], cadence="weekly")
    (asker,) = [one for one in partners if one.id == asks]
    for one in partners:
        state_goal(one, RUN, sizes=["two", "three"], cadence="weekly")
    home(asker)
    press(asker, "third_ask")
    quick_stage.settle()
    everybody = [*partners, quick_stage.slack.member("UBEN")]
    assert [one.id for one in everybody if not has_been_asked(one)] == list(waits)
    jump(quick_stage, NINE_ON_FRIDAY)
    assert all(has_been_asked(one) for one in everybody)


def test_who_chose_days_that_are_far_off_has_days_left_to_answer(quick_stage: Stage) -> None:
    _, zoe = looking(quick_stage, "UANA", "UZOE", days=["sun"])
    jump(quick_stage, MONDAY_RUN)
    jump(quick_stage, NINE_IN_SYDNEY)
    assert has_been_asked(zoe), "her Sunday comes when the suggestion is about to lapse"


def test_a_suggestion_that_ended_before_its_hour_is_not_shown(quick_stage: Stage) -> None:
    ana, zoe = looking(quick_stage, "UANA", "UZOE")
    jump(quick_stage, MONDAY_RUN)
    click(ana, "suggestion_no")
    jump(quick_stage, NINE_IN_SYDNEY)
    assert not sees(zoe, "might be a good partner")


def test_a_suggestion_that_lapsed_while_the_worker_was_down_is_not_shown(quick_stage: Stage) -> None:
    ana, _ = looking(quick_stage, "UANA", "UZOE")
    told(ana, "match")
    quick_stage.settle()
    jump(quick_stage, FRIDAY + timedelta(days=7))
    first, *_ = suggestions(quick_stage, "UZOE")
    assert first.messages.keys() == {"UANA"}
