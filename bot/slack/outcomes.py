"""How a call to Slack can fail: for certain nothing happened, or nobody can tell."""

import re
import socket
import ssl
from collections.abc import Callable
from enum import StrEnum, unique
from http.client import HTTPException
from typing import Any, TypeVar
from urllib.error import URLError

from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from matching.errors import TrellisError

Answer = TypeVar("Answer")
_ERROR_NAME = re.compile(r"[a-z][a-z0-9_]{1,63}")
_UNCERTAIN = frozenset({"internal_error", "fatal_error", "service_unavailable", "request_timeout"})
"""Slack says of these that some part of the request may have been carried out."""
_SLOW_DOWN = frozenset({"ratelimited", "rate_limited"})
_MENDABLE = frozenset(
    {
        "not_authed",
        "invalid_auth",
        "token_expired",
        "token_revoked",
        "account_inactive",
        "missing_scope",
        "team_added_to_org",
        "org_login_required",
        "accesslimited",
        "ekm_access_denied",
        "message_limit_exceeded",
    }
)
"""These speak of the installation or the workspace, so the same call is right once somebody has mended that."""
FAILURES = (SlackApiError, OSError, HTTPException, ValueError, AttributeError)
"""All that slack_sdk raises; the last for JSON that is not an object."""
RATE_LIMITED = "ratelimited"
_NEVER_LEFT = (ConnectionRefusedError, socket.gaierror, ssl.SSLCertVerificationError)


@unique
class CallOutcome(StrEnum):
    """How a call ended, for operators."""

    SENT = "sent"
    NOT_SENT = "not-sent"
    RATE_LIMITED = "rate-limited"
    UNKNOWN = "unknown"


class NotSentError(TrellisError):
    """Slack did not do it; `retry_after` is in seconds, and a `permanent` refusal will not change by trying again."""

    def __init__(self, code: str, retry_after: float | None = None, permanent: bool = False) -> None:
        super().__init__(f"Slack did not do it: {code}.")
        self.code = code
        self.retry_after = retry_after
        self.permanent = permanent


class OutcomeUnknownError(TrellisError):
    """Slack may or may not have done it, so look before trying again."""

    def __init__(self, code: str) -> None:
        super().__init__(f"Slack may or may not have done it: {code}.")
        self.code = code


def ask(call: Callable[..., Answer], **arguments: Any) -> Answer:
    """Make a call of slack_sdk; raises NotSentError or OutcomeUnknownError and nothing that repeats the request."""
    try:
        return call(**arguments)
    except FAILURES as error:
        failure = failure_of(error)
    # Raised outside the handler, so that the SDK's error, which holds Slack's whole answer, is not even its context.
    raise failure


def failure_of(error: Exception) -> NotSentError | OutcomeUnknownError:
    """Say what an error of slack_sdk means."""
    return _of_answer(error.response) if isinstance(error, SlackApiError) else _of_connection(error)


def outcome_of(error: Exception) -> CallOutcome:
    """Tell in one word how a call ended that raised this."""
    failure = failure_of(error)
    if isinstance(failure, OutcomeUnknownError):
        return CallOutcome.UNKNOWN
    return CallOutcome.RATE_LIMITED if failure.code == RATE_LIMITED else CallOutcome.NOT_SENT


def _of_answer(answer: SlackResponse) -> NotSentError | OutcomeUnknownError:
    body = answer.data if isinstance(answer.data, dict) else {}
    code = str(body.get("error"))
    if answer.status_code == 429 or code in _SLOW_DOWN:
        return NotSentError(RATE_LIMITED, retry_after=_retry_after(answer))
    if answer.status_code >= 500:
        return OutcomeUnknownError(f"http_{answer.status_code}")
    if "error" not in body or not _ERROR_NAME.fullmatch(code):
        return OutcomeUnknownError("not_json")  # slack_sdk puts a body that it cannot read in the error's place
    if code in _UNCERTAIN:
        return OutcomeUnknownError(code)
    return NotSentError(code, permanent=code not in _MENDABLE)


def _retry_after(answer: SlackResponse) -> float | None:
    headers = {name.lower(): value for name, value in answer.headers.items()}
    given = str(headers.get("retry-after", ""))
    return float(given) if given.isdecimal() else None


def _of_connection(error: Exception) -> NotSentError | OutcomeUnknownError:
    cause = error.reason if isinstance(error, URLError) and isinstance(error.reason, Exception) else error
    if isinstance(cause, _NEVER_LEFT):
        return NotSentError(type(cause).__name__)
    return OutcomeUnknownError(type(cause).__name__)
