"""`trellis migrate`: brings the tables to this version; safe to run again, and by several at once."""

import argparse
from collections.abc import Mapping

from bot.config import Config, Needs
from storage import engine, migrations, process_lock


def execute(_options: argparse.Namespace, environ: Mapping[str, str]) -> int:
    """Upgrade, and say whether there was anything to do; a second one waits for the first."""
    config = Config.load(environ, Needs.NOTHING)
    database = engine.create(config.database_url.reveal())
    try:
        if migrations.is_current(database):
            print(f"The tables in {engine.place(database.url)} are those of this version already.")
        else:
            with process_lock.held(config.database_url.reveal()):
                migrations.upgrade(database)
            print(f"The tables in {engine.place(database.url)} are now those of this version.")
    finally:
        database.dispose()
    return 0
