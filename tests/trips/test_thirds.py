"""Inviting one more partner: one asks, somebody is found who fits all, and everybody has to say yes."""

from datetime import timedelta

import pytest

from bot.sandbox.actor import Actor
from bot.sandbox.spots import Where
from bot.sandbox.stage import Stage
from bot.slack.blocks.suggestion import CLOSED
from bot.slack.scopes import OPTIONAL
from storage.vocabulary import Attendance, GoalState, NudgeKind, NudgeState, SuggestionState
from tests.trips.partners import (
    FIRST,
    FIRST_AT,
    KINDS,
    MINUTE,
    OVER,
    ROW,
    THURSDAY,
    check_ins,
    covenant,
    holding,
    live,
    move,
    nudges,
    on,
    partnership,
    sign,
    signed,
)
from tests.trips.rows import suggestions
from tests.trips.screen import home, press
from tests.trips.steps import RUN, click, has_button, jump, morning_in_new_york, sees, state_goal

SIZES = ["two", "three", "circle"]


def looking(stage: Stage, member_id: str, **choices: object) -> Actor:
    """Let somebody look who has no partner yet, takes any size and wants the rhythm that partners agreed on."""
    member = stage.slack.member(member_id)
    state_goal(member, RUN, **{"sizes": SIZES, "cadence": FIRST["cadence"], **choices})  # type: ignore[arg-type]
    return member


def ask(stage: Stage, member: Actor) -> str:
    home(member)
    shown = press(member, "third_ask")
    stage.settle()
    morning_in_new_york(stage)
    return shown


def told(member: Actor) -> str:
    """Read the modal in which Home says why something cannot be done."""
    assert member.modal
    return member.modal.text


def test_partners_take_one_more_in_and_their_history_stays(quick_stage: Stage) -> None:
    ana, ben = signed(quick_stage, "UANA", "UBEN")
    jump(quick_stage, OVER + MINUTE)
    click(ana, "met")
    cyn = looking(quick_stage, "UCYN")
    (old,) = ana.group_dms
    assert "I am looking for somebody who fits all of you." in ask(quick_stage, ana)
    assert sees(ben, "One of you asked for one more: @Cyn Lin might go well with @Ana Petrova and you, as three.")
    assert sees(cyn, "@Ana Petrova and @Ben Okafor are partners already. You might go well together as three.")
    for member in (cyn, ben, ana):
        assert partnership(quick_stage).members == ("UANA", "UBEN")
        click(member, "suggestion_yes")
    quick_stage.settle()

    assert partnership(quick_stage).members == ("UANA", "UBEN", "UCYN")
    (new,) = cyn.group_dms
    assert new.id != old.id
    assert partnership(quick_stage).channel_id == new.id
    assert any("you go on together in this conversation" in text for text in cyn.texts(new.id))
    assert covenant(quick_stage).message_ts in new.pins
    assert on(quick_stage, THURSDAY).attendance == {"UANA": Attendance.ATTENDED}
    assert covenant(quick_stage).signed_by == {"UANA", "UBEN"}
    sign(cyn)
    quick_stage.settle()
    assert covenant(quick_stage).signed_by == {"UANA", "UBEN", "UCYN"}
    assert any(one.local_date > THURSDAY for one in check_ins(quick_stage))
    assert "With @Ana Petrova and @Ben Okafor" in home(cyn)


def test_who_joins_on_the_day_before_is_told_of_the_check_in_like_the_others(quick_stage: Stage) -> None:
    ana, ben = signed(quick_stage, "UANA", "UBEN")
    jump(quick_stage, FIRST_AT - timedelta(hours=30))
    cyn = looking(quick_stage, "UCYN")
    ask(quick_stage, ana)
    for member in (cyn, ben, ana):
        click(member, "suggestion_yes")
    live(quick_stage, OVER + MINUTE)
    assert [one.kind for one in nudges(quick_stage, "UCYN", NudgeState.SENT)] == KINDS
    assert len(nudges(quick_stage, "UANA", NudgeState.SENT)) == len(KINDS)


def test_the_calendar_file_for_who_joins_has_what_was_moved(quick_stage: Stage) -> None:
    quick_stage.slack.world.scopes |= OPTIONAL
    ana, ben = signed(quick_stage, "UANA", "UBEN")
    cyn = looking(quick_stage, "UCYN")
    ask(quick_stage, ana)
    home(ana)
    assert move(ana, "2026-11-27", "17:00", Where.HOME)
    for member in (cyn, ben, ana):
        click(member, "suggestion_yes")
    quick_stage.settle()
    sign(cyn)
    quick_stage.settle()
    (file,) = [file for one in cyn.messages(cyn.group_dms[0].id) for file in one.files]
    assert b"RECURRENCE-ID;TZID=Europe/Berlin:20261126T150000" in (file.content or b"")
    assert b"DTSTART;TZID=Europe/Berlin:20261127T170000" in (file.content or b"")


def test_a_partners_goal_at_rest_keeps_nobody_away(quick_stage: Stage) -> None:
    ana, ben = signed(quick_stage, "UANA", "UBEN")
    with quick_stage.trellis.context.database.write() as work:
        work.goals.set_period(quick_stage.trellis.workspace_id, ben.id, GoalState.RESTED, THURSDAY)
        work.commit()
    cyn = looking(quick_stage, "UCYN")
    ask(quick_stage, ana)
    assert sees(cyn, "@Ana Petrova and @Ben Okafor are partners already.")
    assert suggestions(quick_stage, "UBEN")


