"""`trellis worker`: runs suggestions and sends nudges; as many as wanted may run."""

import argparse
from collections.abc import Mapping

from bot import logs
from bot.commands.parts import stop_signal, tables_held, working
from bot.config import Config, Needs
from bot.pages import serving_pages
from bot.wiring import build


def execute(_options: argparse.Namespace, environ: Mapping[str, str]) -> int:
    """Tick until SIGTERM or SIGINT."""
    config = Config.load(environ, Needs.TOKEN)
    logs.configure(config.log_level)
    with tables_held(config):
        told = stop_signal()
        trellis = build(config)
        with serving_pages(trellis.readiness, trellis.metrics, config), working(trellis, config):
            print("The worker ticks. Stop it with Ctrl+C.", flush=True)
            told.wait()
    return 0
