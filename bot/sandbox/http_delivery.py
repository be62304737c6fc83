"""Signed HTTP requests to the bot, as Slack sends them to a request URL."""

import hashlib
import hmac
import http.client
import json
import time
from collections.abc import Mapping
from contextlib import closing
from typing import assert_never
from urllib.parse import urlencode, urlsplit

from bot.sandbox.delivery import PATIENCE, Acknowledgement, Kind, Trouble, trouble_of
from bot.sandbox.world import Json

FORM = "application/x-www-form-urlencoded"
JSON = "application/json"


class HttpDelivery:
    """Delivers to one request URL; `patience` is in seconds of real time."""

    def __init__(self, url: str, signing_secret: str, patience: float = PATIENCE) -> None:
        self._url = url
        self._secret = signing_secret
        self._patience = patience

    def deliver(self, kind: Kind, payload: Json, retry: int = 0, reason: str = "") -> Acknowledgement:
        """Post one payload, signed with the real time because Slack's verifiers compare with it."""
        content_type, body = encode(kind, payload)
        headers = {"Content-Type": content_type, **signature(self._secret, body)}
        if retry:
            headers |= {"X-Slack-Retry-Num": str(retry), "X-Slack-Retry-Reason": reason}
        return post(self._url, body, headers, self._patience)


def encode(kind: Kind, payload: Json) -> tuple[str, bytes]:
    """Give content type and body as Slack sends this kind."""
    match kind:
        case Kind.COMMAND:
            return FORM, urlencode(payload).encode()
        case Kind.INTERACTIVE:
            return FORM, urlencode({"payload": json.dumps(payload)}).encode()
        case Kind.EVENT:
            return JSON, json.dumps(payload).encode()
        case _:
            assert_never(kind)


def signature(secret: str, body: bytes, timestamp: int | None = None) -> dict[str, str]:
    """Sign a body by Slack's scheme v0; `timestamp` in Unix seconds is now unless given."""
    moment = str(int(time.time()) if timestamp is None else timestamp)
    digest = hmac.new(secret.encode(), b"v0:" + moment.encode() + b":" + body, hashlib.sha256)
    return {"X-Slack-Request-Timestamp": moment, "X-Slack-Signature": f"v0={digest.hexdigest()}"}


def post(url: str, body: bytes, headers: Mapping[str, str], patience: float = PATIENCE) -> Acknowledgement:
    """Post raw bytes and give what came back within `patience` seconds."""
    parts = urlsplit(url)
    began = time.monotonic()
    try:
        with closing(http.client.HTTPConnection(parts.netloc, timeout=patience)) as connection:
            connection.request("POST", parts.path or "/", body, dict(headers))
            answer = connection.getresponse()
            content, status = answer.read(), answer.status
            content_type = answer.headers.get_content_type()
    except TimeoutError:
        return Acknowledgement(0, None, time.monotonic() - began, Trouble.TIMEOUT)
    except (OSError, http.client.HTTPException):
        return Acknowledgement(0, None, time.monotonic() - began, Trouble.UNREACHABLE)
    seconds = time.monotonic() - began
    trouble = Trouble.TIMEOUT if seconds > patience else trouble_of(status)
    return Acknowledgement(status, _decoded(content, content_type), seconds, trouble)


def _decoded(content: bytes, content_type: str) -> Json | str | None:
    text = content.decode(errors="replace")
    if content_type != JSON or not text:
        return text or None
    try:
        decoded: Json | str = json.loads(text)
    except ValueError:
        return text
    return decoded
