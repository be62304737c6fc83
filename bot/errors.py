"""The one place where an error becomes a sentence for a member, a line in the log and an answer to Slack."""

import logging
import secrets
from collections.abc import Mapping
from typing import Any

from slack_bolt import BoltResponse
from slack_sdk import WebClient

from bot.frames import Frames
from bot.services.errors import MemberError
from bot.slack.notice import Place, place_of, tell
from bot.slack.outcomes import NotSentError, OutcomeUnknownError
from storage.errors import DatabaseUnusableError, NoLongerFitsError

Body = Mapping[str, Any]
_LATE = frozenset({"expired_trigger_id", "exchanged_trigger_id"})
"""We were slower than Slack's 3 s; the next click brings a fresh trigger."""
_log = logging.getLogger(__name__)


def respond_to_error(error: Exception, body: Body, client: WebClient) -> BoltResponse:
    """Answer what any listener or middleware raised; register it with `app.error`.

    The status is 200, except for an event that can be had again: with 503 Slack delivers it once more.
    """
    if place_of(body) is Place.NOWHERE:
        return _ask_again_or_drop(error)
    field = error.field if isinstance(error, MemberError) else None
    return tell(_sentence(error, body), body, client, field)


def _ask_again_or_drop(error: Exception) -> BoltResponse:
    if isinstance(error, DatabaseUnusableError) or _is_passing(error):
        _log.warning("an event is put off: %s", Frames(error))
        return BoltResponse(status=503)
    if not isinstance(error, MemberError):
        _log.error("an event was dropped, reference %s: %s", secrets.token_hex(4), Frames(error))
    return BoltResponse(status=200)


def _sentence(error: Exception, body: Body) -> str:
    if isinstance(error, MemberError):
        return str(error)
    if isinstance(error, NoLongerFitsError):
        return "Something changed in the meantime, so nothing was kept. Please open it again."
    if _is_passing(error):
        _log.warning("Slack did not answer: %s", Frames(error))
        return _once_more(body)
    reference = secrets.token_hex(4)
    _log.error("reference %s: %s", reference, Frames(error))
    return (
        "Something went wrong on our side. Please try again; if it stays, "
        f"tell whoever runs Trellis here this reference: {reference}"
    )


def _is_passing(error: Exception) -> bool:
    if isinstance(error, NotSentError):
        return not error.permanent or error.code in _LATE
    return isinstance(error, OutcomeUnknownError)


def _once_more(body: Body) -> str:
    if place_of(body) is not Place.SUBMISSION:
        return "Slack did not answer just now. Please try that again in a moment."
    button = (body["view"].get("submit") or {}).get("text", "Submit")
    return f"Slack did not answer just now. Your text is still here; please press {button} again in a moment."
