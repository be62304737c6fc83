"""Tells a member one sentence, at the place where they just acted."""

import logging
from collections.abc import Mapping
from enum import StrEnum, unique
from typing import Any, assert_never

from slack_bolt import BoltResponse
from slack_sdk import WebClient

from bot.slack.message import Message
from bot.slack.outcomes import NotSentError, OutcomeUnknownError, ask
from bot.slack.response_url import answer_privately

Body = Mapping[str, Any]
_log = logging.getLogger(__name__)


@unique
class Place(StrEnum):
    """Where a member acted, which decides how they can be answered."""

    SUBMISSION = "submission"
    COMMAND = "command"
    MESSAGE = "message"
    VIEW = "view"
    NOWHERE = "nowhere"


def place_of(body: Body) -> Place:
    """Tell where a request comes from; events come from nowhere, since nobody waits for their answer."""
    if "command" in body:
        return Place.COMMAND
    match body.get("type"):
        case "view_submission":
            return Place.SUBMISSION
        case "block_actions":
            return Place.MESSAGE if body.get("response_url") else Place.VIEW
        case _:
            return Place.NOWHERE


def tell(sentence: str, body: Body, client: WebClient, field: str | None = None) -> BoltResponse:
    """Give the acknowledgement that shows the sentence, or that goes with showing it; never raises for Slack."""
    place = place_of(body)
    match place:
        case Place.SUBMISSION:
            return BoltResponse(status=200, body=_on_submission(sentence, body["view"], field))
        case Place.COMMAND:
            return BoltResponse(status=200, body={"response_type": "ephemeral", "text": sentence})
        case Place.MESSAGE:
            answer_privately(body["response_url"], Message(sentence, []))
        case Place.VIEW:
            _show(sentence, body, client)
        case Place.NOWHERE:
            pass
        case _:
            assert_never(place)
    return BoltResponse(status=200)


def _on_submission(sentence: str, view: Body, field: str | None) -> dict[str, Any]:
    # Slack shows an error only at an input block; at any other block the modal ends in "trouble connecting".
    inputs = [block["block_id"] for block in view.get("blocks", ()) if block.get("type") == "input"]
    if not inputs:
        return {"response_action": "push", "view": _modal(sentence)}
    return {"response_action": "errors", "errors": {field if field in inputs else inputs[0]: sentence}}


def _show(sentence: str, body: Body, client: WebClient) -> None:
    in_modal = (body.get("view") or {}).get("type") == "modal"
    try:
        ask(client.views_push if in_modal else client.views_open, trigger_id=body["trigger_id"], view=_modal(sentence))
    except (NotSentError, OutcomeUnknownError) as error:
        _log.warning("a member could not be answered: %s", error.code)


def _modal(sentence: str) -> dict[str, Any]:
    return {
        "type": "modal",
        "title": {"type": "plain_text", "text": "Trellis"},
        "close": {"type": "plain_text", "text": "Close"},
        "blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": sentence}}],
    }
