"""What several sub-commands do alike."""

import logging
import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

from sqlalchemy import Engine, inspect

from bot.config import Config
from bot.wiring import Trellis, utc_now
from storage import engine, migrations, process_lock
from storage.errors import DatabaseUnusableError

LONGEST_STOP = 9.5
"""Seconds from SIGTERM to the end, whatever hangs; in an HTTP process gunicorn sees to that."""
_log = logging.getLogger(__name__)


@contextmanager
def tables_held(config: Config, make_fresh: bool = False) -> Iterator[None]:
    """Keep other processes off a SQLite file meanwhile; `make_fresh` makes the tables where the file is new.

    Raises DatabaseInUseError, and DatabaseUnusableError unless the tables are those of this version.
    """
    # Taken before gunicorn forks, so that its arbiter and the process that serves hold it together.
    with process_lock.held(config.database_url.reveal()):
        _check_tables(config, make_fresh)
        yield


def _check_tables(config: Config, make_fresh: bool) -> None:
    database = engine.create(config.database_url.reveal())
    try:
        if make_fresh and _is_fresh_file(database):
            migrations.upgrade(database)
            print(f"Made a new database in {engine.place(database.url)}.", flush=True)
        elif not migrations.is_current(database):
            raise DatabaseUnusableError(_to_migrate(database))
    finally:
        database.dispose()


def _to_migrate(database: Engine) -> str:
    """Keep an operator in the wrong folder from making a second, empty database unawares."""
    where = engine.place(database.url)
    if inspect(database).get_table_names():
        return f"The tables in {where} are not those of this version. Run: trellis migrate"
    return f"There are no tables in {where} yet. If that is where Trellis keeps its data, run: trellis migrate"


def _is_fresh_file(database: Engine) -> bool:
    return database.dialect.name == "sqlite" and not inspect(database).get_table_names()


@contextmanager
def working(trellis: Trellis, config: Config) -> Iterator[None]:
    """Let the worker tick meanwhile; raises ModelUnavailableError before anything ticks."""
    # Imported only here, because they bring torch, and the worker after the encoder has settled how torch waits.
    from matching.encoder import Encoder

    encoder = Encoder.load(config.model, progress=lambda line: print(line, flush=True))
    from bot.worker.dispatch import HANDS
    from bot.worker.worker import Worker

    worker = Worker(trellis.unhurried, lambda: encoder, utc_now, uuid4().hex, trellis.metrics, HANDS)
    worker.start()
    try:
        yield
    finally:
        worker.stop()


def stop_signal(patience: float = LONGEST_STOP) -> threading.Event:
    """Give the event that SIGTERM and SIGINT set from now on; the process ends so many seconds later at the latest."""
    told = threading.Event()
    last = threading.Timer(patience, _leave_at_once)
    last.daemon = True

    def stop(*_: object) -> None:
        if not told.is_set():
            told.set()
            last.start()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    return told


def _leave_at_once() -> None:
    """End although something hangs; what this process holds is taken over after its lease."""
    _log.warning("stopped before everything had ended")
    os._exit(1)
