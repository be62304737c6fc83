"""What looking brought comes at once to who asked for it, and to everybody else in hours that they chose."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.sandbox.actor import Actor
from bot.sandbox.stage import Stage
from bot.sandbox.world import Person
from tests.trips.cast import FRIDAY, MONDAY_RUN
from tests.trips.partners import signed
from tests.trips.rows import member_row, suggestions
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
    jump(quick_stage, NINE_IN_SYDNEY - SECOND)
    assert not sees(zoe, NOBODY)
    jump(quick_stage, NINE_IN_SYDNEY)
    assert not sees(zoe, "might be a good partner")
    assert sees(zoe, NOBODY), "and hears at that hour that there is none"
    assert sees(zoe, "I look again on Monday 30 November 2026 at 21:00 (Australia/Sydney).")
    assert (row := member_row(quick_stage, "UZOE"))
    assert row.waited == 1, "so that she comes first next time"


def test_an_invitation_that_ended_before_its_hour_goes_unsaid(quick_stage: Stage) -> None:
    ana, ben, cyn = looking(quick_stage, "UANA", "UBEN", "UCYN")
    told(ana, "circle @ben @cyn")
    quick_stage.settle()
    before = cyn.texts()
    click(ben, "suggestion_no")
    jump(quick_stage, NINE_ON_FRIDAY)
    assert cyn.texts() == before


def test_who_is_up_early_may_read_it_before_their_hours(quick_stage: Stage) -> None:
    _, cyn = looking(quick_stage, "UANA", "UCYN")
    jump(quick_stage, MONDAY_RUN)
    assert "It comes in the hours you chose; to read it now, type /trellis match." in home(cyn)
    assert told(cyn, "match") == "There is a suggestion for you already. You read it in our conversation in a moment."
    quick_stage.settle()
    assert has_been_asked(cyn)
    assert "A suggestion waits for your answer in our conversation." in home(cyn)
    assert told(cyn, "match").startswith("A suggestion already waits for your answer")
    jump(quick_stage, NINE_IN_NEW_YORK)
    assert len([text for text in cyn.texts() if "might be a good partner" in text]) == 1


def test_a_suggestion_that_lapsed_while_the_worker_was_down_is_not_shown(quick_stage: Stage) -> None:
    ana, _ = looking(quick_stage, "UANA", "UZOE")
    told(ana, "match")
    quick_stage.settle()
    jump(quick_stage, FRIDAY + timedelta(days=7))
    first, *_ = suggestions(quick_stage, "UZOE")
    assert first.messages.keys() == {"UANA"}


def test_a_partner_who_asks_for_one_more_reads_who_was_found_already(quick_stage: Stage) -> None:
    ana, cyn = signed(quick_stage, "UANA", "UCYN")
    for one in (ana, cyn, quick_stage.slack.member("UBEN")):
        state_goal(one, RUN, sizes=["two", "three"], cadence="weekly")
    home(ana)
    press(ana, "third_ask")
    quick_stage.settle()
    assert not has_been_asked(cyn)
    home(cyn)
    press(cyn, "third_ask")
    assert cyn.modal
    assert "Please look at our conversation" in cyn.modal.text
    quick_stage.settle()
    assert has_been_asked(cyn)
