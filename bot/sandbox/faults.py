"""Faults on request: what goes wrong with the next calls of a method, or with a share of all of them."""

import asyncio
import math
import random
import socket
import struct
import threading
from collections import Counter, defaultdict, deque
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum, unique
from typing import assert_never

from aiohttp import web


@unique
class Fault(StrEnum):
    """What can go wrong with a call, named by when."""

    REFUSE = "refuse"
    RESET_BEFORE = "reset-before"
    RESET_AFTER = "reset-after"
    ERROR_500_AFTER = "error-500-after"
    SLOW = "slow"
    SWALLOWED = "swallowed"
    RATE_LIMITED = "rate-limited"


@dataclass(frozen=True, slots=True)
class Planned:
    """A fault that waits for a call; `seconds` is a delay or a Retry-After, `error` a refusal's name."""

    fault: Fault
    seconds: float = 1.0
    error: str = "internal_error"


class Faults:
    """Faults that wait, by method and in the order they were asked for; safe between threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: dict[str, deque[Planned]] = defaultdict(deque)
        self._shares: dict[str, tuple[Mapping[Planned, float], random.Random]] = {}
        self._happened: Counter[tuple[str, Planned]] = Counter()

    def add(
        self, method: str, fault: Fault, times: int = 1, seconds: float = 1.0, error: str = "internal_error"
    ) -> None:
        """Let the next calls of a method go wrong; `response_url` and `upload_url` stand for such an address."""
        with self._lock:
            self._waiting[method].extend([Planned(fault, seconds, error)] * times)

    def at_random(self, method: str, shares: Mapping[Planned, float], seed: int) -> None:
        """Let these shares of a method's calls go wrong from now on, where nothing else waits for a call."""
        with self._lock:
            self._shares[method] = (shares, random.Random(seed))

    def take(self, method: str) -> Planned | None:
        """Give the fault that is next for this method, if one waits, and use it up."""
        with self._lock:
            waiting = self._waiting[method]
            planned = waiting.popleft() if waiting else self._drawn(method)
            if planned is not None:
                self._happened[method, planned] += 1
            return planned

    def happened(self, method: str) -> Counter[Planned]:
        """Count the faults that a method's calls have met."""
        with self._lock:
            return Counter({planned: count for (of, planned), count in self._happened.items() if of == method})

    def clear(self) -> None:
        """Let nothing go wrong any more."""
        with self._lock:
            self._waiting.clear()
            self._shares.clear()

    def _drawn(self, method: str) -> Planned | None:
        if method not in self._shares:
            return None
        shares, chance = self._shares[method]
        drawn = chance.random()
        for planned, share in shares.items():
            drawn -= share
            if drawn < 0:
                return planned
        return None


async def suffer(request: web.Request, planned: Planned, act: Callable[[], Awaitable[web.Response]]) -> web.Response:
    """Answer a request the way the fault wants it; `act` is what would have been done."""
    await request.read()  # it has arrived whole, even if the caller is gone by the time we act
    match planned.fault:
        case Fault.REFUSE:
            return web.json_response({"ok": False, "error": planned.error})
        case Fault.RATE_LIMITED:
            return too_many(math.ceil(planned.seconds))
        case Fault.SLOW:
            await asyncio.sleep(planned.seconds)
            return await act()
        case Fault.SWALLOWED:
            await asyncio.sleep(planned.seconds)
            return _reset(request)
        case Fault.RESET_BEFORE:
            return _reset(request)
        case Fault.RESET_AFTER:
            await act()
            return _reset(request)
        case Fault.ERROR_500_AFTER:
            await act()
            return web.Response(status=500, text="")
        case _:
            assert_never(planned.fault)


def too_many(seconds: int) -> web.Response:
    """Give Slack's 429; `seconds` is what Retry-After says."""
    body = {"ok": False, "error": "ratelimited"}
    return web.json_response(body, status=429, headers={"Retry-After": str(seconds)})


def _reset(request: web.Request) -> web.Response:
    transport = request.transport
    if transport is not None:
        # No lingering makes the kernel send RST, so the client sees a reset and not an end.
        linger = struct.pack("ii", 1, 0)
        transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        transport.abort()
    return web.Response()
