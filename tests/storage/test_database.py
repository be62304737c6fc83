"""Units of work: what is committed stays, everything else did not happen."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

from storage.database import Database
from storage.errors import DatabaseUnusableError, NoLongerFitsError, UnstorableValueError
from tests.storage import build
from tests.storage.build import ANN, BEN, CY, WS, row_id


def test_committed_work_stays(database: Database) -> None:
    with database.write() as work:
        work.workspaces.add(build.workspace())
        work.commit()
    with database.read() as work:
        assert work.workspaces.get(WS) == build.workspace()


def test_work_without_a_commit_did_not_happen(database: Database) -> None:
    with database.write() as work:
        work.workspaces.add(build.workspace())
    with database.read() as work:
        assert work.workspaces.get(WS) is None


def test_work_that_fails_did_not_happen(database: Database) -> None:
    def fail() -> None:
        with database.write() as work:
            work.workspaces.add(build.workspace())
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with database.read() as work:
        assert work.workspaces.get(WS) is None


def test_what_follows_a_commit_needs_another(database: Database) -> None:
    with database.write() as work:
        work.workspaces.add(build.workspace())
        work.commit()
        work.workspaces.erase(WS)
    with database.read() as work:
        assert work.workspaces.get(WS) is not None


def test_a_row_that_hangs_on_nothing_is_refused_in_our_words(people: Database) -> None:
    with pytest.raises(NoLongerFitsError), people.write() as work:
        work.covenants.propose(WS, row_id(9), ANN, build.TERMS)
    with people.read() as work:
        assert work.covenants.get(WS, row_id(9)) is None


def test_a_value_of_the_wrong_form_is_refused_unseen(people: Database) -> None:
    with pytest.raises(UnstorableValueError) as caught, people.write() as work:
        work.members.set_zone(WS, ANN, "I want to run")
    assert "run" not in str(caught.value)


def test_a_database_without_tables_is_explained(blank_engine: Engine) -> None:
    with pytest.raises(DatabaseUnusableError, match="trellis migrate"), Database(blank_engine).read() as work:
        work.workspaces.all()


def test_a_busy_database_is_explained(people: Database) -> None:
    busy = OperationalError("BEGIN IMMEDIATE", None, sqlite3.OperationalError("database is locked"))
    with pytest.raises(DatabaseUnusableError), people.write():
        raise busy


def test_many_writers_at_once_all_get_their_turn(people: Database) -> None:
    newcomers = [f"U{number:03d}" for number in range(16)]

    def join(member_id: str) -> None:
        with people.write() as work:
            work.members.add(build.member(member_id))
            work.commit()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(join, newcomers))
    with people.read() as work:
        assert {each.id for each in work.members.all(WS)} == {*newcomers, ANN, BEN, CY}
