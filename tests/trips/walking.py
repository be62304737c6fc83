"""Going forth and back between the two steps of a covenant."""

from typing import Any

from bot.sandbox import clicks
from bot.sandbox.actor import Actor
from bot.slack.blocks.ids import Action, Form

SUPPORT = "Ask what got in the way before you suggest anything"
SHARED = {
    "missed_check_in": 'We write "a line" beforehand\nand find another day',
    "missed_commitment": "We look for the next small step",
    "earlier": "We only met when we felt like it",
    "between_us": "Nothing about clients, figures or plans",
    "decisions": "We ask each other first, then our host",
    "harder": "We keep the hour and let the rest go",
}


def held(member: Actor) -> dict[str, Any]:
    """Give what every input of the open modal holds, by block id."""
    top = member.top_view
    assert top is not None
    values = clicks.with_state(top.view, top.view["state"]["values"])["state"]["values"]
    parts = ((block_id, one["answer"]) for block_id, one in values.items())
    return {block_id: _plain(next(part for name, part in one.items() if name != "type")) for block_id, one in parts}


def _plain(part: Any) -> Any:
    return part["value"] if isinstance(part, dict) else part


def forth(member: Actor) -> None:
    """Go on to the shared words."""
    assert member.submit(), member.modal
    assert member.modal is not None
    assert member.modal.callback_id == Form.COVENANT_WORDS


def back(member: Actor) -> None:
    """Go back to the own part and the terms."""
    member.click(Action.COVENANT_BACK)
    assert member.last_error is None
    assert member.modal is not None
    assert member.modal.callback_id == Form.COVENANT
