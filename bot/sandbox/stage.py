"""A sandbox workspace with a real Trellis in it: one process, loopback, a clock that can be moved."""

import tempfile
import threading
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from datetime import datetime, timedelta
from pathlib import Path
from typing import Self

from werkzeug.serving import make_server

from bot.config import Config
from bot.pages import add_pages
from bot.sandbox.delivery import Mode
from bot.sandbox.driver import Slack
from bot.sandbox.world import Person
from bot.services.vectors import Encoder
from bot.socket import start_socket
from bot.web import make_wsgi
from bot.wiring import Trellis, build, draw_id, utc_now
from bot.worker.worker import Worker
from storage import engine, migrations

HOUR = timedelta(hours=1)


class Stage:
    """Slack's stand-in and the bot side by side; enter it to start both."""

    def __init__(
        self,
        people: Iterable[Person],
        start: datetime,
        load: Callable[[], Encoder],
        mode: Mode = Mode.SOCKET,
        database_url: str | None = None,
        draw: Callable[[], str] = draw_id,
    ) -> None:
        self.slack = Slack(people, start, mode)
        self._mode = mode
        self._load = load
        self._database_url = database_url
        self._draw = draw
        self._open = ExitStack()

    def __enter__(self) -> Self:
        self._open.enter_context(self.slack)
        folder = self._open.enter_context(tempfile.TemporaryDirectory())
        self.database_url = self._database_url or f"sqlite:///{Path(folder) / 'trellis.db'}"
        with_tables = engine.create(self.database_url)
        migrations.upgrade(with_tables)
        with_tables.dispose()
        self.trellis = build(self._config(), self.slack.clock.now, self._draw)
        self._open.callback(self.trellis.context.database.close)
        now = self.slack.clock.now
        self.worker = Worker(
            self.trellis.unhurried,
            self._load,
            now,
            self._draw(),
            self.trellis.metrics,
            stopwatch=lambda: now().timestamp(),  # it stands as still as the clock
        )
        self._connect(self.trellis)
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def settle(self) -> None:
        """Let the worker do everything that is due now."""
        self.worker.tick(self.slack.clock.now())

    def until(self, instant: datetime, step: timedelta = HOUR) -> None:
        """Move the clock to an instant in steps, with the worker at work at each of them."""
        while (now := self.slack.clock.now()) < instant:
            self.slack.clock.move_to(min(now + step, instant))
            self.settle()

    def _config(self) -> Config:
        world = self.slack.world
        return Config.load(
            {
                "SLACK_BOT_TOKEN": world.bot_token,
                "SLACK_APP_TOKEN": world.app_token,
                "SLACK_SIGNING_SECRET": world.signing_secret,
                "SLACK_API_URL": self.slack.base_url,
                "DATABASE_URL": self.database_url,
            }
        )

    def _connect(self, trellis: Trellis) -> None:
        world = self.slack.world
        if self._mode is Mode.SOCKET:
            self._open.callback(start_socket(trellis.app, world.app_token, trellis.client).close)
            self.slack.sockets.wait()
            return
        wsgi = make_wsgi(trellis.app, world.signing_secret, utc_now)
        add_pages(wsgi, trellis.readiness, trellis.metrics)
        server = make_server("127.0.0.1", 0, wsgi, threaded=True)
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)  # looks for its end often
        thread.start()
        self._open.callback(thread.join)
        self._open.callback(server.shutdown)
        self.slack.connect(f"http://127.0.0.1:{server.server_port}/slack/events")
