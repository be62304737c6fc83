"""Backups: whole although somebody writes meanwhile, private, and never in place of another file."""

import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from shutil import copy

import pytest

from storage import backup
from storage import engine as opening
from storage.data_map import dump
from storage.database import Database
from storage.errors import DatabaseUnusableError
from tests.storage import build
from tests.storage.build import NOW

TRANSFERS = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=30)
print("ready", flush=True)
while True:
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("UPDATE purse SET coins = coins - 1 WHERE id = 0")
    connection.execute("UPDATE purse SET coins = coins + 1 WHERE id = 1")
    connection.execute("COMMIT")
"""


@pytest.fixture
def full(sqlite_template: Path, tmp_path: Path) -> Path:
    """Give a database file with rows in every table."""
    file = Path(copy(sqlite_template, tmp_path / "trellis.db"))
    engine = opening.create(f"sqlite:///{file}")
    build.add_everything(Database(engine))
    engine.dispose()
    return file


def content(file: Path) -> object:
    engine = opening.create(f"sqlite:///{file}")
    found = dump(engine)
    engine.dispose()
    return found


def unpacked(copied: Path, target: Path) -> Path:
    backup.unpack(copied, target)
    backup.put_in_place(target)
    return target


def test_what_comes_back_is_what_was_there(full: Path, tmp_path: Path) -> None:
    backup.take(full, tmp_path / "copy.db", NOW)
    assert backup.taken_at(tmp_path / "copy.db") == NOW
    assert content(unpacked(tmp_path / "copy.db", tmp_path / "again.db")) == content(full)


def test_a_backup_is_one_file_that_only_this_account_may_read(full: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(full)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
    backup.take(full, tmp_path / "copy.db", NOW)
    backup.unpack(tmp_path / "copy.db", tmp_path / "again.db")
    backup.put_in_place(tmp_path / "again.db")
    assert {file.name for file in tmp_path.iterdir()} == {"trellis.db", "copy.db", "again.db"}
    for name in ("copy.db", "again.db"):
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600


@pytest.mark.parametrize("journal", ["DELETE", "WAL"])
def test_it_is_of_one_instant_although_another_process_writes(journal: str, tmp_path: Path) -> None:
    file = tmp_path / "purses.db"
    with closing(sqlite3.connect(file)) as connection:
        connection.execute(f"PRAGMA journal_mode = {journal}")
        connection.execute("CREATE TABLE purse (id INTEGER PRIMARY KEY, coins INTEGER, paper BLOB)")
        connection.executemany("INSERT INTO purse VALUES (?, 0, randomblob(2000))", [(one,) for one in range(2000)])
        connection.commit()
    with subprocess.Popen([sys.executable, "-c", TRANSFERS, file], stdout=subprocess.PIPE) as writer:
        try:
            assert writer.stdout is not None
            writer.stdout.readline()
            sums = []
            for number in range(5):
                backup.take(file, tmp_path / f"{number}.db", NOW)
                with closing(sqlite3.connect(tmp_path / f"{number}.db")) as connection:
                    sums.append(connection.execute("SELECT sum(coins), max(coins) FROM purse").fetchone())
            assert writer.poll() is None, "the writer was refused"
        finally:
            writer.kill()
    assert {total for total, _ in sums} == {0}
    assert len({richest for _, richest in sums}) > 1, "nothing was written meanwhile"


@pytest.mark.parametrize("side", ["", "-journal", "-wal"])
def test_nothing_is_overwritten(side: str, full: Path, tmp_path: Path) -> None:
    backup.take(full, tmp_path / "copy.db", NOW)
    there = tmp_path / f"other.db{side}"
    there.write_text("mine")
    for attempt in (
        lambda: backup.take(full, tmp_path / "other.db", NOW),
        lambda: backup.unpack(tmp_path / "copy.db", tmp_path / "other.db"),
    ):
        with pytest.raises(DatabaseUnusableError, match="nothing is overwritten"):
            attempt()
    assert there.read_text() == "mine"


def test_a_copy_that_was_broken_off_is_no_hindrance(full: Path, tmp_path: Path) -> None:
    for side in ("", "-journal"):
        (tmp_path / f"copy.db.unfinished{side}").write_bytes(full.read_bytes()[:3000])
    backup.take(full, tmp_path / "copy.db", NOW + timedelta(hours=1))
    assert content(unpacked(tmp_path / "copy.db", tmp_path / "again.db")) == content(full)


def test_a_damaged_database_makes_no_backup(full: Path, tmp_path: Path) -> None:
    damaged = bytearray(full.read_bytes())
    damaged[4096 * 3 : 4096 * 6] = b"\x55" * (4096 * 3)
    full.write_bytes(damaged)
    with pytest.raises(DatabaseUnusableError, match="damaged"):
        backup.take(full, tmp_path / "copy.db", NOW)
    assert [file.name for file in tmp_path.iterdir()] == ["trellis.db"]


def test_a_database_without_tables_or_without_a_file_makes_no_backup(tmp_path: Path) -> None:
    for content, words in ((None, "There is no file"), (b"", "is empty")):
        if content is not None:
            (tmp_path / "trellis.db").write_bytes(content)
        with pytest.raises(DatabaseUnusableError, match=f"{words}.* Check that DATABASE_URL"):
            backup.take(tmp_path / "trellis.db", tmp_path / "copy.db", NOW)
    assert [file.name for file in tmp_path.iterdir()] == ["trellis.db"]


@pytest.mark.parametrize("target", ["", ".", "/"])
def test_a_folder_is_no_place_for_a_backup(target: str, full: Path) -> None:
    with pytest.raises(DatabaseUnusableError, match="is there already, and nothing is overwritten"):
        backup.take(full, Path(target), NOW)


def test_what_is_no_backup_is_not_restored(full: Path, tmp_path: Path) -> None:
    (tmp_path / "notes.db").write_text("These are my shopping notes.")
    backup.take(full, tmp_path / "damaged.db", NOW)
    with (tmp_path / "damaged.db").open("r+b") as file:
        file.truncate(60_000)
    for name, words in (
        ("trellis.db", "trellis backup did not make it"),
        ("none.db", "There is no file"),
        ("notes.db", "is damaged, or is no SQLite database"),
        ("damaged.db", "is damaged, or is no SQLite database"),
    ):
        with pytest.raises(DatabaseUnusableError, match=words):
            backup.taken_at(tmp_path / name)
    assert not (tmp_path / "none.db").exists()


def test_where_nothing_can_be_written_is_named(full: Path, tmp_path: Path) -> None:
    with pytest.raises(DatabaseUnusableError, match="cannot be written"):
        backup.take(full, tmp_path / "none" / "copy.db", NOW)
