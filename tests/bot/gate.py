"""A gate in front of a small bot, and requests to it with or without Slack's signature."""

from datetime import UTC, datetime

from flask import Flask
from flask.testing import FlaskClient

from bot.payload import FORM
from bot.sandbox.clock import Clock
from bot.sandbox.http_delivery import signature
from bot.sandbox.world import World
from bot.web import make_wsgi
from tests.bot.edge import Told, app_of

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
SECRET = "sandbox-signing-secret"
EVENT = {"type": "event_callback", "team_id": "T0SANDBOX", "event": {"type": "user_change", "user": {"id": "U1"}}}
COMMAND = {"command": "/trellis", "text": "help", "user_id": "U1", "team_id": "T0SANDBOX", "trigger_id": "1.2"}


def gate(told: Told) -> Flask:
    # Nothing listens at this address: no test here needs Slack's answers.
    return make_wsgi(app_of(World(Clock(NOW)), "http://127.0.0.1:9/api/", told), SECRET, lambda: NOW)


def signed(body: bytes, at: datetime = NOW, secret: str = SECRET) -> dict[str, str]:
    return signature(secret, body, int(at.timestamp()))


def post(client: FlaskClient, body: bytes, content_type: str = FORM, headers: dict[str, str] | None = None) -> int:
    given = signed(body) if headers is None else headers
    return client.post("/slack/events", data=body, content_type=content_type, headers=given).status_code
