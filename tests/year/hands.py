"""How somebody acts in their client: presses, fills in, submits; what they did is noted with its instant."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.sandbox.actor import Actor
from bot.sandbox.elements import NotPossibleError, inputs
from bot.sandbox.forms import value_of
from bot.sandbox.world import Message
from bot.slack.blocks.ids import Action, Field, Form
from storage.vocabulary import Preset
from tests.year.people import One

COMMONS = "C0COMMONS"
"""The channel of the whole workspace, to which the bot was invited."""
MOST_STEPS = 5
"""Modals that one act may lead through."""
_LINES = {
    Field.COMMITMENT: "I do it three times before we check in again",
    Field.SUPPORT_STYLE: "Ask what got in the way before you suggest anything",
}
_LINE = "We talk about it the next day, and try once more"


@dataclass(frozen=True, slots=True)
class Act:
    """Something that somebody did; `errors` are what a form said against it."""

    at: datetime
    member_id: str
    name: str
    value: str = ""
    ts: str = ""
    errors: tuple[str, ...] = ()


def press(actor: Actor, action: Action, where: Message, value: str, now: datetime) -> Act | None:
    """Press a button in a message and see through whatever opens; None if it is no longer there."""
    try:
        actor.click(action, where, value or None)
    except NotPossibleError:
        return None
    if actor.last_error:
        raise AssertionError(f"{actor.id} pressed {action}: {actor.last_error}")
    return Act(now, actor.id, action, value, where.ts, see_through(actor))


def state_goal(actor: Actor, one: One, now: datetime) -> Act:
    """State the goal, in the modal that the command opens."""
    actor.command("/trellis", "goal")
    if actor.modal is None:
        raise AssertionError(f"{actor.id} was given no goal modal: {actor.last_error}")
    actor.fill({Field.GOAL: one.goal, **one.choices})
    return Act(now, actor.id, "goal", errors=see_through(actor))


def settle_practice(actor: Actor, preset: Preset, now: datetime) -> Act:
    """Choose, as a host, how the workspace practises and where its pulse goes."""
    actor.command("/trellis", "settings")
    actor.fill({Field.PRESET: preset, Field.PULSE_CHANNEL: COMMONS, Field.DECLARING_CHANNEL: COMMONS})
    return Act(now, actor.id, "settings", errors=see_through(actor))


def see_through(actor: Actor) -> tuple[str, ...]:
    """Fill in and submit what is open, step by step; closes what cannot be submitted and gives what it said."""
    said: tuple[str, ...] = ()
    for _ in range(MOST_STEPS):
        if actor.modal is None:
            return said
        _fill_in(actor)
        if not actor.modal.view.get("submit"):
            break
        if not actor.submit():
            if actor.last_error:
                raise AssertionError(f"{actor.id} submitted {actor.modal.callback_id}: {actor.last_error}")
            said = tuple(actor.modal.errors.values())
            break
    while actor.modal is not None:
        actor.close()
    return said


def _fill_in(actor: Actor) -> None:
    """Put something into every input that has nothing and needs it."""
    assert actor.modal is not None
    view = actor.modal.view
    for placed in inputs(view["blocks"]):
        held = value_of(placed, view["state"]["values"])
        empty = not next((held[part] for part in held if part != "type"), None)
        if (not empty or placed.block.get("optional")) and view["callback_id"] != Form.PAUSE:
            continue
        actor.fill({placed.block_id: _given(actor, placed.kind, placed.block_id, placed.element)})


def _given(actor: Actor, kind: str, block_id: str, element: dict[str, object]) -> str:
    today = actor.world.clock.now().date()
    match kind:
        case "plain_text_input":
            return _LINES.get(Field(block_id), _LINE)
        case "datepicker":
            return (today + timedelta(days=14)).isoformat()
        case "timepicker":
            return "12:00"
        case "users_select":
            near = {actor.id, actor.world.bot_user_id}.union(*(place.members for place in actor.group_dms))
            return min(actor.world.people.keys() - near, default=actor.id)
        case _:
            options = element["options"]
            assert isinstance(options, list)
            return str(options[0]["value"])
