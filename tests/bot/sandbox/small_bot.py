"""A small Bolt app on which the acting half of the sandbox is proved, over HTTP and in Socket Mode."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from flask import Flask, Response, request
from slack_bolt import App
from slack_bolt.adapter.flask import SlackRequestHandler
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient
from werkzeug.serving import make_server

from bot.sandbox.delivery import Mode
from bot.sandbox.driver import Slack
from tests.bot.sandbox.small_blocks import CARD, HOME, MODAL, SECOND, asking


@dataclass
class Seen:
    """What the bot was told, and how it should misbehave."""

    bodies: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, list[str]]] = field(default_factory=list)
    gate: threading.Event = field(default_factory=threading.Event)
    failures: int = 0


@contextmanager
def running(slack: Slack, mode: Mode) -> Iterator[Seen]:
    """Run the small bot against a workspace that serves already."""
    seen = Seen()
    app = _app(slack, seen)
    with _over_http(slack, app) if mode is Mode.HTTP else _over_sockets(slack, app):
        yield seen
        seen.gate.set()


@contextmanager
def _over_http(slack: Slack, app: App) -> Iterator[None]:
    flask, handler = Flask(__name__), SlackRequestHandler(app)

    def endpoint() -> Response:
        response: Response = handler.handle(request)
        return response

    flask.add_url_rule("/slack/events", view_func=endpoint, methods=["POST"])
    server = make_server("127.0.0.1", 0, flask, threaded=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    slack.connect(f"http://127.0.0.1:{server.server_port}/slack/events")
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def _over_sockets(slack: Slack, app: App) -> Iterator[None]:
    handler: Any = SocketModeHandler(app, slack.world.app_token, web_client=app.client)
    handler.connect()
    assert slack.sockets.wait()
    try:
        yield
    finally:
        # Left alone, the SDK's client notices its own end only after the 3 s for which it waits to receive.
        handler.client.auto_reconnect_enabled = False
        handler.client.current_session_state.terminated = True
        slack.sockets.drop()
        handler.close()


def _app(slack: Slack, seen: Seen) -> App:
    world = slack.world
    who = AuthorizeResult(
        enterprise_id=None,
        team_id=world.team_id,
        bot_token=world.bot_token,
        bot_id=world.bot_id,
        bot_user_id=world.bot_user_id,
    )
    app = App(
        client=WebClient(world.bot_token, base_url=slack.base_url, timeout=10),
        signing_secret=world.signing_secret,
        authorize=lambda **_: who,
        process_before_response=True,
    )

    @app.middleware
    def note(req: Any, next: Any) -> None:
        seen.bodies.append(req.body)
        seen.headers.append(req.headers)
        next()

    _listen(app, seen)
    return app


def _listen(app: App, seen: Seen) -> None:
    @app.command("/trellis")
    def command(ack: Any, command: Any, client: WebClient, respond: Any) -> None:
        word = command["text"].partition(" ")[0]
        if word == "goal":
            client.views_open(trigger_id=command["trigger_id"], view=MODAL)
        elif word == "card":
            opened = client.conversations_open(users=[command["user_id"]])
            client.chat_postMessage(channel=opened["channel"]["id"], text="Your goal", blocks=CARD)
        elif word == "later":
            respond(text="Shall we", blocks=asking("Shall we?"))
        elif word == "slow":
            seen.gate.wait(30)
        ack("hello" if word == "hello" else "")

    @app.view("goal")
    def goal(ack: Any, view: Any) -> None:
        text = view["state"]["values"]["goal"]["text"]["value"]
        if text == "slow":
            seen.gate.wait(30)
        answers: dict[str, dict[str, Any]] = {
            "refuse": {"response_action": "errors", "errors": {"goal": "Say more about it."}},
            "again": {"response_action": "update", "view": MODAL | {"callback_id": "again"}},
            "more": {"response_action": "push", "view": SECOND},
            "wrong": {"response_action": "errors", "errors": {"nowhere": "?"}},
        }
        ack(**answers.get(text, {}))

    @app.view("second")
    def second(ack: Any) -> None:
        ack(response_action="clear")

    @app.view_closed("second")
    def second_closed(ack: Any) -> None:
        ack()

    @app.action("yes")
    @app.action("cadence")
    def noted(ack: Any) -> None:
        ack()

    @app.action("done")
    def done(ack: Any, respond: Any, body: Any) -> None:
        if body["container"]["type"] == "message":
            respond(text="Well done", replace_original=True)
        ack()

    @app.event("app_home_opened")
    def home(event: Any, client: WebClient) -> None:
        if seen.failures:
            seen.failures -= 1
            raise RuntimeError("asked to fail")
        client.views_publish(user_id=event["user"], view=HOME)

    for name in ("user_change", "team_join", "app_uninstalled", "tokens_revoked"):
        app.event(name)(lambda: None)
