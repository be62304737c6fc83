"""No column can hold what a member wrote: not through our code, and not past it."""

from typing import Any

import pytest
from sqlalchemy import Boolean, Column, Date, Engine, Integer, Table, text, update
from sqlalchemy.exc import DataError, IntegrityError, ProgrammingError

from storage.data_map import dump
from storage.database import Database
from storage.errors import UnstorableValueError
from storage.tables import Base
from storage.types import (
    Choice,
    Choices,
    MemberIds,
    Moment,
    NarrowText,
    ProfileField,
    RowId,
    SlackId,
    SlackTs,
    ZoneName,
)
from tests.storage import build

SENTENCE = "I want to run"
ALLOWED = {Boolean, Choice, Choices, Date, Integer, MemberIds, Moment, ProfileField, RowId, SlackId, SlackTs, ZoneName}
TABLES = list(Base.metadata.tables.values())
COLUMNS = [(table, column) for table in TABLES for column in table.columns]
TEXTUAL = [(table, column) for table, column in COLUMNS if isinstance(column.type, NarrowText | Choice | Choices)]


def named(pair: tuple[Table, Column[Any]]) -> str:
    return f"{pair[0].name}.{pair[1].name}"


def test_every_column_has_a_type_that_is_known_to_be_narrow() -> None:
    assert {type(column.type) for _, column in COLUMNS} <= ALLOWED


def test_every_key_starts_with_the_workspace() -> None:
    assert all(next(iter(table.primary_key)).name == "workspace_id" for table in TABLES)


@pytest.fixture
def full(database: Database, engine: Engine) -> Engine:
    """Give a database with rows in every table."""
    build.add_everything(database)
    rows = dump(engine)
    assert all(rows[table.name] for table in TABLES)
    return engine


def test_a_sentence_does_not_get_past_our_types(full: Engine) -> None:
    for table, column in TEXTUAL:
        with full.connect() as connection, pytest.raises(UnstorableValueError) as caught:
            connection.execute(update(table).values({column.name: SENTENCE}))
        assert SENTENCE not in str(caught.value)


def test_a_sentence_does_not_get_past_the_database(full: Engine) -> None:
    for pair in COLUMNS:
        assert _refusal(full, pair, SENTENCE), named(pair)


def test_text_without_spaces_does_not_get_past_the_length_of_a_column(full: Engine) -> None:
    for pair in COLUMNS:
        assert _refusal(full, pair, "run" * 100), named(pair)


def test_not_even_a_short_word_gets_into_what_is_not_text(full: Engine) -> None:
    for pair in COLUMNS:
        if pair not in TEXTUAL:
            assert _refusal(full, pair, "run"), named(pair)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (SlackId(), "U1 or"),
        (SlackId(), "ann"),
        (SlackTs(), "1700000000"),
        (RowId(), "0" * 31),
        (ZoneName(), "Europe/Atlantis"),
        (MemberIds(), ()),
        (MemberIds(), "U0ANN"),
        (MemberIds(), ("U0ANN", "my goal")),
    ],
)
def test_only_the_exact_form_is_stored(kind: NarrowText, value: Any, engine: Engine) -> None:
    with pytest.raises(UnstorableValueError):
        kind.process_bind_param(value, engine.dialect)


def _refusal(engine: Engine, pair: tuple[Table, Column[Any]], words: str) -> bool:
    """Write past our types and tell whether it was this column's form that the database refused."""
    table, column = pair
    try:
        with engine.begin() as connection:
            connection.execute(text(f"UPDATE {table.name} SET {column.name} = '{words}'"))
    except (IntegrityError, DataError, ProgrammingError) as error:
        form = f"ck_{table.name}_{column.name}_is_no_sentence"
        return form in str(error.orig) or not isinstance(error, IntegrityError)
    return False
