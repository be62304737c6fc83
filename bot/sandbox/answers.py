"""What Slack does with the body of an acknowledgement."""

from bot.sandbox import modals
from bot.sandbox.blocks_check import checked_view
from bot.sandbox.elements import inputs
from bot.sandbox.methods.views import DEEPEST
from bot.sandbox.posting import content, post
from bot.sandbox.refusals import Refused
from bot.sandbox.world import Conversation, Json, OpenView, World
from matching.errors import TrellisError


class NotUnderstoodError(TrellisError):
    """An acknowledgement that Slack can make nothing of; people see that it had trouble connecting."""


def to_submission(world: World, modal: OpenView, body: Json | str | None) -> dict[str, str]:
    """Carry out the answer to a submitted modal; gives the errors to show, by block id."""
    stack = world.modals[modal.person]
    try:
        match body:
            case _ if not body:
                world.modals[modal.person] = [view for view in stack if view is not modal]
            case {"response_action": "clear"}:
                world.modals[modal.person] = []
            case {"response_action": "errors", "errors": dict(errors)}:
                return _errors(modal.view, errors)
            case {"response_action": "update", "view": given}:
                modals.replace(world, modal, checked_view(world, given, "modal"))
            case {"response_action": "push", "view": given} if len(stack) < DEEPEST:
                modals.push(world, modal.person, checked_view(world, given, "modal"))
            case _:
                raise NotUnderstoodError("this is no answer to a view submission")
    except Refused as refused:
        raise NotUnderstoodError(refused.error) from refused
    return {}


def to_command(world: World, person_id: str, channel: Conversation, body: Json | str | None) -> None:
    """Show the answer to a slash command, to the person alone unless it says `in_channel`."""
    if not body:
        return
    said = {"text": body} if isinstance(body, str) else body
    to_all = said.get("response_type") == "in_channel"
    try:
        post(world, channel, content(world, said), None if to_all else person_id)
    except Refused as refused:
        raise NotUnderstoodError(refused.error) from refused


def _errors(view: Json, errors: Json) -> dict[str, str]:
    known = {placed.block_id for placed in inputs(view["blocks"])}
    if not errors or not errors.keys() <= known:
        raise NotUnderstoodError("errors name blocks that are no inputs of this view")
    return {block_id: str(error) for block_id, error in errors.items()}
