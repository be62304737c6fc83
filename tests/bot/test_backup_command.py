"""`trellis backup` and `trellis restore`, as an operator meets them."""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.commands import restore
from bot.commands.line import main
from bot.services import restoring
from bot.wiring import utc_now
from storage import engine, migrations, process_lock
from storage.errors import DatabaseUnusableError
from storage.ledger import KEPT
from tests.bot.quiet import logging_kept
from tests.storage.revisions import go


@pytest.fixture(autouse=True)
def _logging() -> Iterator[None]:
    with logging_kept():
        yield


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "trellis.db"


@pytest.fixture
def environ(file: Path) -> dict[str, str]:
    return {"DATABASE_URL": f"sqlite:///{file}"}


@pytest.fixture
def copy(file: Path, environ: dict[str, str], sqlite_template: Path, tmp_path: Path) -> str:
    """Give a backup of a database that is lost since, but for its ledger."""
    shutil.copy(sqlite_template, file)
    assert main(["backup", str(tmp_path / "copy.db")], environ) == 0
    file.unlink()
    return str(tmp_path / "copy.db")


def test_it_says_what_belongs_to_the_backup(capsys: pytest.CaptureFixture[str], copy: str) -> None:
    assert f"Wrote {copy}. Keep the newest trellis.db.erased with your backups" in capsys.readouterr().out


def test_what_is_restored_is_ready_to_run(copy: str, file: Path, environ: dict[str, str]) -> None:
    assert main(["restore", copy], environ) == 0
    opened = engine.create(f"sqlite:///{file}")
    assert migrations.is_current(opened)
    opened.dispose()


def test_a_database_that_is_there_is_not_overwritten(
    copy: str, environ: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["restore", copy], environ) == 0
    assert main(["restore", copy], environ) == 2
    assert "nothing is overwritten" in capsys.readouterr().err


def test_a_restore_that_fails_leaves_no_copy_of_who_was_erased(
    copy: str, file: Path, environ: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise DatabaseUnusableError

    monkeypatch.setattr(restoring, "settle_in", fails)
    assert main(["restore", copy], environ) == 2
    assert {one.name for one in file.parent.iterdir()} == {"copy.db", "trellis.db.erased", "trellis.db.lock"}


def test_it_says_what_to_do_next(copy: str, environ: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["restore", copy], environ) == 0
    first, *more = capsys.readouterr().out.splitlines()
    assert first.endswith(" UTC. Start Trellis again.")
    assert more == [
        "Erased since, and so erased here again: 0.",
        "Nudges that may have been sent since: 0; 0 of them were given up.",
        "The worker looks for the other 0 in Slack before it sends any of them.",
    ]


def test_a_running_trellis_has_to_be_stopped_first(
    copy: str, environ: dict[str, str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process_lock, "LONGEST_WAIT", 0.0)
    with process_lock.held(environ["DATABASE_URL"]):
        assert main(["restore", copy], environ) == 2
    assert "Another Trellis process uses the database file" in capsys.readouterr().err


def test_without_the_ledger_it_restores_only_when_told_so(
    copy: str, file: Path, environ: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    file.with_name("trellis.db.erased").unlink()
    assert main(["restore", copy], environ) == 2
    told = capsys.readouterr().err
    assert "members who were erased since the backup would come back" in told
    assert "--without-ledger" in told
    assert not file.exists()
    assert main(["restore", copy, "--without-ledger"], environ) == 0
    assert "since nobody knows who was: erase them by hand" in capsys.readouterr().out
    assert file.with_name("trellis.db.erased").exists()


def test_a_backup_older_than_the_ledgers_memory_is_refused(
    copy: str, environ: dict[str, str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(restore, "utc_now", lambda: utc_now() + KEPT + timedelta(days=1))
    assert main(["restore", copy], environ) == 2
    assert "more than 90 days old" in capsys.readouterr().err


def test_a_backup_of_an_older_version_is_brought_to_this_one(
    file: Path, environ: dict[str, str], tmp_path: Path
) -> None:
    older = engine.create(f"sqlite:///{file}")
    go(older, "0004")
    older.dispose()
    assert main(["backup", str(tmp_path / "copy.db")], environ) == 0
    file.unlink()
    assert main(["restore", str(tmp_path / "copy.db")], environ) == 0
    newer = engine.create(f"sqlite:///{file}")
    assert migrations.is_current(newer)
    newer.dispose()


@pytest.mark.parametrize("command", ["backup", "restore"])
def test_postgresql_has_tools_of_its_own(command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    environ = {"DATABASE_URL": "postgresql+psycopg://trellis:pw@127.0.0.1/trellis"}
    assert main([command, str(tmp_path / "copy.db")], environ) == 2
    assert "pg_dump" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
