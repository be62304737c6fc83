"""`trellis backup`: copies a SQLite database while the bot goes on."""

import argparse
from collections.abc import Mapping
from pathlib import Path

from bot.config import Config, Needs
from bot.wiring import utc_now
from storage import backup, engine
from storage.errors import DatabaseUnusableError
from storage.ledger import Ledger

ELSEWHERE = (
    "trellis backup and trellis restore are for SQLite. For PostgreSQL use its own tools: "
    "pg_dump --format=custom, pg_restore, or continuous archiving."
)


def execute(options: argparse.Namespace, environ: Mapping[str, str]) -> int:
    """Write the copy, and say what belongs to it."""
    target: Path = options.file
    database = engine.sqlite_file(Config.load(environ, Needs.NOTHING).database_url.reveal())
    if database is None:
        raise DatabaseUnusableError(ELSEWHERE)
    backup.take(database, target, utc_now())
    ledger = Ledger(database)
    ledger.begin()
    print(f"Wrote {target}. Keep the newest {ledger.file.name} with your backups: it says who was erased since.")
    return 0
