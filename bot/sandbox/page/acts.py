"""What a person can do on the page; each act goes through the Actor and says which place to show afterwards."""

from collections.abc import Callable, Mapping

from werkzeug.datastructures import MultiDict

from bot.sandbox.actor import Actor
from bot.sandbox.elements import NotPossibleError
from bot.sandbox.page.fields import given
from bot.sandbox.page.places import Place
from bot.sandbox.page.playground import Playground
from bot.sandbox.spots import Where
from bot.sandbox.world import Message

Form = MultiDict[str, str]
Act = Callable[[Playground, Actor, Place, Form], str]
COMMAND = "/trellis"


def press(playground: Playground, actor: Actor, place: Place, form: Form) -> str:
    """Click a button; what was typed into an open modal is kept first."""

    def does() -> None:
        where = _where(actor, place, form.get("spot", ""))
        _keep(actor, form)
        action_id, _, value = form.get("press", "").partition(" ")
        actor.click(action_id, where, value or None)

    playground.act(actor, does)
    return place.id


def submit(playground: Playground, actor: Actor, place: Place, form: Form) -> str:
    """Fill in the open modal and send it."""

    def does() -> None:
        _keep(actor, form)
        actor.submit()

    playground.act(actor, does)
    return place.id


def close(playground: Playground, actor: Actor, place: Place, _form: Form) -> str:
    """Close the open modal."""
    playground.act(actor, actor.close)
    return place.id


def write(playground: Playground, actor: Actor, place: Place, form: Form) -> str:
    """Type a command, or a message to the people in the place; where nobody can write, a command goes to #general."""
    text = form.get("text", "").replace("\r\n", "\n").strip()
    answers = len(actor.ephemerals)
    name, _, rest = text.partition(" ")
    channel_id = place.id if place.is_writable else actor.world.general_id

    def does() -> None:
        if name == COMMAND:
            actor.command(COMMAND, rest.strip(), channel_id)
        elif text.startswith("/"):
            raise NotPossibleError(f"the only command here is {COMMAND}")
        elif text:
            actor.say(text, place.id)

    playground.act(actor, does)
    return channel_id if len(actor.ephemerals) > answers else place.id


ACTS: Mapping[str, Act] = {"press": press, "submit": submit, "close": close, "write": write}


def _where(actor: Actor, place: Place, spot: str) -> Where | Message:
    if spot == Where.MODAL:
        return Where.MODAL
    if spot == Where.HOME:
        actor.client.at_home = True  # another tab of the browser may have looked elsewhere since
        return Where.HOME
    for message in actor.messages(place.id):
        if message.ts == spot:
            return message
    raise NotPossibleError("that message is no longer there")


def _keep(actor: Actor, form: Form) -> None:
    if actor.modal and form.get("modal") == actor.modal.view["id"]:
        actor.fill(given(actor.modal, form))
