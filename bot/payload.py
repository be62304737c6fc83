"""Reads the body of a request from Slack, once its signature has been verified."""

import json
from typing import Any
from urllib.parse import parse_qsl

FORM = "application/x-www-form-urlencoded"
JSON = "application/json"
Payload = dict[str, Any]


class MalformedError(ValueError):
    """A body is not one that Slack sends; it is never quoted."""


def parse(content_type: str, body: bytes) -> Payload:
    """Give the event, interaction or command in a body; raises MalformedError for anything else."""
    try:
        payload: Payload = _decode(content_type, body.decode())
    except (ValueError, RecursionError):
        raise MalformedError("the body cannot be decoded") from None
    if not _is_whole(payload):
        raise MalformedError("the body is not an event, an interaction or a command")
    return payload


def _decode(content_type: str, text: str) -> Any:
    if content_type == JSON:
        return json.loads(text)
    if content_type != FORM:
        raise MalformedError("this content type is not one of Slack's")
    form = dict(parse_qsl(text, keep_blank_values=True, errors="strict"))
    return json.loads(form["payload"]) if "payload" in form else form


def _is_whole(payload: object) -> bool:
    if not isinstance(payload, dict):
        return False
    match payload.get("type"):
        case "url_verification":
            return "challenge" in payload
        case "event_callback":
            return isinstance(payload.get("event"), dict) and isinstance(payload["event"].get("type"), str)
        case "block_actions":
            return isinstance(payload.get("actions"), list)
        case "view_submission" | "view_closed":
            return isinstance(payload.get("view"), dict)
        case _:
            return "command" in payload and "user_id" in payload
