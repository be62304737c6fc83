"""Twenty-one requests that nobody at Slack sends, for a look at how Bolt's own Flask adapter takes them."""

import json
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlencode

from bot.payload import FORM, JSON
from bot.sandbox.http_delivery import signature
from tests.proofs.bolt_defaults import make_wsgi
from tests.proofs.fuzz_gate import answer
from tests.proofs.web_process import WORLD

Probe = tuple[str, bytes, Mapping[str, str]]
"""Content type, body and headers."""


def probes() -> Iterator[Probe]:
    """Give eleven without a signature, two with an odd one, and eight signed ones."""
    for body in (b"", b'{"type": ', b"[1]", b'"x"', b"1", b"null", b"[" * 100_000, b"\xff\xfe{"):
        yield JSON, body, {}
    for text in ("[]", "null", "{"):
        yield FORM, urlencode({"payload": text}).encode(), {}
    good = b'{"type": "event_callback", "event": {"type": "x"}}'
    yield JSON, good, {**signature(WORLD.signing_secret, good), "X-Slack-Request-Timestamp": "soon"}
    yield JSON, good, {**signature(WORLD.signing_secret, good), "X-Slack-Signature": "v0=\xe9"}
    odd: tuple[Any, ...] = (
        {"type": "event_callback", "event": None},
        {"type": "event_callback", "event": "x"},
        {"type": "event_callback", "event": {"type": 1}, "authorizations": "x"},
        {"type": "block_actions", "actions": None},
        {"type": "block_actions", "actions": [], "user": "x"},
        {"type": "view_submission", "view": None},
        {"type": "view_submission", "view": "x"},
        {"command": None, "user": [], "team": 1},
    )
    for payload in odd:
        body = urlencode({"payload": json.dumps(payload)}).encode()
        yield FORM, body, signature(WORLD.signing_secret, body)


def broken_by_probes(wsgi: Any) -> int:
    """Count the probes that end in a status of 500 or more."""
    return sum(1 for kind, body, headers in probes() if answer(wsgi, body, kind, headers) >= 500)


def plain_bolt(base_url: str) -> Any:
    """Build a bot as Bolt's guide does, with a Slack that answers it."""
    return make_wsgi(base_url, WORLD.bot_token, WORLD.signing_secret)
