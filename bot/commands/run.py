"""`trellis run`: everything in one process, over Socket Mode if there is an app-level token, else over HTTP."""

import argparse
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager

from flask import Flask

from bot import logs
from bot.commands.parts import stop_signal, tables_held, working
from bot.commands.web import opened
from bot.config import Config
from bot.http_server import serve
from bot.pages import serving_pages
from bot.secret import Secret
from bot.socket import start_socket
from bot.wiring import build


def execute(_options: argparse.Namespace, environ: Mapping[str, str]) -> int:
    """Run until SIGTERM or SIGINT."""
    config = Config.load(environ)
    logs.configure(config.log_level)
    with tables_held(config, make_fresh=True):
        if config.app_token is None:
            serve(lambda: _opened_and_working(config), config.host, config.port)
        else:
            _over_sockets(config, config.app_token)
    return 0


def _over_sockets(config: Config, app_token: Secret) -> None:
    told = stop_signal()
    trellis = build(config)
    with (
        serving_pages(trellis.readiness, trellis.metrics, config),
        closing(start_socket(trellis.app, app_token.reveal(), trellis.client)) as connection,
        working(trellis, config),
    ):
        trellis.readiness.watch(connection.is_connected)
        print("Trellis is connected to Slack. Stop it with Ctrl+C.", flush=True)
        told.wait()


@contextmanager
def _opened_and_working(config: Config) -> Iterator[Flask]:
    trellis = build(config)
    with working(trellis, config), opened(config, trellis) as wsgi:
        yield wsgi
