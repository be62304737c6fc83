"""A sandbox workspace in a process of its own, so that its work is not part of what is measured."""

import logging
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection

from bot.sandbox.clock import Clock
from bot.sandbox.server import Server
from bot.sandbox.world import World
from bot.slack.blocks.ids import Field
from bot.slack.words import words_in
from storage.records import Pointer
from tests.proofs.population import Population

_PROCESSES = get_context("forkserver")
Cards = Mapping[Pointer, str]
"""The goal cards that are in the workspace, with their words."""


class Workspace:
    """The way to the other process; `base_url` is as slack_sdk takes it."""

    def __init__(self, line: Connection) -> None:
        self._line = line
        self.base_url: str = line.recv()

    def cards(self) -> Cards:
        """Give every goal card that is there now."""
        self._line.send(None)
        cards: Cards = self._line.recv()
        return cards


@contextmanager
def workspace(population: Population, seconds: float) -> Iterator[Workspace]:
    """Let a workspace answer each call after so many seconds, without rate limits."""
    ours, theirs = _PROCESSES.Pipe()
    process = _PROCESSES.Process(target=_serve, args=(population, seconds, theirs))
    process.start()
    try:
        yield Workspace(ours)
    finally:
        process.kill()
        process.join()


class _Triggers(dict[str, tuple[str, float]]):
    """Lets a person's id stand for a trigger of theirs that is always good, since bodies are sent again and again."""

    def __contains__(self, trigger: object) -> bool:
        return isinstance(trigger, str) and trigger.startswith("U")

    def pop(self, trigger: str, *_: object) -> tuple[str, float]:
        return trigger, time.monotonic()


class _NoneSpent(set[str]):
    def add(self, _trigger: str, /) -> None:
        """Forget it."""


def _serve(population: Population, seconds: float, line: Connection) -> None:
    logging.getLogger("aiohttp").setLevel(logging.CRITICAL)  # that callers are killed is no news here
    world = World(Clock())
    population.settle(world)
    world.triggers, world.spent_triggers = _Triggers(), _NoneSpent()
    with Server(world) as server:
        server.rate_limits = False  # they are one person's, and hundreds act here at once
        server.latency = seconds
        line.send(server.base_url)
        while True:
            line.recv()
            line.send(_cards(world))


def _cards(world: World) -> Cards:
    with world.lock:
        shown = [message for place in world.conversations.values() for message in place.messages]
        found = {Pointer(one.channel, one.ts): words_in({"blocks": one.blocks}, Field.GOAL) for one in shown}
    return {pointer: words for pointer, words in found.items() if words}
