import io
import json
import logging
from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import create_environ, run_wsgi_app

from bot import logs
from bot.payload import FORM, JSON
from bot.web import LARGEST_BODY
from tests.bot.edge import Told
from tests.bot.gate import COMMAND, EVENT, NOW, gate, post, signed

CANARY = "I want to leave my job quietly"
BODY = urlencode(COMMAND).encode()


@pytest.fixture(scope="module")
def told() -> Told:
    return Told()


@pytest.fixture(scope="module")
def wsgi(told: Told) -> Flask:
    return gate(told)


@pytest.fixture
def client(wsgi: Flask, told: Told) -> FlaskClient:
    told.act = lambda _body: None
    told.bodies.clear()
    return wsgi.test_client()


def test_a_signed_command_is_answered(client: FlaskClient) -> None:
    body = urlencode(COMMAND).encode()
    answer = client.post("/slack/events", data=body, content_type=FORM, headers=signed(body))
    assert (answer.status_code, answer.text) == (200, "heard help")


def test_a_signed_event_and_an_interaction_reach_their_listeners(client: FlaskClient, told: Told) -> None:
    click = {"type": "block_actions", "user": {"id": "U1"}, "actions": [{"action_id": "go", "block_id": "b"}]}
    assert post(client, json.dumps(EVENT).encode(), JSON + "; charset=utf-8") == 200
    assert post(client, urlencode({"payload": json.dumps(click)}).encode()) == 200
    assert [body["type"] for body in told.bodies] == ["event_callback", "block_actions"]


def test_a_command_that_says_payload_is_not_lost(client: FlaskClient, told: Told) -> None:
    assert post(client, urlencode(COMMAND | {"text": "payload"}).encode()) == 200
    assert told.bodies[-1]["text"] == "payload"


def test_the_address_is_confirmed_to_slack(client: FlaskClient) -> None:
    body = json.dumps({"type": "url_verification", "challenge": "abc"}).encode()
    answer = client.post("/slack/events", data=body, content_type=JSON, headers=signed(body))
    assert (answer.status_code, answer.json) == (200, {"challenge": "abc"})


@pytest.mark.parametrize(
    "headers",
    [
        {},
        signed(BODY, secret="another-signing-secret"),
        signed(BODY, at=NOW - timedelta(minutes=5, seconds=1)),
        signed(BODY, at=NOW + timedelta(minutes=5, seconds=1)),
        signed(BODY + b"&text=more"),
        {"X-Slack-Signature": signed(BODY)["X-Slack-Signature"]},
        {"X-Slack-Request-Timestamp": signed(BODY)["X-Slack-Request-Timestamp"]},
        signed(BODY) | {"X-Slack-Request-Timestamp": "soon"},
        signed(BODY) | {"X-Slack-Request-Timestamp": "1e9"},
        signed(BODY) | {"X-Slack-Request-Timestamp": "9" * 5000},
        signed(BODY) | {"X-Slack-Signature": "v0=ümlaut"},
    ],
)
def test_what_is_not_signed_now_by_slack_is_refused(client: FlaskClient, told: Told, headers: dict[str, str]) -> None:
    assert post(client, BODY, headers=headers) == 401
    assert told.bodies == []


def test_ssl_check_gets_no_answer_of_its_own(client: FlaskClient) -> None:
    assert post(client, b"ssl_check=1&token=x", headers={}) == 401
    assert post(client, b"ssl_check=1&token=x") == 400


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"", FORM),
        (b"", JSON),
        (b"{", JSON),
        (b"[]", JSON),
        (b"null", JSON),
        (b"[" * 100_000, JSON),
        (b'{"type": "event_callback"}', JSON),
        (b'{"type": "event_callback", "event": "text"}', JSON),
        (json.dumps(EVENT).encode(), FORM),
        (json.dumps(EVENT).encode(), "text/plain"),
        (b"payload=", FORM),
        (b"payload=%7B", FORM),
        (b"payload=%FF", FORM),
        (b"command=/trellis&user_id=%FF", FORM),
        (b"text=no+command", FORM),
        (urlencode({"payload": json.dumps({"type": "view_submission", "user": {}, "view": 3})}).encode(), FORM),
        (urlencode({"payload": json.dumps({"type": "block_actions", "user": {}, "actions": [1]})}).encode(), FORM),
    ],
)
def test_a_signed_body_that_slack_would_not_send_is_malformed(
    client: FlaskClient, told: Told, body: bytes, content_type: str
) -> None:
    assert post(client, body, content_type) == 400
    assert told.bodies == []


def test_a_body_that_is_not_text_is_refused(client: FlaskClient) -> None:
    assert post(client, b"command=\xff\xfe", headers=signed(b"command=")) == 401


def test_a_large_body_is_refused_before_its_signature_is_looked_at(client: FlaskClient) -> None:
    assert post(client, b"a" * LARGEST_BODY, headers={}) == 401
    assert post(client, b"a" * (LARGEST_BODY + 1), headers={}) == 413


def test_a_large_body_is_refused_without_a_length_too(wsgi: Flask) -> None:
    environ = create_environ("/slack/events", method="POST", input_stream=io.BytesIO(b"a" * (LARGEST_BODY + 1)))
    environ["wsgi.input_terminated"] = True  # as gunicorn says of a chunked body
    del environ["CONTENT_LENGTH"]
    _, status, _ = run_wsgi_app(wsgi, environ)
    assert status.startswith("413 ")


def test_only_one_address_answers(client: FlaskClient) -> None:
    assert client.get("/slack/events").status_code == 405
    assert client.options("/slack/events").status_code == 405
    assert client.get("/").status_code == 404
    assert client.post("//slack/events").status_code == 404


@pytest.fixture
def logged() -> Iterator[io.StringIO]:
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(logs.Formatter())
    logging.getLogger().addHandler(handler)
    yield written
    logging.getLogger().removeHandler(handler)


def test_no_body_is_logged_whatever_is_wrong_with_it(
    client: FlaskClient, logged: io.StringIO, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    odd = [
        urlencode({"text": CANARY}),
        json.dumps({"text": CANARY}),
        urlencode(COMMAND | {"command": "/x", "text": CANARY}),
    ]
    for body in odd:
        for headers in ({}, signed(body.encode())):
            post(client, body.encode(), headers=headers)
    assert "slack_framework app:" in logged.getvalue()  # Bolt does complain
    assert CANARY not in logged.getvalue()
