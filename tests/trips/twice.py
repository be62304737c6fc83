"""Posts every request twice, byte for byte, and looks whether the second one changes anything."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from enum import StrEnum, unique
from typing import Any

from bot.sandbox.delivery import Acknowledgement, Kind
from bot.sandbox.http_delivery import encode, signature
from bot.sandbox.stage import Stage
from bot.sandbox.world import Json
from storage import engine
from storage.data_map import dump
from tests.trips.journeys import command_name, form_name

REFUSED = 409


@unique
class Delivered(StrEnum):
    """How often each request of a journey comes."""

    ONCE = "once"
    AGAIN = "again"
    AT_ONCE = "at-once"


@dataclass
class Twice:
    """A way to the bot over HTTP; `at_once` posts both at the same moment, else the second follows the answer."""

    stage: Stage
    at_once: bool
    seen: set[str] = field(default_factory=set)
    """The buttons, modals, commands and events that were posted twice and acknowledged once."""

    def deliver(self, kind: Kind, payload: Json, retry: int = 0, reason: str = "") -> Acknowledgement:
        """Post twice and give what Slack hears; fails if the second one acted."""
        content_type, body = encode(kind, payload)
        headers = {"Content-Type": content_type, **signature(self.stage.slack.world.signing_secret, body)}
        if retry:
            headers |= {"X-Slack-Retry-Num": str(retry), "X-Slack-Retry-Reason": reason}
        answer = self._both(body, headers) if self.at_once else self._one_by_one(body, headers, kind)
        if answer.trouble is None:
            self.seen.add(name_of(payload))
        return answer

    def _one_by_one(self, body: bytes, headers: dict[str, str], kind: Kind) -> Acknowledgement:
        first = self._post(body, headers)
        if kind is Kind.EVENT and first.trouble:
            return first  # Slack says it again, and then it is acted upon
        before = everything(self.stage)
        second = self._post(body, headers)
        assert everything(self.stage) == before, "the second one acted"
        assert second.status == (200 if kind is Kind.EVENT else REFUSED)
        return first

    def _both(self, body: bytes, headers: dict[str, str]) -> Acknowledgement:
        with ThreadPoolExecutor(2) as pool:
            one, other = pool.map(lambda _: self._post(body, headers), range(2))
        if REFUSED in {one.status, other.status}:
            assert one.status != other.status, "both were refused"
            return other if one.status == REFUSED else one
        assert "event_callback" in body.decode(), "both were acted upon"
        return one

    def _post(self, body: bytes, headers: dict[str, str]) -> Acknowledgement:
        return self.stage.slack.raw_post("/slack/events", body, headers)


def everything(stage: Stage) -> tuple[Any, str]:
    """Give every row, and all that anybody sees; that a request came is no effect."""
    opened = engine.create(stage.database_url)
    try:
        rows = {table: found for table, found in dump(opened).items() if table != "request"}
    finally:
        opened.dispose()
    world = stage.slack.world
    with world.lock:
        return rows, repr((world.conversations, world.modals, world.homes))


def name_of(payload: Json) -> str:
    """Name what a payload is about."""
    match payload.get("type"):
        case "event_callback":
            return str(payload["event"]["type"])
        case "block_actions":
            return str(payload["actions"][0]["action_id"])
        case "view_submission":
            return form_name(payload["view"]["callback_id"])
        case _:
            return command_name(payload["text"])
