"""A small sandbox workspace and a messenger that speaks to it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.sandbox.clock import Clock
from bot.sandbox.server import Server
from bot.sandbox.world import Message as Shown
from bot.sandbox.world import Person, World
from bot.slack.message import Message
from bot.slack.messenger import Messenger, make_client

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
SECRET = b"a secret of this test"
HELLO = Message("A line from Trellis", [{"type": "section", "text": {"type": "mrkdwn", "text": "Hello"}}])
PEOPLE = (
    Person("U1", "ana", "Ana", "Europe/Lisbon", is_admin=True),
    Person("U2", "ben", "Ben", "America/New_York"),
    Person("U3", "guest", "Gus", is_restricted=True),
    Person("U4", "gone", "Gil", deleted=True),
    Person("U5", "robot", "Rob", is_bot=True),
)


@dataclass(frozen=True)
class Place:
    """What a test needs of Slack: the world to look at, the server for its faults, a messenger to speak with."""

    world: World
    server: Server
    messenger: Messenger

    def messenger_with(self, timeout: float = 10.0, token: str = "") -> Messenger:
        return Messenger(make_client(token or self.world.bot_token, self.server.base_url, timeout), SECRET)

    def shown(self, channel_id: str) -> list[Shown]:
        with self.world.lock:
            return list(self.world.conversations[channel_id].messages)


@contextmanager
def sandbox() -> Iterator[Place]:
    world = World(Clock(NOON))
    world.add(PEOPLE)
    with Server(world) as server:
        yield Place(world, server, Messenger(make_client(world.bot_token, server.base_url), SECRET))
