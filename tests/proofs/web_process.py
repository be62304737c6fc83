"""A web process that can be killed and started anew at the same address."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

from bot.sandbox.clock import Clock
from bot.sandbox.world import World
from bot.settings import Name

TRELLIS = ("-m", "bot", "web")
STARTED_WITHIN = 60.0
"""Seconds."""
WORLD = World(Clock())
"""Holds the token and the secret that all sandbox workspaces have."""


class WebProcess:
    """A command of ours that serves HTTP, gunicorn's two processes together; what it logs goes to `log`."""

    def __init__(self, module: Sequence[str], settings: Mapping[str, str], log: Path) -> None:
        self.port = _free_port()
        self.url = f"http://127.0.0.1:{self.port}/slack/events"
        self._command = [sys.executable, *module]
        self._environ = {**os.environ, **settings, Name.PORT: str(self.port)}
        self._log = log
        self._running: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        """Give the process id of gunicorn's arbiter."""
        assert self._running is not None
        return self._running.pid

    def start(self) -> None:
        """Start it, and do not wait."""
        with self._log.open("ab") as log:
            # A session of its own is a group of its own, and so dies together.
            self._running = subprocess.Popen(
                self._command, env=self._environ, stdout=log, stderr=log, start_new_session=True
            )

    def kill(self) -> None:
        """Kill it with everything that belongs to it, at once and by SIGKILL."""
        os.killpg(self.pid, signal.SIGKILL)
        assert self._running is not None
        self._running.wait()
        assert self._running.returncode == -signal.SIGKILL, self._log.read_text()

    def wait(self) -> None:
        """Wait until it answers; raises AssertionError after STARTED_WITHIN."""
        until = time.monotonic() + STARTED_WITHIN
        while time.monotonic() < until:
            try:
                urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=1).close()
            except HTTPError:  # it answers, and has no such page
                return
            except OSError:
                time.sleep(0.05)
            else:
                return
        raise AssertionError(self._log.read_text())


@contextmanager
def serving(
    count: int, module: Sequence[str], base_url: str, database_url: str, log: Path, level: str = "ERROR"
) -> Iterator[list[WebProcess]]:
    """Let so many serve the workspace at this address of Slack's, from this database, until left."""
    settings: dict[str, str] = {
        Name.BOT_TOKEN: WORLD.bot_token,
        Name.SIGNING_SECRET: WORLD.signing_secret,
        Name.API_URL: base_url,
        Name.DATABASE_URL: database_url,
        Name.LOG_LEVEL: level,
    }
    processes = [WebProcess(module, settings, log) for _ in range(count)]
    with ExitStack() as running:
        for each in processes:
            each.start()
            running.callback(each.kill)
        for each in processes:
            each.wait()
        yield processes


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port: int = taken.getsockname()[1]
    return port
