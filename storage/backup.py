"""Copies of a SQLite database that are whole although the bot goes on writing, and that tell when they were taken."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

from storage import files
from storage.errors import DatabaseUnusableError

Change = Callable[[sqlite3.Connection], object]
_SIDES = ("", "-journal", "-wal", "-shm")
_WHERE = "Check that DATABASE_URL, and the folder where you are if it names none, are those of the bot."
_ANOTHER = "Bring back an earlier backup, as docs/backups.md tells."
_PATIENCE = 30.0
"""Seconds to wait for a writer."""


def take(database: Path, target: Path, now: datetime) -> None:
    """Write a checked copy that only this account can read; raise DatabaseUnusableError, also where something is."""
    target = target.absolute()  # "." has no name, and messages name the folder too
    if target.exists():
        raise DatabaseUnusableError(f"{target} is there already, and nothing is overwritten. Name a file that is not.")
    _check_free(target)
    with whole_or_gone(target):
        _copy(database, _unfinished(target), lambda copy: _note(copy, now))
        put_in_place(target)


def taken_at(backup: Path) -> datetime:
    """Give the moment right before a backup was begun; raise DatabaseUnusableError where it is none."""
    backup = backup.absolute()
    if not backup.is_file():
        raise DatabaseUnusableError(f"There is no file {backup}.")
    try:
        with closing(_opened(backup)) as source:
            (moment,) = source.execute("SELECT taken_at FROM backup").fetchone()
    except sqlite3.OperationalError:  # the table is not there, or the file cannot be opened
        raise DatabaseUnusableError(
            f"{backup} cannot be read, or trellis backup did not make it. A copy of a database whose Trellis was "
            "stopped needs no restore: give it the name that DATABASE_URL says."
        ) from None
    except sqlite3.Error:
        raise DatabaseUnusableError(f"{backup} is damaged, or is no SQLite database. {_ANOTHER}") from None
    return datetime.fromisoformat(moment)


def unpack(backup: Path, target: Path) -> Path:
    """Copy a backup beside its target and give where; raise DatabaseUnusableError.

    `put_in_place` follows, all within `whole_or_gone`.
    """
    _check_free(target)
    beside = _unfinished(target)
    _copy(backup, beside, lambda copy: copy.execute("DROP TABLE backup"))
    return beside


@contextmanager
def whole_or_gone(target: Path) -> Iterator[None]:
    """Delete what was written beside the target if anything fails meanwhile: it may name who was erased since."""
    try:
        yield
    except BaseException:
        _remove(_unfinished(target), _SIDES)
        raise


def put_in_place(target: Path) -> None:
    """Let what was written beside the target become it."""
    _check_free(target)
    try:
        files.move(_unfinished(target), target)
    except OSError:
        raise _not_written(target) from None


def _copy(source: Path, target: Path, change: Change) -> None:
    if not source.is_file():
        raise DatabaseUnusableError(f"There is no file {source}. {_WHERE}")
    try:
        _remove(target, _SIDES[1:])  # a journal that a crash left would be played back into the copy
        files.make(target)
        with closing(_opened(source)) as reading, closing(sqlite3.connect(target)) as copy:
            reading.backup(copy)  # all pages in one step: a writer waits a moment, and cannot make it begin anew
            copy.execute("PRAGMA journal_mode = DELETE").close()  # so that it is a single file
            _check_whole(copy, source)
            change(copy)
            copy.commit()
    except sqlite3.Error:
        raise DatabaseUnusableError(
            f"{source} cannot be read, is no SQLite database, or is damaged. {_ANOTHER}"
        ) from None
    except OSError:
        raise _not_written(target) from None


def _opened(file: Path) -> sqlite3.Connection:
    """Open a file that is there; what a crashed writer left behind is rolled back, which mode=ro could not do."""
    return sqlite3.connect(f"{file.resolve().as_uri()}?mode=rw", uri=True, timeout=_PATIENCE)


def _note(copy: sqlite3.Connection, now: datetime) -> None:
    copy.execute("CREATE TABLE backup (taken_at TEXT NOT NULL)")
    copy.execute("INSERT INTO backup VALUES (?)", (now.isoformat(),))


def _check_whole(copy: sqlite3.Connection, source: Path) -> None:
    if copy.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,):
        raise DatabaseUnusableError(f"{source} is empty: it has no tables. {_WHERE}")
    found = copy.execute("PRAGMA integrity_check").fetchall()
    if found != [("ok",)] or copy.execute("PRAGMA foreign_key_check").fetchall():
        raise DatabaseUnusableError(f"{source} is damaged: SQLite's own check finds faults in the copy. {_ANOTHER}")


def _check_free(target: Path) -> None:
    there = [file for side in _SIDES if (file := target.with_name(f"{target.name}{side}")).exists()]
    if there:
        raise DatabaseUnusableError(
            f"There is a file {there[0]} already, and nothing is overwritten. Move it to another folder first, with "
            f"{target.name}-journal and {target.name}-wal if they are there."
        )


def _remove(file: Path, sides: Iterable[str]) -> None:
    for side in sides:
        file.with_name(f"{file.name}{side}").unlink(missing_ok=True)


def _unfinished(target: Path) -> Path:
    return target.with_name(f"{target.name}.unfinished")


def _not_written(target: Path) -> DatabaseUnusableError:
    return DatabaseUnusableError(
        f"{target} cannot be written. Check that its folder exists, that this account may write there, and that the "
        "disk has room."
    )
