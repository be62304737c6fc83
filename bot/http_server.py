"""Serves the HTTP gate with gunicorn: one worker process, many threads, no access log."""

import logging
import os
import socket
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from typing import Any

from flask import Flask
from gunicorn import glogging, util
from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter
from gunicorn.errors import AppImportError
from gunicorn.http.errors import ParseException
from gunicorn.workers.gthread import ThreadWorker

from bot.config import ConfigError
from bot.settings import Name
from matching.errors import TrellisError

THREADS = 80
"""Requests at once; each keeps its thread until its effect is durable, which mostly is a wait for Slack or the disk."""
PATIENCE = 600
"""Seconds after which gunicorn takes a worker for dead; opening may load, or even fetch, a model first."""
DRAIN_SECONDS = 9
"""Whole ones, for which SIGTERM waits for requests and, in `trellis run`, for the worker's jobs; then comes SIGKILL."""
_log = logging.getLogger(__name__)


def serve(opened: Callable[[], AbstractContextManager[Flask]], host: str, port: int) -> None:
    """Serve until SIGTERM or SIGINT, then exit the process; raises ConfigError if the address cannot be had.

    `opened` is entered in the worker, because neither threads nor connections survive gunicorn's fork.
    """
    listener = listen(host, port)
    _log.info("listening at %s, port %d", host, listener.getsockname()[1])
    arbiter = os.getpid()
    try:
        _Server(opened, listener.detach()).run()
    except SystemExit as stopped:
        # The worker must leave with gunicorn's own code, or it would be started again for ever.
        if os.getpid() == arbiter and stopped.code == Arbiter.APP_LOAD_ERROR:
            raise SystemExit(2) from None
        raise


def listen(host: str, port: int, setting: Name = Name.PORT) -> socket.socket:
    """Take the address at once, where gunicorn would try for 5 s; port 0 is any free one, `setting` names it."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=2048)
    except OSError as error:
        raise ConfigError(
            f"Port {port} of {host} cannot be used ({_why(error)}): "
            f"set {setting} or HOST to another, or stop what uses it."
        ) from None


def _why(error: OSError) -> str:
    # Python adds "(while attempting to bind on address …)" to what the system says.
    return str(error.strerror).partition(" (while")[0]


class _Server(BaseApplication):  # type: ignore[misc]  # gunicorn ships no types
    def __init__(self, opened: Callable[[], AbstractContextManager[Flask]], listener: int) -> None:
        self._opened = opened
        self._listener = listener
        self._open = ExitStack()
        super().__init__()

    def load_config(self) -> None:
        options = {
            "bind": f"fd://{self._listener}",
            "worker_class": _Worker,
            "workers": 1,
            "threads": THREADS,
            "timeout": PATIENCE,
            "graceful_timeout": DRAIN_SECONDS,
            "logger_class": _Logger,
            "worker_exit": lambda _arbiter, _worker: self._open.close(),
            "control_socket_disable": True,
            "proc_name": "trellis",
        }
        for name, value in options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        try:
            return self._open.enter_context(self._opened())
        except TrellisError as error:
            raise AppImportError(str(error)) from None  # gunicorn prints it and gives up


class _Logger(glogging.Logger):  # type: ignore[misc]  # as above
    """Leaves everything to our own handlers, which withhold gunicorn's words: they quote requests."""

    def setup(self, cfg: Any) -> None:
        self.cfg = cfg
        self.error_log.propagate = True
        self.error_log.setLevel(logging.WARNING)
        self.access_log.disabled = True

    def access(self, *_: Any) -> None:
        """Log no request."""

    def reopen_files(self) -> None:
        """There are no files."""


class _Worker(ThreadWorker):  # type: ignore[misc]  # as above
    def handle_error(self, req: Any, client: Any, addr: Any, exc: Exception) -> None:
        # gunicorn answers some malformed requests with 501 and quotes them.
        if isinstance(exc, ParseException):
            util.write_error(client, 400, "Bad Request", "")
        else:
            super().handle_error(req, client, addr, exc)
