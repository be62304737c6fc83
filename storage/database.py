"""The one door to the database for everything above storage."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from threading import BoundedSemaphore

from sqlalchemy import Engine, func, select
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.exc import TimeoutError as NoConnectionFreeError

from storage import migrations
from storage.engine import WRITES
from storage.errors import DatabaseUnusableError, NoLongerFitsError
from storage.ledger import Ledger, Step
from storage.unit_of_work import UnitOfWork

LONGEST_WAIT = 5.0
"""Seconds that a write waits for its turn, as long as SQLite's own `busy_timeout`."""
_BUSY = "The database was busy for too long. Please try again in a moment."


class Database:
    """Opens units of work; one per request, never across a call to Slack."""

    def __init__(self, engine: Engine) -> None:
        self._reader = engine
        self._writer = engine.execution_options(**{WRITES: True})
        # SQLite lets one write at a time and lets the others poll; in one process a queue is fairer and quicker.
        self._turn = BoundedSemaphore() if engine.dialect.name == "sqlite" else None
        self._ledger = Ledger(Path(str(engine.url.database))) if engine.dialect.name == "sqlite" else None

    def close(self) -> None:
        """Close every connection; the database may be opened again."""
        self._reader.dispose()

    def note_erasure(self, step: Step, workspace_id: str, member_id: str, now: datetime) -> None:
        """Note for backups of a SQLite file that someone, or with EVERYONE a workspace, goes; before the rows do.

        Raises DatabaseUnusableError, and then nothing may be erased. PostgreSQL's backups are not ours to restore.
        """
        if self._ledger is not None:
            self._ledger.note(step, workspace_id, member_id, now)

    def forget_erasures(self, now: datetime) -> None:
        """Delete from the ledger what no backup may need any more; raises DatabaseUnusableError."""
        if self._ledger is not None:
            self._ledger.forget(now)

    def is_current(self) -> bool:
        """Tell whether the tables are those of this version."""
        with _in_our_words():
            return migrations.is_current(self._reader)

    def clock(self) -> datetime | None:
        """Give the database's own time; None on SQLite, which has none."""
        if self._turn is not None:
            return None
        with _in_our_words(), self._reader.connect() as connection:
            theirs: datetime = connection.execute(select(func.clock_timestamp())).scalar_one()
            return theirs

    @contextmanager
    def write(self) -> Iterator[UnitOfWork]:
        """Open a unit of work that may write; on SQLite it waits its turn for up to 5 s."""
        with _in_our_words(), _in_turn(self._turn), self._writer.connect() as connection:
            yield UnitOfWork(connection)

    @contextmanager
    def read(self) -> Iterator[UnitOfWork]:
        """Open a unit of work that only reads."""
        with _in_our_words(), self._reader.connect() as connection:
            yield UnitOfWork(connection)


@contextmanager
def _in_turn(turn: BoundedSemaphore | None) -> Iterator[None]:
    if turn is None:
        yield
        return
    if not turn.acquire(timeout=LONGEST_WAIT):
        raise DatabaseUnusableError(_BUSY)
    try:
        yield
    finally:
        turn.release()


@contextmanager
def _in_our_words() -> Iterator[None]:
    try:
        yield
    except IntegrityError as error:
        raise NoLongerFitsError("What this change belongs to is gone or changed, so nothing was kept.") from error
    except (DBAPIError, NoConnectionFreeError) as error:
        raise DatabaseUnusableError(
            "The database did not answer as it should. Check that it runs, has room, and is migrated (trellis migrate)."
        ) from error
