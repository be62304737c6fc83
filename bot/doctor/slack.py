"""Checks what Slack says of us: the tokens, the scopes and the time."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

from bot.config import Config
from bot.doctor.finding import Finding, bad, good, unchecked
from bot.settings import Name, mend
from bot.slack.messenger import make_client
from bot.slack.outcomes import NotSentError, OutcomeUnknownError, ask
from bot.slack.scopes import OPTIONAL, SCOPES

MOST_APART = timedelta(seconds=60)
"""Slack's signatures go stale after 5 minutes, and clocks that are a minute apart keep drifting."""
_UNREACHED = f"check the network and {Name.API_URL}, and whether Slack is up (slack-status.com)"


def examine(config: Config, now: Callable[[], datetime]) -> Iterator[Finding]:
    """Ask auth.test and, where there is an app-level token, apps.connections.open."""
    yield from _bot_token(config, now)
    yield _socket_token(config)


def _bot_token(config: Config, now: Callable[[], datetime]) -> Iterator[Finding]:
    if config.bot_token is None:
        yield unchecked("bot token, scopes, clock", f"not checked without {Name.BOT_TOKEN}")
        return
    try:
        answer = ask(make_client(config.bot_token.reveal(), config.api_url).auth_test)
    except (NotSentError, OutcomeUnknownError) as error:
        yield _refused("bot token", error, Name.BOT_TOKEN)
        yield unchecked("scopes, clock", "not checked, since Slack gave no answer to read them from")
        return
    yield good("bot token", f"Slack knows it, in workspace {answer['team_id']}")
    headers = {name.lower(): value for name, value in answer.headers.items()}
    yield _scopes(headers)
    yield _clock(headers, now())


def _scopes(headers: Mapping[str, str]) -> Finding:
    given = headers.get("x-oauth-scopes")
    if given is None:
        return unchecked("scopes", "could not be checked, since the server does not tell them")
    scopes = {scope.strip() for scope in given.split(",")} - {""}
    again = 'put them into "OAuth & Permissions" as in manifest.yaml and install the app to the workspace again'
    if missing := SCOPES - scopes:
        return bad("scopes", f"missing {', '.join(sorted(missing))}", again)
    if more := scopes - SCOPES - OPTIONAL:
        return bad("scopes", f"more than Trellis needs: {', '.join(sorted(more))}", again)
    if without := OPTIONAL - scopes:
        return good("scopes", f"all that are needed; not granted, and done without: {', '.join(sorted(without))}")
    return good("scopes", "exactly those of manifest.yaml")


def _clock(headers: Mapping[str, str], now: datetime) -> Finding:
    try:
        apart = now - parsedate_to_datetime(headers.get("date", ""))
    except (TypeError, ValueError):
        return unchecked("clock", "could not be checked, since the server does not tell its time")
    seconds = f"{abs(apart.total_seconds()):.0f} s"
    if abs(apart) > MOST_APART:
        way = "ahead of" if apart > timedelta(0) else "behind"
        return bad("clock", f"{seconds} {way} Slack's", "let this machine set its clock from the network (NTP)")
    return good("clock", f"within {seconds} of Slack's")


def _socket_token(config: Config) -> Finding:
    if config.app_token is None:
        return unchecked("socket token", f"not used without {Name.APP_TOKEN}")
    client = make_client("", config.api_url)
    try:
        ask(client.apps_connections_open, app_token=config.app_token.reveal())
    except (NotSentError, OutcomeUnknownError) as error:
        return _refused("socket token", error, Name.APP_TOKEN)
    return good("socket token", "Slack gives a connection for it")


def _refused(subject: str, error: NotSentError | OutcomeUnknownError, name: Name) -> Finding:
    if isinstance(error, NotSentError) and error.code.islower():
        return bad(subject, f"Slack refuses it ({error.code})", mend(name))
    return bad(subject, f"Slack did not answer ({error.code})", _UNREACHED)
