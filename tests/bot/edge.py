"""A bot that does what it is told at every surface, to prove what happens around its listeners."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from slack_bolt import App
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient

from bot.errors import respond_to_error
from bot.logs import framework_logger
from bot.sandbox.world import World
from bot.slack.messenger import make_client

LABEL = {"type": "plain_text", "text": "x"}
BUTTON = {"type": "button", "action_id": "go", "text": LABEL, "value": "1"}
BUTTONS = {"type": "actions", "block_id": "buttons", "elements": [BUTTON]}
INPUT = {"type": "plain_text_input", "action_id": "answer", "multiline": True}
FIELDS = [{"type": "input", "block_id": name, "label": LABEL, "element": INPUT} for name in ("goal", "why")]
SAVE = {"type": "plain_text", "text": "Save"}
FORM: dict[str, Any] = {
    "type": "modal",
    "callback_id": "form",
    "title": LABEL,
    "submit": SAVE,
    "blocks": [*FIELDS, BUTTONS],
}
BARE = {"type": "modal", "callback_id": "form", "title": LABEL, "submit": SAVE, "blocks": [BUTTONS]}
HOME = {"type": "home", "blocks": [BUTTONS]}


@dataclass
class Told:
    """What the bot shall do next, and what it saw."""

    act: Callable[[dict[str, Any]], None] = lambda _body: None
    bodies: list[dict[str, Any]] = field(default_factory=list)
    threads: set[str] = field(default_factory=set)

    def raises(self, error: Exception) -> None:
        """Let every listener fail."""

        def fail(_body: dict[str, Any]) -> None:
            raise error

        self.act = fail


def client_of(world: World, base_url: str) -> WebClient:
    return make_client(world.bot_token, base_url, timeout=5)


def app_of(world: World, base_url: str, told: Told) -> App:
    """Build the bot; /trellis form, bare and card show something to submit or click."""
    who = AuthorizeResult(enterprise_id=None, team_id=world.team_id, bot_token=world.bot_token)
    app = App(
        logger=framework_logger(),
        client=client_of(world, base_url),
        authorize=lambda: who,
        process_before_response=True,
        request_verification_enabled=False,
        ssl_check_enabled=False,
    )
    app.error(respond_to_error)

    def command(ack: Any, body: dict[str, Any], client: WebClient) -> None:
        _command(ack, body, client)
        _act(told, body)

    def anything(ack: Any, body: dict[str, Any]) -> None:
        _act(told, body)
        ack()

    app.command("/trellis")(command)
    for listen in (app.action("go"), app.view("form"), app.event("user_change")):
        listen(anything)
    app.event("app_home_opened")(lambda event, client: client.views_publish(user_id=event["user"], view=HOME))
    return app


def _act(told: Told, body: dict[str, Any]) -> None:
    told.bodies.append(body)
    told.threads.add(threading.current_thread().name)
    told.act(body)


def _command(ack: Any, body: dict[str, Any], client: WebClient) -> None:
    word, person = body["text"].partition(" ")[0], body["user_id"]
    if word in {"form", "bare"}:
        client.views_open(trigger_id=body["trigger_id"], view=FORM if word == "form" else BARE)
    if word == "card":
        dm = client.conversations_open(users=[person])["channel"]["id"]
        client.chat_postMessage(channel=dm, text="card", blocks=[BUTTONS])
    ack(f"heard {word}")
