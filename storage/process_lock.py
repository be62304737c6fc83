"""One process for each SQLite file: whoever comes second is told about PostgreSQL."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from storage.engine import sqlite_file
from storage.errors import DatabaseInUseError, DatabaseUnusableError

LONGEST_WAIT = 5.0
"""Seconds given to a process that is about to end, such as the worker of a killed gunicorn."""
_PAUSE = 0.05


@contextmanager
def held(url: str) -> Iterator[None]:
    """Keep every other process off a SQLite file meanwhile; raise DatabaseInUseError after LONGEST_WAIT.

    Children made by fork hold it too, until the last of them is gone. PostgreSQL takes any number of processes.
    """
    file = sqlite_file(url)
    if file is None or sys.platform == "win32":  # Windows has no flock, and SQLite's own locks guard the data there
        yield
        return
    # A file of its own, since closing any descriptor of the database's drops the locks that SQLite holds on it.
    # It is never removed: two processes could otherwise hold locks on two files of one name.
    descriptor = _opened(file)
    try:
        _take(descriptor, file, time.monotonic() + LONGEST_WAIT)
        yield
    finally:
        os.close(descriptor)


def _opened(file: Path) -> int:
    try:
        return os.open(f"{file}.lock", os.O_RDWR | os.O_CREAT, 0o600)
    except OSError:
        raise DatabaseUnusableError(
            f"The file {file}.lock cannot be made. Check that its folder exists and that this account may write there."
        ) from None


def _take(descriptor: int, file: Path, until: float) -> None:
    import fcntl  # absent on Windows

    while True:
        try:
            return fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > until:
                raise DatabaseInUseError(
                    f"Another Trellis process uses the database file {file}, and SQLite serves one process only. Stop "
                    "that one, or set DATABASE_URL to a PostgreSQL database, which takes as many as you want."
                ) from None
        time.sleep(_PAUSE)
