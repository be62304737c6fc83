"""What a person has put into a form, and what their client says before it sends anything."""

from collections.abc import Iterable, Mapping

from bot.sandbox.elements import Placed, inputs, interactive
from bot.sandbox.fields import FIELDS, field_of, initial
from bot.sandbox.world import Json

Answers = Mapping[str, Mapping[str, Json]]
"""State of the touched elements by block id and action id, as `state.values` holds it."""

REQUIRED = "Please complete this required field."
LONGEST_TEXT = 3000
"""Characters that a text input takes when the bot sets no other bound."""


def state(blocks: Iterable[Json], answers: Answers) -> Json:
    """Give `state` as Slack sends it: every element that holds a value, touched or not."""
    values: dict[str, Json] = {}
    for placed in interactive(blocks):
        if placed.kind in FIELDS and placed.kind != "overflow":
            values.setdefault(placed.block_id, {})[placed.action_id] = value_of(placed, answers)
    return {"values": values}


def value_of(placed: Placed, answers: Answers) -> Json:
    """Give one element's state, with what it started with if nobody touched it."""
    touched = answers.get(placed.block_id, {}).get(placed.action_id)
    return initial(placed) if touched is None or touched["type"] != placed.kind else touched


def complaints(blocks: Iterable[Json], answers: Answers) -> dict[str, str]:
    """Give what the client shows beneath the inputs, by block id; empty if the form may be sent."""
    found = {placed.block_id: _complaint(placed, answers) for placed in inputs(blocks)}
    return {block_id: complaint for block_id, complaint in found.items() if complaint}


def _complaint(placed: Placed, answers: Answers) -> str | None:
    content = value_of(placed, answers)[field_of(placed).answer]
    if content in (None, "", []):
        return None if placed.block.get("optional") else REQUIRED
    if placed.kind != "plain_text_input":
        return None
    shortest = placed.element.get("min_length", 0)
    longest = placed.element.get("max_length", LONGEST_TEXT)
    if len(content) < shortest:
        return f"Please enter at least {shortest} characters."
    return f"Please enter no more than {longest} characters." if len(content) > longest else None
