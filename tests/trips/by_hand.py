"""Requests that no client would send, signed all the same: hand-made payloads, altered buttons, other workspaces."""

from bot.sandbox import clicks, payloads
from bot.sandbox.actor import Actor
from bot.sandbox.delivery import Acknowledgement, Kind
from bot.sandbox.http_delivery import encode, signature
from bot.sandbox.stage import Stage
from bot.sandbox.world import Json, Message


def send(stage: Stage, kind: Kind, payload: Json) -> Acknowledgement:
    """Post a payload with a good signature."""
    content_type, body = encode(kind, payload)
    headers = {"Content-Type": content_type, **signature(stage.slack.world.signing_secret, body)}
    return stage.slack.raw_post("/slack/events", body, headers)


def submit(stage: Stage, member: Actor, values: Json) -> Acknowledgement:
    """Submit the open modal with these answers by block id, whatever its inputs allow."""
    top = member.top_view
    assert top is not None
    view = clicks.with_state(top.view, top.view["state"]["values"])
    for block_id, answer in values.items():
        view["state"]["values"][block_id] = {"answer": answer}
    return send(stage, Kind.INTERACTIVE, payloads.view_submission(stage.slack.world, member.person, view))


def alter_button(message: Message, action_id: str, value: str) -> None:
    """Let a button of a message carry something else."""
    buttons = [part for block in message.blocks if block["type"] == "actions" for part in block["elements"]]
    (button,) = [one for one in buttons if one["action_id"] == action_id]
    button["value"] = value
