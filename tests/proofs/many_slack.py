"""Slack for a busy week: one sandbox workspace, in a process of its own, that stands for many."""

import hashlib
import hmac
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection

from bot.sandbox.clock import Clock
from bot.sandbox.server import Server
from bot.sandbox.world import World
from storage import engine
from storage.database import Database
from tests.proofs.busy_week import START, Week

SECRET = b"marks of a busy week"
Seen = Counter[str]
"""How often members saw which message, by its mark."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where the workspace is, and the bot's token for it."""

    base_url: str
    token: str


def mark(key: str) -> str:
    """Give by what the message of a nudge is known."""
    return hmac.new(SECRET, key.encode(), hashlib.sha256).hexdigest()


@contextmanager
def slack(week: Week, database_url: str) -> Iterator[tuple[Address, Callable[[], Seen]]]:
    """Fill database and workspace, give the address and what tells at the end what was seen."""
    processes = get_context("forkserver")
    line, theirs = processes.Pipe()
    process = processes.Process(target=_serve, args=(week, database_url, theirs))
    process.start()

    def seen() -> Seen:
        line.send(None)
        told: Seen = line.recv()
        return told

    try:
        yield line.recv(), seen
    finally:
        process.kill()
        process.join()


def _serve(week: Week, database_url: str, line: Connection) -> None:
    world = World(Clock(START))
    database = Database(engine.create(database_url))
    week.fill(database, world)
    database.close()
    with Server(world) as server:
        server.rate_limits = False  # they are one workspace's
        line.send(Address(server.base_url, world.bot_token))
        line.recv()
        line.send(_seen(world))


def _seen(world: World) -> Seen:
    with world.lock:
        messages = [message for place in world.conversations.values() for message in place.messages]
    return Counter(message.metadata["event_payload"]["key"] for message in messages if message.metadata)
