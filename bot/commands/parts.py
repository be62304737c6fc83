"""What several sub-commands do alike."""

import faulthandler
import signal
import time
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
MOMENT = 0.1
"""Seconds until a signal is noticed, at most."""


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


class Told:
    """Whether the process was told to stop; a threading.Event could not be set by who is interrupted while waiting."""

    def __init__(self) -> None:
        self._told = False

    def set(self) -> None:
        """Let whoever waits go on; safe in a signal's handler."""
        self._told = True

    def wait(self) -> None:
        """Wait in short sleeps, since a signal right before a long one would not end it."""
        while not self._told:
            time.sleep(MOMENT)


def stop_signal(patience: float = LONGEST_STOP) -> Told:
    """Give what SIGTERM and SIGINT set from now on; the process ends so many seconds later at the latest.

    What hangs then is printed by file and line; what the process holds is taken over after its lease.
    """
    told = Told()

    def stop(*_: object) -> None:
        faulthandler.dump_traceback_later(patience, exit=True)
        told.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    return told
