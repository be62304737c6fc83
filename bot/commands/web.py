"""`trellis web`: answers Slack over HTTP; it sends no nudges and holds no model."""

import argparse
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from flask import Flask

from bot import logs
from bot.commands.parts import tables_held
from bot.config import Config, Needs
from bot.http_server import serve
from bot.pages import add_pages
from bot.web import make_wsgi
from bot.wiring import Trellis, build, utc_now


def execute(_options: argparse.Namespace, environ: Mapping[str, str]) -> int:
    """Serve until SIGTERM or SIGINT."""
    config = Config.load(environ, Needs.HTTP)
    logs.configure(config.log_level)
    with tables_held(config):
        serve(lambda: opened(config, build(config)), config.host, config.port)
    return 0


@contextmanager
def opened(config: Config, trellis: Trellis) -> Iterator[Flask]:
    """Give the gate in front of a bot; entered in the process that serves."""
    secret = config.signing_secret.reveal() if config.signing_secret else ""
    wsgi = make_wsgi(trellis.app, secret, utc_now)
    add_pages(wsgi, trellis.readiness, trellis.metrics)
    yield wsgi
