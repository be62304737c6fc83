"""Response addresses: what a bot may post to after a command or a click, 5 times within 30 minutes."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.sandbox import arguments, posting
from bot.sandbox.refusals import Refused
from bot.sandbox.world import Conversation, Json, Message, World

USES = 5
LIFETIME = timedelta(minutes=30)


@dataclass
class _Address:
    person_id: str
    channel_id: str
    message_ts: str | None
    expires: datetime
    left: int = USES


class ResponseUrls:
    """All response addresses of one workspace; safe between threads."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._addresses: dict[str, _Address] = {}

    def issue(self, person_id: str, channel_id: str, message_ts: str | None) -> str:
        """Give a path on the server; `message_ts` names the message that was clicked, if one was."""
        with self._world.lock:
            key = self._world.next_id("R")
            expires = self._world.clock.now() + LIFETIME
            self._addresses[key] = _Address(person_id, channel_id, message_ts, expires)
        return f"/response/{key}"

    def use(self, key: str, given: Json) -> None:
        """Do what a posted body asks for; raises `used_url`, `expired_url` or what a message is refused for."""
        with self._world.lock:
            address = self._live(key)
            address.left -= 1
            self._respond(address, self._world.conversations[address.channel_id], given)

    def _live(self, key: str) -> _Address:
        address = self._addresses.get(key)
        if address is None or self._world.clock.now() > address.expires:
            raise Refused("expired_url")
        if not address.left or address.channel_id not in self._world.conversations:
            raise Refused("used_url")
        return address

    def _respond(self, address: _Address, place: Conversation, given: Json) -> None:
        original = _original(place, address)
        if arguments.flag(given, "delete_original"):
            if original is None:
                raise Refused("message_not_found")
            posting.remove(place, original)
            return
        said = posting.content(self._world, given)
        # A click replaces its message unless told not to; a command has nothing to replace, however
        # often it was answered (github.com/slackapi/bolt-js/issues/2287).
        replaces = arguments.flag(given, "replace_original") or "replace_original" not in given
        if original is not None and replaces:
            whole = posting.Content(said.text or "", said.blocks or [], said.metadata or {})
            posting.revise(self._world, original, whole)
            return
        alone = None if given.get("response_type") == "in_channel" else address.person_id
        posting.post(self._world, place, said, visible_to=alone)


def _original(place: Conversation, address: _Address) -> Message | None:
    return next((message for message in place.messages if message.ts == address.message_ts), None)
