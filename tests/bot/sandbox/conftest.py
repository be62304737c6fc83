from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from slack_sdk import WebClient

from bot.sandbox.clock import Clock
from bot.sandbox.server import Server
from bot.sandbox.world import Conversation, Person, World

MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def world() -> World:
    workspace = World(Clock(MONDAY))
    workspace.add(
        [
            Person("U1", "ann", "Ann Arbor", zone="Europe/Berlin"),
            Person("U2", "bo", "Bo Derry", zone="Asia/Kolkata"),
            Person("U3", "cy", "Cy Gone", deleted=True),
            Person("U4", "beep", "Beep", is_bot=True),
            *(Person(f"U1{number}", f"p{number}", f"Person {number}") for number in range(8)),
        ]
    )
    workspace.conversations["C1"] = Conversation("C1", frozenset({"U1", "U0TRELLIS"}), "channel", "general")
    workspace.conversations["C2"] = Conversation("C2", frozenset({"U1"}), "channel", "elsewhere")
    workspace.conversations["D9"] = Conversation("D9", frozenset({"U1", "U2"}), "im")
    return workspace


@pytest.fixture
def server(world: World) -> Iterator[Server]:
    with Server(world) as running:
        yield running


@pytest.fixture
def client(world: World, server: Server) -> WebClient:
    """Give the SDK's client without its retries, so that each call is one request."""
    return WebClient(world.bot_token, base_url=server.base_url, timeout=5, retry_handlers=[])


@pytest.fixture
def dm(client: WebClient) -> str:
    """Give the DM between the bot and U1."""
    opened = client.conversations_open(users=["U1"])
    return str(opened["channel"]["id"])
