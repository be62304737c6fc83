"""Opening a database: what SQLite is told, and what an operator is told."""

import os
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Engine, make_url, text
from sqlalchemy.exc import DBAPIError

from storage import engine as opening
from storage.database import Database
from storage.errors import DatabaseUnusableError
from tests.conftest import BACKENDS
from tests.shared import create_as_elsewhere
from tests.storage import build

SECRET = "hunter2secret"


def test_sqlite_is_told_to_be_careful(tmp_path: Path) -> None:
    with create_as_elsewhere(f"sqlite:///{tmp_path / 'a.db'}").connect() as connection:
        asked = ("synchronous", "foreign_keys", "busy_timeout", "secure_delete")
        told = [connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in asked]
        connection.engine.dispose()
    assert told == [2, 1, 5000, 1]


@pytest.mark.parametrize(("version", "journal"), [((3, 51, 2), "delete"), ((3, 51, 3), "wal")])
def test_wal_only_where_sqlite_is_sound(
    version: tuple[int, ...], journal: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", version)
    engine = opening.create(f"sqlite:///{tmp_path / 'a.db'}")
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar_one() == journal
    engine.dispose()


def test_without_an_address_a_file_here_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    opening.create(None).dispose()
    assert (tmp_path / "trellis.db").exists()


@pytest.mark.parametrize(
    "url",
    [
        f"nonsense {SECRET}",
        f"postgresql://trellis:{SECRET}@localhost:port/db",
        f"mysql://trellis:{SECRET}@localhost/db",
        f"postgres://trellis:{SECRET}@127.0.0.1:1/db",
        f"sqlite:////nowhere/{SECRET}/../trellis.db",
        "sqlite://",
    ],
)
def test_a_wrong_address_is_explained_without_the_password(url: str) -> None:
    with pytest.raises(DatabaseUnusableError) as caught:
        opening.create(url)
    said = str(caught.value)
    assert f":{SECRET}@" not in said
    assert ("Set DATABASE_URL to" in said) or ("Check that" in said) or ("pip install" in said)


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "notes.db"
    file.write_text("These are my shopping notes, and there is nothing here that SQLite could read at all.")
    with pytest.raises(DatabaseUnusableError, match="is a SQLite database"):
        opening.create(f"sqlite:///{file}")


def test_a_new_file_is_readable_by_this_account_only_and_an_old_one_keeps_its_rights(tmp_path: Path) -> None:
    file = tmp_path / "a.db"
    before = os.umask(0o022)
    try:
        opening.create(f"sqlite:///{file}").dispose()
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        file.chmod(0o640)
        opening.create(f"sqlite:///{file}").dispose()
    finally:
        os.umask(before)
    assert stat.S_IMODE(file.stat().st_mode) == 0o640


@pytest.mark.parametrize(
    ("url", "place"),
    [
        ("sqlite:////srv/x/../trellis.db", "/srv/trellis.db"),
        (f"postgresql://ana:{SECRET}@db.example.org:5433/trellis", "trellis at db.example.org, port 5433"),
        ("postgresql:///trellis", "trellis at the local socket"),
        ("postgresql:///trellis?host=/run/pg", "trellis at /run/pg"),
    ],
)
def test_a_place_is_named_without_account_and_password(url: str, place: str) -> None:
    assert opening.place(make_url(url)) == place


def test_errors_hold_no_bound_value(engine: Engine) -> None:
    with engine.connect() as connection, pytest.raises(DBAPIError) as caught:
        connection.execute(text("INSERT INTO nowhere VALUES (:words)"), {"words": SECRET})
    assert SECRET not in str(caught.value)


def test_a_postgresql_address_needs_no_driver_name(url: str, backend: str) -> None:
    engine = opening.create(url.replace("postgresql+psycopg:", "postgres:"))
    assert engine.dialect.name == backend
    engine.dispose()


def test_a_read_does_not_wait_for_a_writer(people: Database) -> None:
    with people.write() as writing:
        writing.workspaces.erase("T0TEAM")
        with people.read() as reading:
            assert reading.workspaces.get("T0TEAM") is not None


@pytest.mark.parametrize("backend", [name for name in BACKENDS if name == "postgresql"], indirect=True)
def test_a_process_that_hangs_in_a_transaction_holds_up_no_other(
    people: Database, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "LONGEST_HANG", 1)
    hanging = opening.create(url)
    with Database(hanging).write() as theirs:
        theirs.nudges.plan([build.nudge()])
        with people.write() as ours:
            assert ours.nudges.plan([build.nudge()]) == 1
            ours.commit()
        with pytest.raises(DBAPIError):
            theirs.commit()
    hanging.dispose()


def test_opening_a_file_again_ends_no_lock_of_this_process(tmp_path: Path) -> None:
    file = tmp_path / "trellis.db"
    with closing(sqlite3.connect(file, isolation_level=None)) as writer:
        writer.execute("CREATE TABLE purse (coins INTEGER)")
        writer.execute("BEGIN IMMEDIATE")
        create_as_elsewhere(f"sqlite:///{file}").dispose()
        another = f"import sqlite3; sqlite3.connect({str(file)!r}, timeout=0).execute('BEGIN IMMEDIATE')"
        done = subprocess.run([sys.executable, "-c", another], capture_output=True, text=True, check=False)
    assert "database is locked" in done.stderr
