"""The composition root: settings in, a ready Trellis out; nothing with state exists before this is called."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from slack_bolt import App, BoltResponse
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient
from slack_sdk.web import SlackResponse

from bot.config import Config
from bot.errors import respond_to_error
from bot.listeners import register
from bot.logs import framework_logger
from bot.metrics import Metrics
from bot.once import OnceApp
from bot.readiness import Readiness
from bot.services.context import Context
from bot.services.errors import MemberError
from bot.services.settings import ensure_workspace
from bot.slack.messenger import Messenger, make_client
from bot.slack.outcomes import NotSentError, OutcomeUnknownError, ask
from bot.slack.words import Words
from matching.errors import TrellisError
from storage import engine
from storage.database import Database

PATIENCE = 2.5
"""Seconds that one call may take inside a request, since Slack waits 3 s for the acknowledgement."""
ELSEWHERE = "This Trellis serves another workspace. Please ask your host to install it here."


class NoAccessError(TrellisError):
    """Slack does not say who we are at the start; the message says what to check."""


@dataclass(frozen=True, slots=True)
class Trellis:
    """A wired bot for one workspace; `context` serves requests, `unhurried` the worker, for whose calls nobody waits.

    A call given up too early is of unknown outcome, and in a group DM such a post is repeated.
    """

    workspace_id: str
    app: App
    context: Context
    unhurried: Context
    client: WebClient
    metrics: Metrics
    readiness: Readiness


def utc_now() -> datetime:
    """Ask for the time; this is handed to the clock and the listeners, and nobody else asks."""
    return datetime.now(UTC)


def draw_id() -> str:
    """Draw an id that nobody can guess."""
    return uuid4().hex


def build(config: Config, now: Callable[[], datetime] = utc_now, draw: Callable[[], str] = draw_id) -> Trellis:
    """Open the database, ask Slack who we are and let the listeners listen.

    Raises DatabaseUnusableError or NoAccessError.
    """
    token = config.bot_token.reveal() if config.bot_token else ""
    metrics = Metrics()
    client = make_client(token, config.api_url, PATIENCE, metrics.called)
    answer = _who_we_are(client)
    me = {name: answer.get(name) for name in ("team_id", "bot_id", "user_id")}
    database = Database(engine.create(config.database_url.reveal()))

    def context_of(speaking: WebClient) -> Context:
        messenger = Messenger(speaking, token.encode())
        return Context(database, messenger, Words(messenger), draw)

    context = context_of(client)
    unhurried = context_of(make_client(token, config.api_url, called=metrics.called))
    ensure_workspace(context, str(me["team_id"]), now())
    app = _app(client, me, context, now)
    return Trellis(str(me["team_id"]), app, context, unhurried, client, metrics, Readiness(database, now))


def _who_we_are(client: WebClient) -> SlackResponse:
    try:
        return ask(client.auth_test)
    except (NotSentError, OutcomeUnknownError) as error:
        raise NoAccessError(
            f"Slack does not let Trellis in ({error.code}): check SLACK_BOT_TOKEN, SLACK_API_URL and the network, "
            "or run trellis doctor, which says more."
        ) from None


def _app(client: WebClient, me: Mapping[str, Any], context: Context, now: Callable[[], datetime]) -> App:
    """Build the Bolt app: one request, one thread, one transaction, one acknowledgement (design, section 1)."""

    def authorize(team_id: str | None) -> AuthorizeResult:
        if team_id != me["team_id"]:
            raise MemberError(ELSEWHERE)
        return AuthorizeResult(
            enterprise_id=None,
            team_id=team_id,
            bot_token=client.token,
            bot_id=me.get("bot_id"),
            bot_user_id=me.get("user_id"),
        )

    def on_error(error: Exception, body: dict[str, Any]) -> BoltResponse:
        return respond_to_error(error, body, client)

    anonymous = make_client("", client.base_url, PATIENCE)
    anonymous.token = None  # Bolt takes a token beside `authorize` for a mistake
    app = OnceApp(
        context.database,
        str(me["team_id"]),
        now,
        on_error,
        name="trellis",  # or Bolt looks through every loaded module for the file that builds it
        logger=framework_logger(),
        client=anonymous,
        authorize=authorize,
        process_before_response=True,
        request_verification_enabled=False,  # the HTTP gate has verified the raw bytes
        ssl_check_enabled=False,  # it would be answered unsigned
    )
    register(app, context, now)
    return app
