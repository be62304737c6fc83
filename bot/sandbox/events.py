"""What the workspace tells the bot by itself, told again while the bot does not acknowledge it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.sandbox.delivery import Acknowledgement, Kind, Trouble
from bot.sandbox.line import Line
from bot.sandbox.objects import person_json, profile_json
from bot.sandbox.payloads import VERIFICATION_TOKEN
from bot.sandbox.world import Json, Person, World

RETRIES = (timedelta(0), timedelta(minutes=1), timedelta(minutes=5))
"""How long Slack waits before each further attempt (docs.slack.dev/apis/events-api)."""


@dataclass(frozen=True, slots=True)
class _Due:
    at: datetime
    retry: int
    payload: Json
    reason: str


class Events:
    """The way of events to the bot and the queue of those that did not arrive."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self._due: list[_Due] = []

    def send(self, event: Json) -> Acknowledgement:
        """Tell the bot of an event once; a failure is kept for `retry_due`."""
        return self._attempt(event_callback(self._line.world, event), 0, "")

    def retry_due(self) -> list[Acknowledgement]:
        """Send again whatever is due by the workspace's clock, each event at most once."""
        now = self._line.world.clock.now()
        due = [waiting for waiting in self._due if waiting.at <= now]
        self._due = [waiting for waiting in self._due if waiting.at > now]
        return [self._attempt(each.payload, each.retry, each.reason) for each in due]

    def _attempt(self, payload: Json, retry: int, reason: str) -> Acknowledgement:
        answer = self._line.deliver(Kind.EVENT, payload, retry, reason)
        if answer.trouble and retry < len(RETRIES):
            at = self._line.world.clock.now() + RETRIES[retry]
            self._due.append(_Due(at, retry + 1, payload, _reason(answer.trouble)))
        return answer


def _reason(trouble: Trouble) -> str:
    reasons = {Trouble.TIMEOUT: "http_timeout", Trouble.UNREACHABLE: "connection_failed"}
    return reasons.get(trouble, "http_error")


def event_callback(world: World, event: Json) -> Json:
    """Wrap an event as Slack does."""
    event_id = world.next_id("Ev")
    authorization = {
        "enterprise_id": None,
        "team_id": world.team_id,
        "user_id": world.bot_user_id,
        "is_bot": True,
        "is_enterprise_install": False,
    }
    return {
        "token": VERIFICATION_TOKEN,
        "team_id": world.team_id,
        "api_app_id": world.app_id,
        "event": event,
        "type": "event_callback",
        "event_id": event_id,
        "event_time": int(world.clock.now().timestamp()),
        "authorizations": [authorization],
        "is_ext_shared_channel": False,
        "event_context": f"4-{event_id}",
    }


def app_home_opened(world: World, person: Person, dm_id: str) -> Json:
    """Tell that somebody opened the Home tab; holds the view that they saw first, if there was one."""
    event: Json = {
        "type": "app_home_opened",
        "user": person.id,
        "channel": dm_id,
        "tab": "home",
        "event_ts": world.clock.next_ts(),
    }
    return event | ({"view": world.homes[person.id].view} if person.id in world.homes else {})


def user_change(world: World, person: Person) -> Json:
    """Tell that a person's account changed."""
    stamp = world.clock.next_ts()
    return {
        "type": "user_change",
        "user": person_json(world, person) | {"profile": profile_json(world, person)},
        "cache_ts": int(world.clock.now().timestamp()),
        "event_ts": stamp,
    }


def team_join(world: World, person: Person) -> Json:
    """Tell that a person joined the workspace."""
    return {
        "type": "team_join",
        "user": person_json(world, person),
        "cache_ts": int(world.clock.now().timestamp()),
        "event_ts": world.clock.next_ts(),
    }


def app_uninstalled(world: World) -> Json:
    """Tell that the app was removed from the workspace."""
    return {"type": "app_uninstalled", "event_ts": world.clock.next_ts()}


def tokens_revoked(world: World) -> Json:
    """Tell that the bot's token no longer works."""
    return {
        "type": "tokens_revoked",
        "tokens": {"oauth": [], "bot": [world.bot_user_id]},
        "event_ts": world.clock.next_ts(),
    }
