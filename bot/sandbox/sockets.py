"""The workspace's end of Socket Mode: several connections, tickets, envelopes and their acknowledgements."""

import asyncio
import json
import secrets
import threading
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass

from aiohttp import WSMsgType, web

from bot.sandbox.world import Json, World
from matching.errors import TrellisError

CLOSING = 1.0
"""Seconds to wait for the other side's goodbye."""


class NobodyConnectedError(TrellisError):
    """No Socket Mode connection is open."""


@dataclass(frozen=True, slots=True, eq=False)
class _Link:
    socket: web.WebSocketResponse
    loop: asyncio.AbstractEventLoop
    transport: asyncio.Transport


class Sockets:
    """All Socket Mode connections of one workspace; safe to use from any thread."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._changed = threading.Condition()
        self._links: list[_Link] = []
        self._tickets: set[str] = set()
        self._awaited: dict[str, Future[Json | str | None]] = {}
        self._turn = 0

    def ticket(self) -> str:
        """Give a one-use ticket for `/link`, as `apps.connections.open` hands out."""
        ticket = secrets.token_hex(16)
        self._tickets.add(ticket)
        return ticket

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Hold one connection until either side closes it; 401 without an unused ticket."""
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets:
            return web.Response(status=401)
        self._tickets.remove(ticket)
        socket = web.WebSocketResponse(timeout=CLOSING)
        await socket.prepare(request)
        assert request.transport is not None
        link = _Link(socket, asyncio.get_running_loop(), request.transport)
        await socket.send_json(self._hello())
        self._joined(link)
        try:
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    self._acknowledged(message.data)
        finally:
            self._left(link)
        return socket

    def send(self, envelope: Json) -> Future[Json | str | None]:
        """Send over the next connection in turn; the future holds the payload of the acknowledgement."""
        awaited: Future[Json | str | None] = Future()
        with self._changed:
            if not self._links:
                raise NobodyConnectedError("no Socket Mode connection is open")
            link = self._links[self._turn % len(self._links)]
            self._turn += 1
            self._awaited[envelope["envelope_id"]] = awaited
        asyncio.run_coroutine_threadsafe(link.socket.send_json(envelope), link.loop)
        return awaited

    def forget(self, envelope_id: str) -> None:
        """Stop waiting for an acknowledgement; a late one is ignored."""
        with self._changed:
            self._awaited.pop(envelope_id, None)

    def wait(self, connections: int = 1, seconds: float = 10.0) -> bool:
        """Wait until so many connections are open; false if that takes longer than `seconds`."""
        with self._changed:
            return self._changed.wait_for(lambda: len(self._links) >= connections, seconds)

    def disconnect(self, reason: str = "refresh_requested") -> None:
        """Ask every connection to go and come back, as Slack does now and then, and close it."""
        with self._changed:
            links = list(self._links)
        for link in links:
            asyncio.run_coroutine_threadsafe(_part(link.socket, reason), link.loop).result(timeout=5)

    def drop(self) -> None:
        """Lose every connection without warning, as networks do."""
        with self._changed:
            links = list(self._links)
        for link in links:
            link.loop.call_soon_threadsafe(link.transport.abort)

    async def close(self) -> None:
        """Close every connection without a word; called on the server's own loop when it stops."""
        for link in list(self._links):
            await link.socket.close()

    def _hello(self) -> Json:
        return {
            "type": "hello",
            "num_connections": len(self._links) + 1,
            "connection_info": {"app_id": self._world.app_id},
            "debug_info": {"host": "sandbox", "build_number": 1, "approximate_connection_time": 18060},
        }

    def _joined(self, link: _Link) -> None:
        with self._changed:
            self._links.append(link)
            self._changed.notify_all()

    def _left(self, link: _Link) -> None:
        with self._changed:
            self._links.remove(link)
            self._changed.notify_all()

    def _acknowledged(self, data: str) -> None:
        with suppress(ValueError):
            answer = json.loads(data)
            with self._changed:
                awaited = self._awaited.pop(answer.get("envelope_id", ""), None)
            if awaited is not None:
                awaited.set_result(answer.get("payload"))


async def _part(socket: web.WebSocketResponse, reason: str) -> None:
    await socket.send_json({"type": "disconnect", "reason": reason, "debug_info": {"host": "sandbox"}})
    await socket.close()
