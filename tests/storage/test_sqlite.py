"""What SQLite is told holds on every connection that is used, and writes begin as such."""

import sqlite3
from contextlib import ExitStack, closing
from pathlib import Path
from shutil import copy

import pytest

from storage.database import Database
from storage.unit_of_work import UnitOfWork
from tests.shared import create_as_elsewhere

TOLD = {"synchronous": 2, "foreign_keys": 1, "busy_timeout": 5000, "secure_delete": 1}


@pytest.fixture
def file(sqlite_template: Path, tmp_path: Path) -> Path:
    return Path(copy(sqlite_template, tmp_path / "trellis.db"))


def asked(work: UnitOfWork) -> dict[str, object]:
    names = (*TOLD, "journal_mode")
    return {name: work.connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in names}


def test_every_connection_is_careful_however_many_there_are(file: Path) -> None:
    engine = create_as_elsewhere(f"sqlite:///{file}")
    database = Database(engine)
    journal = "wal" if sqlite3.sqlite_version_info >= (3, 51, 3) else "delete"
    with ExitStack() as several:
        works = [several.enter_context(database.write())]
        works += [several.enter_context(database.read()) for _ in range(4)]
        assert [asked(work) for work in works] == [TOLD | {"journal_mode": journal}] * 5
    engine.dispose()


def test_a_unit_that_may_write_holds_the_file_from_its_first_statement_and_a_read_does_not(file: Path) -> None:
    engine = create_as_elsewhere(f"sqlite:///{file}")
    database = Database(engine)
    with closing(sqlite3.connect(file, timeout=0, isolation_level=None)) as other:
        with database.read() as reading:
            reading.workspaces.all()
            other.execute("BEGIN IMMEDIATE")
            other.execute("ROLLBACK")
        with database.write() as writing:
            writing.workspaces.all()  # it only reads as yet
            with pytest.raises(sqlite3.OperationalError, match="locked"):
                other.execute("BEGIN IMMEDIATE")
    engine.dispose()
