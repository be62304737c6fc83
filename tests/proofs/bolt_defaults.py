"""A small bot with Bolt's defaults, as a rival: it acknowledges first, and five threads do the work after that.

Run as `python -m tests.proofs.bolt_defaults` with the same settings and behind the same gunicorn as Trellis.
"""

import logging
import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from flask import Flask, request
from slack_bolt import Ack, App
from slack_bolt.adapter.flask import SlackRequestHandler
from slack_sdk import WebClient

from bot import http_server
from bot.settings import Name
from tests.proofs.acts import key_of
from tests.proofs.web_process import WORLD

MODULE = ("-m", "tests.proofs.bolt_defaults")
ANY = re.compile(".*")


def make_wsgi(base_url: str, token: str, secret: str, database: Path | None = None) -> Flask:
    """Build the bot as Bolt's guide does; without a database it only acknowledges."""
    quiet = logging.Logger("rival", level=logging.CRITICAL + 1)  # noqa: LOG001 - it would print whole bodies
    client = WebClient(token, base_url=base_url, logger=quiet)
    app = App(client=client, signing_secret=secret, token_verification_enabled=False, logger=quiet)

    def handle(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        ack()
        if database is not None:
            _work(body, client, database)

    for listen in (app.action(ANY), app.view(ANY), app.command("/trellis"), app.event("user_change")):
        listen(handle)
    handler, wsgi = SlackRequestHandler(app), Flask("rival")
    wsgi.logger.disabled = True
    wsgi.add_url_rule("/slack/events", view_func=lambda: handler.handle(request), methods=["POST"])
    return wsgi


def effects(database: Path) -> set[str]:
    """Give the effects that are durable."""
    with closing(_open(database)) as connection:
        return {key for (key,) in connection.execute("SELECT key FROM effect")}


def _work(body: dict[str, Any], client: WebClient, database: Path) -> None:
    """Do what Trellis does: one call to Slack for a click or a form, and one row."""
    if body.get("type") in {"block_actions", "view_submission"}:
        client.chat_postMessage(channel=WORLD.general_id, text="Noted.")
    with closing(_open(database)) as connection, connection:
        connection.execute("INSERT OR IGNORE INTO effect VALUES (?)", (key_of(body),))


def _open(database: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(database, timeout=30)
    connection.execute("CREATE TABLE IF NOT EXISTS effect (key TEXT PRIMARY KEY)")
    return connection


@contextmanager
def _opened() -> Iterator[Flask]:
    file = Path(os.environ[Name.DATABASE_URL].removeprefix("sqlite:///"))
    yield make_wsgi(os.environ[Name.API_URL], os.environ[Name.BOT_TOKEN], os.environ[Name.SIGNING_SECRET], file)


if __name__ == "__main__":
    http_server.serve(_opened, "127.0.0.1", int(os.environ[Name.PORT]))