@pytest.mark.parametrize("who_declines", [0, 1, 2])
def test_one_no_leaves_everything_as_it_was_and_is_never_told(quick_stage: Stage, who_declines: int) -> None:
    ana, ben = signed(quick_stage, "UANA", "UBEN")
    cyn = looking(quick_stage, "UCYN")
    ask(quick_stage, ana)
    people = [ana, ben, cyn]
    decliner = people.pop(who_declines)
    for member in people:
        click(member, "suggestion_yes")
    click(decliner, "suggestion_no")
    quick_stage.settle()
    assert partnership(quick_stage).members == ("UANA", "UBEN")
    for member in people:
        assert sees(member, CLOSED.replace("`", ""))
    assert len(ana.group_dms) == 1


@pytest.mark.parametrize(
    "choices", [{"cadence": "monthly"}, {"sizes": ["two"]}, {"formats": ["written"]}, {"commitment_level": "all-in"}]
)
def test_nobody_who_fits_all_is_said_kindly_with_a_next_step(quick_stage: Stage, choices: dict[str, object]) -> None:
    ana, ben = signed(quick_stage, "UANA", "UBEN")
    state_goal(ben, RUN, commitment_level="light")
    looking(quick_stage, "UCYN", **choices)
    ask(quick_stage, ana)
    assert suggestions(quick_stage, "UCYN") == ()
    (place,) = ana.group_dms
    assert any("nobody who is looking fits all of you" in text for text in ben.texts(place.id))
    click(ben, "third_ask")


def test_who_is_on_an_avoid_list_of_one_partner_is_not_proposed(quick_stage: Stage) -> None:
    ana, _ = signed(quick_stage, "UANA", "UBEN")
    looking(quick_stage, "UCYN")
    with quick_stage.trellis.context.database.write() as work:
        work.avoidances.add(quick_stage.trellis.workspace_id, "UCYN", "UBEN")
        work.commit()
    ask(quick_stage, ana)
    assert suggestions(quick_stage, "UCYN") == ()


def test_a_second_request_waits_for_the_first_answer(quick_stage: Stage) -> None:
    ana, ben = signed(quick_stage, "UANA", "UBEN")
    looking(quick_stage, "UCYN")
    ask(quick_stage, ana)
    ask(quick_stage, ben)
    assert "I have suggested somebody to you already." in told(ben)
    assert len(suggestions(quick_stage, "UCYN")) == 1


def test_while_one_thing_is_looked_for_another_is_not_promised(quick_stage: Stage) -> None:
    ana, _ = signed(quick_stage, "UANA", "UBEN")
    home(ana)
    press(ana, "third_ask")
    press(ana, "match")
    assert "I am looking for you already." in told(ana)
    home(ana)
    assert "I am looking for somebody who fits all of you." in press(ana, "third_ask")


def test_partners_who_changed_meanwhile_take_nobody_in(quick_stage: Stage) -> None:
    ana, ben, cyn = signed(quick_stage, "UANA", "UBEN", "UCYN")
    dee = looking(quick_stage, "UDEE", parts=["early", "morning", "midday", "afternoon", "evening", "late"])
    state_goal(cyn, RUN, formats=["written", "call-30"])
    for member in (ana, ben, dee):
        state_goal(member, RUN, formats=["written", "call-30"], sizes=SIZES)
    ask(quick_stage, ana)
    (suggestion,) = suggestions(quick_stage, "UDEE")
    assert suggestion.partnership_id == ROW
    cyn.command("/trellis", "leave")
    click(cyn, "leave_partnership")
    quick_stage.settle()
    for member in (ana, ben, dee):
        click(member, "suggestion_yes")
    quick_stage.settle()
    assert partnership(quick_stage).members == ("UANA", "UBEN")
    assert suggestions(quick_stage, "UDEE")[0].state is not SuggestionState.FORMED


def test_nobody_asks_for_a_partnership_of_others(quick_stage: Stage) -> None:
    signed(quick_stage, "UANA", "UBEN")
    cyn = looking(quick_stage, "UCYN")
    holding(cyn, "third_ask", ROW)
    quick_stage.settle()
    assert "I cannot find this among your partnerships" in cyn.read(cyn.ephemerals[-1])
    with quick_stage.trellis.context.database.read() as work:
        assert work.runs.due(quick_stage.trellis.workspace_id, quick_stage.slack.clock.now()) == ()


def test_partners_in_a_group_dm_of_their_own_read_a_farewell_in_the_old_one(quick_stage: Stage) -> None:
    ana, ben = signed(quick_stage, "UANA", "UBEN")
    (old,) = ana.group_dms
    cyn = looking(quick_stage, "UCYN")
    ask(quick_stage, ana)
    for member in (cyn, ben, ana):
        click(member, "suggestion_yes")
    jump(quick_stage, quick_stage.slack.clock.now() + timedelta(minutes=1))
    with quick_stage.trellis.context.database.read() as work:
        told = work.nudges.of_member(quick_stage.trellis.workspace_id, "ALL", OVER - timedelta(days=30))
    assert NudgeKind.FAREWELL in {one.kind for one in told}
    assert not has_button(cyn, "suggestion_yes")
    assert any("Your circle has changed, so it goes on in a new" in text for text in ben.texts(old.id))
