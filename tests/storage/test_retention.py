"""Erasing leaves no trace of a member, and leaves everybody else alone."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine

from storage import engine as opening
from storage.data_map import dump
from storage.database import Database
from storage.records import EVERYONE, Pointer
from storage.retention import erase_member, erase_workspace
from storage.tables import Base
from storage.vocabulary import NudgeKind
from tests.storage import build
from tests.storage.build import ANN, BEN, CY, OTHER_WS, WS, row_id


def erase(database: Database, *member_ids: str) -> None:
    with database.write() as work:
        for member_id in member_ids:
            erase_member(work, WS, member_id)
        work.commit()


def rows_naming(engine: Engine, wanted: str) -> set[str]:
    return {table for table, rows in dump(engine).items() if any(wanted in str(row) for row in rows)}


@pytest.fixture
def full(database: Database) -> Database:
    build.add_everything(database)
    return database


def test_an_erased_member_is_named_nowhere(full: Database, engine: Engine) -> None:
    could_name = {table.name for table in Base.metadata.tables.values()} - {
        "workspace",
        "reader",
        "request",
        "partnership",
        "check_in",
        "programme",
        "cycle",
        "silence",
        "circle_link",
        "agreed",
    }
    assert rows_naming(engine, ANN) == could_name
    erase(full, ANN)
    assert rows_naming(engine, ANN) == set()


def test_a_member_may_be_erased_twice(full: Database, engine: Engine) -> None:
    erase(full, ANN, ANN)
    assert rows_naming(engine, ANN) == set()


def test_others_keep_what_is_theirs(full: Database) -> None:
    erase(full, ANN)
    with full.read() as work:
        assert [each.id for each in work.members.all(WS)] == [BEN, CY]
        assert work.goals.get(WS, BEN) == build.goal(BEN)
        assert work.avoidances.all(WS) == {(BEN, CY)}
        assert work.suggestions.shown_to(WS, BEN) == (build.suggestion(3, (BEN, CY)),)
        assert work.partnerships.get(WS, row_id(2)) == build.partnership(2, (BEN, CY))
        assert work.nudges.get(build.nudge(BEN)) == build.nudge(BEN)
        assert len(work.runs.due(WS, build.NOW)) == 2
        assert work.previews.due(WS, build.NOW) == (build.preview(BEN), build.preview(CY))


def test_a_covenant_of_two_goes_with_who_proposed_it_and_its_signatures_count_no_more(full: Database) -> None:
    erase(full, ANN)
    with full.write() as work:
        assert work.covenants.get(WS, row_id(1)) is None
        assert work.covenants.propose(WS, row_id(1), BEN, build.TERMS) == 1
        proposed = work.covenants.get(WS, row_id(1))
        kept = work.covenants.get(WS, row_id(3))
    assert proposed is not None
    assert proposed.signed_by == frozenset()
    assert kept is not None
    assert kept.signed_by == {BEN, CY}


def test_those_who_go_on_keep_their_covenant_without_the_words_of_who_proposed_it(full: Database) -> None:
    erase(full, ANN)
    with full.read() as work:
        kept = work.covenants.get(WS, row_id(2))
    assert kept is not None
    assert (kept.proposer_id, kept.words, kept.signed_by) == (BEN, None, frozenset({BEN, CY}))
    assert kept.agreed == build.TERMS


def test_what_was_agreed_goes_with_the_covenant_and_never_points_into_the_dm_of_who_is_gone(full: Database) -> None:
    with full.read() as work:
        ann = work.members.get(WS, ANN)
        kept = work.covenants.get(WS, row_id(3))
    assert ann is not None
    assert kept is not None
    with full.write() as work:
        work.covenants.agree(replace(kept, words=Pointer(ann.channel_id, "1700000000.000001")))
        work.commit()
    erase(full, ANN)
    with full.read() as work:
        assert work.covenants.agreed(WS, row_id(1)) is None
        kept = work.covenants.get(WS, row_id(3))
    assert kept is not None
    assert (kept.agreed, kept.agreed_words) == (build.TERMS, None)


def test_a_partnership_goes_with_its_last_member(full: Database, engine: Engine) -> None:
    with full.write() as work:
        work.nudges.plan(
            [build.group_nudge(row_id(1), NudgeKind.SIGNED), build.group_nudge(row_id(3), NudgeKind.SIGNED)]
        )
        work.commit()
    erase(full, ANN, BEN)
    with full.read() as work:
        assert [each.id for each in work.partnerships.live(WS)] == [row_id(2), row_id(3)]
    assert rows_naming(engine, row_id(1)) == set()
    assert rows_naming(engine, EVERYONE) == {"nudge"}


def test_the_same_id_in_another_workspace_is_somebody_else(full: Database) -> None:
    build.add_everything(full, OTHER_WS)
    erase(full, ANN)
    with full.read() as work:
        assert work.members.get(OTHER_WS, ANN) == build.member(ANN, OTHER_WS)
        assert len(work.suggestions.shown_to(OTHER_WS, ANN)) == 2


def test_an_erased_workspace_leaves_nothing_and_others_everything(full: Database, engine: Engine) -> None:
    build.add_everything(full, OTHER_WS)
    before = {name: len(rows) for name, rows in dump(engine).items()}
    with full.write() as work:
        erase_workspace(work, WS)
        work.commit()
    assert rows_naming(engine, WS) == set()
    expected = {name: rows if name == "alembic_version" else rows // 2 for name, rows in before.items()}
    assert {name: len(rows) for name, rows in dump(engine).items()} == expected


def test_an_erased_member_is_not_even_in_the_bytes_of_the_file(sqlite_template: Path, tmp_path: Path) -> None:
    file = tmp_path / "copy.db"
    shutil.copy(sqlite_template, file)
    engine = opening.create(f"sqlite:///{file}")
    build.add_everything(Database(engine))
    assert ANN.encode() in file.read_bytes()
    erase(Database(engine), ANN)
    engine.dispose()
    assert ANN.encode() not in file.read_bytes()
