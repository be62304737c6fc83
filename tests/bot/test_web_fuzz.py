import json
from typing import Any
from urllib.parse import urlencode

import pytest
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.payload import FORM, JSON
from tests.bot.edge import Told
from tests.bot.gate import COMMAND, EVENT, gate, post, signed

BODY = urlencode(COMMAND).encode()
SUBMISSION = {"type": "view_submission", "user": {"id": "U1"}, "view": {"type": "modal", "callback_id": "form"}}
HEADS = ["type", "event", "view", "user", "team", "enterprise", "channel", "actions", "authorizations", "message"]
FIELDS = ["command", "text", "user_id", "team_id", "id", "bot_id", "is_enterprise_install", "function_data", "item"]
NAMES = st.sampled_from([*HEADS, *FIELDS])
GARBAGE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=5),
    max_leaves=12,
)


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return gate(Told()).test_client()


@settings(max_examples=150, deadline=None)
@given(
    body=st.binary(max_size=60) | GARBAGE.map(lambda value: json.dumps(value).encode()),
    content_type=st.sampled_from([FORM, JSON, "", "text/plain", "multipart/form-data; boundary=x", "é"]),
    wrapped=st.booleans(),
    sign=st.booleans(),
)
def test_garbage_never_breaks_the_gate(
    client: FlaskClient, body: bytes, content_type: str, wrapped: bool, sign: bool
) -> None:
    sent = urlencode({"payload": body}).encode() if wrapped else body
    status = post(client, sent, content_type, signed(sent) if sign else {})
    assert status in ({200, 400, 401, 404} if sign else {401})


@settings(max_examples=150, deadline=None)
@given(
    kind=st.sampled_from([EVENT, COMMAND, SUBMISSION]),
    change=st.dictionaries(NAMES, GARBAGE, max_size=3),
)
def test_odd_fields_in_a_signed_payload_never_break_the_gate(
    client: FlaskClient, kind: dict[str, Any], change: dict[str, Any]
) -> None:
    body = json.dumps(kind | change).encode()
    assert post(client, body, JSON) in {200, 400, 404}


@settings(max_examples=60, deadline=None)
@given(moment=st.text(max_size=20), mark=st.text(max_size=40))
def test_odd_signatures_are_refused(client: FlaskClient, moment: str, mark: str) -> None:
    headers = {"X-Slack-Request-Timestamp": _header(moment), "X-Slack-Signature": _header(mark)}
    assert post(client, BODY, headers=headers) == 401


def _header(text: str) -> str:
    return "".join(letter for letter in text if letter.isprintable()).encode("latin-1", "ignore").decode("latin-1")
