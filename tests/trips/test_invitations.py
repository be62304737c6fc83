"""Circles that members form themselves with `/trellis circle`: everybody accepts, and nobody's no is ever seen."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from bot.sandbox import payloads
from bot.sandbox.actor import Actor
from bot.sandbox.delivery import Kind
from bot.sandbox.stage import Stage
from bot.slack.blocks.suggestion import CLOSED
from storage.vocabulary import SuggestionState
from tests.trips.by_hand import send
from tests.trips.cast import FRIDAY
from tests.trips.rows import partnerships, suggestions
from tests.trips.screen import told
from tests.trips.steps import RUN, TRAIN, click, has_button, jump, morning_in_new_york, sees, state_goal

LAPSED = FRIDAY + timedelta(days=7)
INVITED = "would like to form a circle with"


def members(stage: Stage, *ids: str) -> list[Actor]:
    found = [stage.slack.member(one) for one in ids]
    for one in found:
        state_goal(one, RUN)
    return found


def invite(stage: Stage, inviter: Actor, *ids: str) -> str:
    answer = told(inviter, "circle " + " ".join(f"@{one[1:].lower()}" for one in ids))
    stage.settle()
    if "UCYN" in ids:
        morning_in_new_york(stage)
    return answer


def test_a_circle_forms_once_everybody_has_said_yes(quick_stage: Stage) -> None:
    ana, ben, cyn, dee = members(quick_stage, "UANA", "UBEN", "UCYN", "UDEE")
    answer = invite(quick_stage, ana, "UBEN", "UCYN", "UDEE")
    assert "I pass your invitation on to @Ben Okafor, @Cyn Lin and @Dee Moreau, in the hours they chose." in answer
    assert "lapses on Friday 27 November 2026 at 10:00 (Europe/Berlin), and nobody is told why" in answer
    assert sees(ben, "@Ana Petrova would like to form a circle with @Cyn Lin, @Dee Moreau and you.")
    assert sees(ben, RUN)
    assert not has_button(ana, "suggestion_yes"), "who invites has said yes"
    for one in (ben, cyn, dee):
        assert partnerships(quick_stage) == ()
        click(one, "suggestion_yes")
    quick_stage.settle()
    (circle,) = partnerships(quick_stage)
    assert circle.members == ("UANA", "UBEN", "UCYN", "UDEE")
    assert len(ana.group_dms) == 1
    assert sees(ana, "everybody said yes. Start with a 15-minute call")


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("circle", "Please name two to five people, each with an @"),
        ("circle @ben", "Please name two to five people, each with an @"),
        ("circle @nobody @cyn", "Please name two to five people, each with an @"),
        ("circle @ben and somebody", "Please name two to five people, each with an @"),
        ("circle @ben @ben", "Please name two to five people, each with an @"),
        ("circle @ana @ben", "You are part of it anyway."),
        ("circle @ben @cyn", "@Cyn Lin has not joined Trellis yet, so I have asked nobody."),
        ("circle @ben, @cyn, @dee", "@Cyn Lin and @Dee Moreau have not joined Trellis yet"),
    ],
)
def test_what_cannot_be_an_invitation_is_said_and_nobody_is_asked(quick_stage: Stage, typed: str, answer: str) -> None:
    ana, ben = members(quick_stage, "UANA", "UBEN")
    assert answer in told(ana, typed)
    quick_stage.settle()
    assert suggestions(quick_stage, "UANA") == ()
    assert not sees(ben, INVITED)
    assert not quick_stage.slack.member("UCYN").texts()


@pytest.mark.parametrize("made_up", ["<@U1>", f"<@{'X' * 40}>", "<@1>", "<@U1> <@U2> <@U3> <@U4> <@U5>"])
def test_a_made_up_person_is_one_who_has_not_joined(quick_stage: Stage, made_up: str) -> None:
    ana, _ = members(quick_stage, "UANA", "UBEN")
    world = quick_stage.slack.world
    place = world.conversations[world.general_id]
    said = payloads.slash_command(world, ana.person, place, "/trellis", f"circle <@UBEN> {made_up}", "")
    answer = send(quick_stage, Kind.COMMAND, said)
    assert answer.status == 200
    assert suggestions(quick_stage, "UANA") == ()


def test_who_has_not_joined_or_is_away_invites_nobody(quick_stage: Stage) -> None:
    ana = quick_stage.slack.member("UANA")
    assert "Please state a goal first" in told(ana, "circle @ben @cyn")
    members(quick_stage, "UANA", "UBEN", "UCYN")
    ana.command("/trellis", "pause")
    assert "You take no part at the moment" in told(ana, "circle @ben @cyn")


def test_a_no_lets_it_end_in_the_words_of_every_ending(quick_stage: Stage) -> None:
    ana, ben, cyn = members(quick_stage, "UANA", "UBEN", "UCYN")
    invite(quick_stage, ana, "UBEN", "UCYN")
    click(ben, "suggestion_no")
    quick_stage.settle()
    assert ana.texts(ana.dm.id)[-1] == CLOSED.replace("`", "")
    assert not any("Ben" in text for text in ana.texts(ana.dm.id))
    assert has_button(cyn, "suggestion_yes")
    click(cyn, "suggestion_yes")
    assert partnerships(quick_stage) == ()
    assert "The same people were asked this week already" in invite(quick_stage, ana, "UCYN", "UBEN")


def kept_apart(stage: Stage, _ben: Actor) -> None:
    with stage.trellis.context.database.write() as work:
        work.avoidances.add(stage.trellis.workspace_id, "UBEN", "UANA")
        work.commit()


def apart_from_another(stage: Stage, _ben: Actor) -> None:
    with stage.trellis.context.database.write() as work:
        work.avoidances.add(stage.trellis.workspace_id, "UCYN", "UBEN")
        work.commit()


def paused(_stage: Stage, ben: Actor) -> None:
    ben.command("/trellis", "pause")


@pytest.mark.parametrize("hindered", [kept_apart, apart_from_another, paused])
def test_what_keeps_people_apart_reads_like_silence(
    quick_stage: Stage, hindered: Callable[[Stage, Actor], None]
) -> None:
    ana, ben, cyn = members(quick_stage, "UANA", "UBEN", "UCYN")
    hindered(quick_stage, ben)
    read = experience(quick_stage, ana)
    assert read == [
        "I pass your invitation on to @Ben Okafor and @Cyn Lin, in the hours they chose. Once everybody has said yes, "
        "I open a group DM for all of you. If not everybody does, it lapses on Friday 27 November 2026 at 10:00 "
        "(Europe/Berlin), and nobody is told why.",
        "You have asked others already. Please wait for their answers; what is not answered lapses within a week.",
        CLOSED.replace("`", ""),
    ]
    assert not sees(ben, INVITED)
    assert not sees(cyn, INVITED)


def test_silence_reads_so(quick_stage: Stage) -> None:
    ana, ben, cyn = members(quick_stage, "UANA", "UBEN", "UCYN")
    read = experience(quick_stage, ana)
    assert read[0].startswith("I pass your invitation on to @Ben Okafor and @Cyn Lin, in the hours they chose.")
    assert read[2] == CLOSED.replace("`", "")
    assert sees(ben, "This introduction did not come together")
    assert sees(cyn, "This introduction did not come together")
    assert suggestions(quick_stage, "UANA")[0].state is SuggestionState.EXPIRED


def experience(stage: Stage, ana: Actor) -> list[str]:
    """Invite, try again, wait until it has lapsed: give everything that the inviter is told."""
    first = invite(stage, ana, "UBEN", "UCYN")
    again = invite(stage, ana, "UBEN", "UCYN")
    jump(stage, LAPSED)
    return [first, again, *(text for text in ana.texts(ana.dm.id) if "introduction" in text)]


def test_who_is_invited_still_gets_suggestions_and_who_said_yes_waits(quick_stage: Stage) -> None:
    ana, _, cyn = members(quick_stage, "UANA", "UBEN", "UCYN")
    state_goal(quick_stage.slack.member("UDEE"), TRAIN, parts=["evening"])
    invite(quick_stage, ana, "UBEN", "UCYN")
    click(cyn, "suggestion_yes")
    with quick_stage.trellis.context.database.read() as work:
        assert work.suggestions.open_members(quick_stage.trellis.workspace_id) == {"UANA", "UCYN"}


def test_nobody_forms_a_circle_with_their_manager(quick_stage: Stage) -> None:
    ana, ben, cyn = members(quick_stage, "UANA", "UBEN", "UCYN")
    with quick_stage.trellis.context.database.write() as work:
        work.members.set_manager(quick_stage.trellis.workspace_id, "UCYN", "UBEN")
        work.commit()
    assert "A circle is among equals" in invite(quick_stage, ana, "UBEN", "UCYN")
    assert not sees(ben, INVITED)
    assert not sees(cyn, INVITED)


def test_an_invited_member_who_is_full_by_then_ends_it_kindly(quick_stage: Stage) -> None:
    ana, ben, cyn = members(quick_stage, "UANA", "UBEN", "UCYN")
    invite(quick_stage, ana, "UBEN", "UCYN")
    click(cyn, "suggestion_yes")
    ana.command("/trellis", "pause")
    jump(quick_stage, datetime(2026, 11, 20, 14, 5, tzinfo=UTC))
    click(ben, "suggestion_yes")
    quick_stage.settle()
    assert partnerships(quick_stage) == ()
    assert sees(cyn, "This introduction did not come together")
