"""The workspace on loopback: Web API, response addresses and Socket Mode on one port, in its own thread."""

import asyncio
import threading
from concurrent.futures import Future
from typing import Self

from aiohttp import web

from bot.sandbox.calls import Calls
from bot.sandbox.faults import Faults, suffer, too_many
from bot.sandbox.incoming import read_call, read_json
from bot.sandbox.rates import Tier
from bot.sandbox.refusals import RateLimited, Refused
from bot.sandbox.registry import Method
from bot.sandbox.response_urls import ResponseUrls
from bot.sandbox.sockets import Sockets
from bot.sandbox.world import Json, World

HOST = "127.0.0.1"


class Server:
    """Serves one world; `latency` is added to every answer, in seconds of real time."""

    def __init__(self, world: World, port: int = 0, sockets: Sockets | None = None) -> None:
        self.faults = Faults()
        self.latency = 0.0
        self.sockets = sockets or Sockets(world)
        self.response_urls = ResponseUrls(world)
        self.calls = Calls(world, Method("apps.connections.open", self._connection, Tier.ONE, by_app=True))
        self._world = world
        self._port = port
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None

    @property
    def rate_limits(self) -> bool:
        """Tell whether rate limits hold; benchmarks switch them off."""
        return self.calls.limited

    @rate_limits.setter
    def rate_limits(self, hold: bool) -> None:
        self.calls.limited = hold

    @property
    def origin(self) -> str:
        """Give the address without a path, to which paths of response addresses are added."""
        return f"http://{HOST}:{self._port}"

    @property
    def base_url(self) -> str:
        """Give the address as slack_sdk's `base_url` takes it."""
        return f"{self.origin}/api/"

    def start(self) -> Self:
        """Serve until `stop`; a port 0 becomes a free one. Raises OSError if the port is taken."""
        started: Future[int] = Future()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, args=(self._loop, started), name="sandbox", daemon=True)
        self._thread.start()
        self._port = started.result()
        return self

    def stop(self) -> None:
        """Stop serving and wait until the thread has ended; what the world holds stays, for another start."""
        if self._loop is not None and self._thread is not None and self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _run(self, loop: asyncio.AbstractEventLoop, started: Future[int]) -> None:
        asyncio.set_event_loop(loop)
        runner = web.AppRunner(self._application(), access_log=None, shutdown_timeout=0.5)
        try:
            port = loop.run_until_complete(_listen(runner, self._port))
        except OSError as error:
            started.set_exception(error)
        else:
            self._world.origin = f"http://{HOST}:{port}"
            started.set_result(port)
            loop.run_forever()
            loop.run_until_complete(self.sockets.close())
        loop.run_until_complete(runner.cleanup())
        loop.run_until_complete(loop.shutdown_default_executor())
        loop.close()

    def _application(self) -> web.Application:
        application = web.Application()
        application.router.add_route("*", "/api/{method}", self._api)
        application.router.add_post("/response/{key}", self._response)
        application.router.add_post("/upload/{file_id}", self._upload)
        application.router.add_get("/link", self.sockets.serve)
        return application

    def _connection(self, world: World, params: Json) -> Json:  # noqa: ARG002 - every method has this form
        return {"url": f"ws://{HOST}:{self._port}/link?ticket={self.sockets.ticket()}"}

    async def _api(self, request: web.Request) -> web.Response:
        name = request.match_info["method"]
        await asyncio.sleep(self.latency)
        planned = self.faults.take(name)
        if planned is None:
            return await self._call(request, name)
        return await suffer(request, planned, lambda: self._call(request, name))

    async def _call(self, request: web.Request, name: str) -> web.Response:
        try:
            token, params = await read_call(request)
            body = await asyncio.to_thread(self.calls.answer, name, token, params)
        except RateLimited as refused:
            return too_many(refused.seconds)
        except Refused as refused:
            return web.json_response(refused.answer())
        headers = {"X-OAuth-Scopes": ",".join(sorted(self._world.scopes))}
        return web.Response(text=body, content_type="application/json", headers=headers)

    async def _response(self, request: web.Request) -> web.Response:
        planned = self.faults.take("response_url")
        if planned is None:
            return await self._respond(request)
        return await suffer(request, planned, lambda: self._respond(request))

    async def _respond(self, request: web.Request) -> web.Response:
        await asyncio.sleep(self.latency)
        try:
            given = await read_json(request)
            await asyncio.to_thread(self.response_urls.use, request.match_info["key"], given)
        except Refused as refused:
            gone = refused.error in {"used_url", "expired_url"}
            return web.json_response(refused.answer(), status=404 if gone else 400)
        return web.Response(text="ok")

    async def _upload(self, request: web.Request) -> web.Response:
        planned = self.faults.take("upload_url")
        if planned is None:
            return await self._receive(request)
        return await suffer(request, planned, lambda: self._receive(request))

    async def _receive(self, request: web.Request) -> web.Response:
        content = await request.read()
        with self._world.lock:
            file = self._world.files.get(request.match_info["file_id"])
            if file is None or len(content) != file.size:
                return web.Response(status=404 if file is None else 400)
            file.content = content
        return web.Response(text=f"OK - {len(content)}")


async def _listen(runner: web.AppRunner, port: int) -> int:
    await runner.setup()
    await web.TCPSite(runner, HOST, port).start()
    listening: int = runner.addresses[0][1]
    return listening
