"""Slack in a kill storm: one sandbox workspace in a process of its own, where calls go wrong at random."""

import hashlib
import hmac
import logging
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from multiprocessing.connection import Connection

from bot.sandbox.faults import Fault, Planned
from bot.sandbox.server import Server
from bot.sandbox.world import World
from bot.slack.messenger import TIMEOUT
from bot.worker.attempt import LOOK_AFTER
from storage.records import Nudge
from tests.proofs.crowd import Crowd
from tests.proofs.fast_time import FastClock, FastTime

SECRET = b"marks of the kill storm"
LATE = LOOK_AFTER.total_seconds() / 5
"""Seconds after its caller gave up in which a slow call is still carried out: before anybody looks."""
COUNT, END = "count", "end"
"""What may be asked of the process."""
POST, LOOK = "chat.postMessage", "conversations.history"


@dataclass(frozen=True, slots=True)
class Address:
    """Where the workspace is, and the bot's token for it."""

    base_url: str
    token: str


@dataclass(frozen=True, slots=True)
class Transcript:
    """What was seen and suffered: messages by the mark of their nudge, and faults by method."""

    seen: Counter[str]
    faults: Mapping[str, Counter[Fault]]

    def times(self, nudge: Nudge) -> int:
        """Count how often members saw a nudge."""
        return self.seen[mark(nudge, SECRET)]


def mark(nudge: Nudge, secret: bytes) -> str:
    """Give by what a nudge's message is known."""
    return hmac.new(secret, nudge.key.encode(), hashlib.sha256).hexdigest()


def shares(fast: FastTime) -> Mapping[Planned, float]:
    """Give how often what goes wrong; a timeout is one that Slack acts on a little later, or never."""
    gives_up = fast.real(TIMEOUT + LATE)
    return {
        Planned(Fault.RESET_BEFORE): 0.03,
        Planned(Fault.RESET_AFTER): 0.04,
        Planned(Fault.ERROR_500_AFTER): 0.03,
        Planned(Fault.RATE_LIMITED): 0.03,
        Planned(Fault.SLOW, gives_up): 0.01,
        Planned(Fault.SWALLOWED, gives_up): 0.01,
    }


def serve(crowd: Crowd, fast: FastTime, seed: int, line: Connection) -> None:
    """Tell the address, count posts for as long as COUNT is asked, and tell in the end what was seen."""
    logging.getLogger("aiohttp.server").setLevel(logging.CRITICAL)  # it reports every caller that was killed
    world = World(FastClock(fast))
    crowd.settle(world)
    with Server(world) as server:
        server.rate_limits = False  # they are one workspace's, and this one stands for many; 429 comes at random
        for method in (POST, LOOK):
            server.faults.at_random(method, shares(fast), seed)
        line.send(Address(server.base_url, world.bot_token))
        while line.recv() == COUNT:
            line.send(sum(1 for call in list(server.calls.made) if call.method == POST))
        time.sleep(fast.real(TIMEOUT + 2 * LATE))  # what a call still brings after its caller was killed counts too
        line.send(Transcript(_seen(world), {method: _faults(server, method) for method in (POST, LOOK)}))


def _seen(world: World) -> Counter[str]:
    with world.lock:
        messages = [message for place in world.conversations.values() for message in place.messages]
    return Counter(message.metadata["event_payload"]["key"] for message in messages if message.metadata)


def _faults(server: Server, method: str) -> Counter[Fault]:
    happened: Counter[Fault] = Counter()
    for planned, count in server.faults.happened(method).items():
        happened[planned.fault] += count
    return happened
