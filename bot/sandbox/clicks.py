"""What a click or a choice sends to the bot."""

from copy import deepcopy

from bot.sandbox import forms, payloads
from bot.sandbox.delivery import Acknowledgement, Kind
from bot.sandbox.elements import Placed
from bot.sandbox.line import Line
from bot.sandbox.objects import message_json
from bot.sandbox.onlooker import Values
from bot.sandbox.spots import Spot
from bot.sandbox.world import Json, Message, OpenView, Person

_SHOWN = ("text", "value", "style", "placeholder", "url", "initial_option", "initial_date", "initial_time")
"""Parts of an element that Slack repeats in the action."""


def send(line: Line, person: Person, spot: Spot, placed: Placed, answer: Json, values: Values) -> Acknowledgement:
    """Tell the bot what was clicked or chosen; `answer` is empty for a button."""
    if isinstance(spot, Message):
        payload = _at_message(line, person, spot, values)
    else:
        payload = _at_view(line, person, spot, values)
    payload["actions"] = [_action(line, placed, answer)]
    return line.deliver(Kind.INTERACTIVE, payload)


def with_state(view: Json, values: Values) -> Json:
    """Give a view as Slack sends it, every input in its state."""
    return deepcopy(view) | {"state": deepcopy(forms.state(view["blocks"], values))}


def _at_view(line: Line, person: Person, spot: OpenView, values: Values) -> Json:
    return payloads.view_action(line.world, person, with_state(spot.view, values))


def _at_message(line: Line, person: Person, message: Message, values: Values) -> Json:
    channel = line.world.conversations[message.channel]
    shown = deepcopy(message_json(line.world, message, with_metadata=False))
    url = line.response_url(person.id, channel.id, message.ts)
    payload = payloads.message_action(line.world, person, message, shown, channel, url)
    return payload | {"state": deepcopy(forms.state(message.blocks, values))}


def _action(line: Line, placed: Placed, answer: Json) -> Json:
    shown = {part: placed.element[part] for part in _SHOWN if part in placed.element}
    return {
        "type": placed.kind,
        "action_id": placed.action_id,
        "block_id": placed.block_id,
        **shown,
        **answer,
        "action_ts": line.world.clock.next_ts(),
    }
