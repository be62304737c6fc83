"""Steps that many journeys begin with, done as members do them."""

from datetime import datetime

from bot.sandbox.actor import Actor
from bot.sandbox.elements import NotPossibleError
from bot.sandbox.fields import Given
from bot.sandbox.spots import Where
from bot.sandbox.stage import Stage
from tests.trips.cast import MONDAY_RUN

RUN = "Run three times a week until I can run ten kilometres"
TRAIN = "Train for a 10 km run with three runs every week"
PROMISE = "I run on Tuesday, Thursday and Sunday, whatever the weather"


def state_goal(member: Actor, text: str, **choices: Given) -> None:
    """State a goal through the command and its modal, and keep it as it is where it draws a hint."""
    member.command("/trellis", "goal")
    member.fill({"goal": text, **choices})
    assert member.submit(), member.modal
    if member.modal:
        assert member.submit(), member.modal


def click(member: Actor, action: str) -> None:
    """Press a button in the newest message that has it."""
    member.click(action, Where.MESSAGES)
    assert member.last_error is None


def jump(stage: Stage, instant: datetime) -> None:
    """Move the clock to an instant at once, and let the worker do what is due then."""
    stage.slack.clock.move_to(instant)
    stage.settle()


def morning_in_new_york(stage: Stage) -> None:
    """Come to the hour at which Cyn can read what the others, who are further east, got already."""
    now = stage.slack.clock.now()
    jump(stage, max(now, now.replace(hour=14, minute=0)))


def suggest(stage: Stage, *ids: str) -> list[Actor]:
    """Let members with close goals state them and reach the Monday on which they are suggested to one another."""
    members = [stage.slack.member(one) for one in ids]
    for member, goal in zip(members, (RUN, TRAIN, f"{RUN} and {TRAIN}"), strict=False):
        state_goal(member, goal)
    jump(stage, MONDAY_RUN)
    if "UCYN" in ids:
        morning_in_new_york(stage)
    return members


def form(stage: Stage, *ids: str) -> list[Actor]:
    """Let suggested members all say yes, so that their group DM opens."""
    members = suggest(stage, *ids)
    for member in members:
        click(member, "suggestion_yes")
    stage.settle()
    return members


def sign_all(stage: Stage, *ids: str) -> list[Actor]:
    """Let a partnership propose a covenant and sign it."""
    members = form(stage, *ids)
    click(members[0], "covenant_open")
    members[0].fill(commitment=PROMISE)
    assert submit_covenant(members[0]), members[0].modal
    stage.settle()
    for member in members:
        click(member, "covenant_sign")
        if member.modal:
            member.fill(commitment=PROMISE)
            assert member.submit(), member.modal
    stage.settle()
    return members


def submit_covenant(member: Actor, **words: str) -> bool:
    """Submit both steps of a covenant, with shared words in the second; gives whether it is proposed."""
    if not member.submit():
        return False
    member.fill(words)
    return member.submit()


def sees(member: Actor, words: str) -> bool:
    """Tell whether any message that the member can see shows these words."""
    return any(words in text for text in member.texts())


def has_button(member: Actor, action: str) -> bool:
    """Tell whether the member could press this button in a message."""
    try:
        member.aim(action, Where.MESSAGES)
    except NotPossibleError:
        return False
    return True
