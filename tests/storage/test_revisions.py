"""Every revision, up and down, on both databases, with rows in all tables: nothing that was there is lost."""

from itertools import pairwise

from sqlalchemy import Engine

from storage import migrations
from storage.tables import Base
from tests.storage.revisions import REVISIONS, fill, go, kept, rows, shape, write_anew

CONTRACTING = frozenset[str]()
"""Revisions that take something away, at least one release after the last version that wrote it."""


def test_rows_of_every_revision_stay_on_the_way_up(blank_engine: Engine) -> None:
    for revision in REVISIONS:
        before = rows(blank_engine)
        go(blank_engine, revision)
        assert kept(before, rows(blank_engine)), revision
        fill(blank_engine)
    assert migrations.is_current(blank_engine)
    assert all(rows(blank_engine)[table] for table in Base.metadata.tables)


def test_rows_stay_on_the_way_down_as_far_as_the_older_tables_have_room_for_them(blank_engine: Engine) -> None:
    migrations.upgrade(blank_engine)
    fill(blank_engine)
    for revision in reversed(REVISIONS[:-1]):
        before = rows(blank_engine)
        go(blank_engine, revision)
        assert kept(before, rows(blank_engine)), revision
    assert set(rows(blank_engine)) == {"workspace", "member", "goal", "avoidance"}


def test_each_step_down_gives_the_tables_that_there_were(blank_engine: Engine) -> None:
    once = {}
    for revision in REVISIONS:
        go(blank_engine, revision)
        fill(blank_engine)
        once[revision] = shape(blank_engine)
    for revision in reversed(REVISIONS):
        go(blank_engine, revision)
        assert shape(blank_engine) == once[revision], revision


def test_the_tables_of_each_revision_take_the_rows_that_the_version_before_writes(blank_engine: Engine) -> None:
    for older, newer in pairwise(REVISIONS):
        go(blank_engine, older)
        fill(blank_engine)
        written = rows(blank_engine)
        go(blank_engine, newer)
        if newer not in CONTRACTING:
            write_anew(blank_engine, written)
