"""Databases of every revision that ever was, with rows in all their tables."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, MetaData, Table

from storage import migrations
from storage.data_map import dump
from storage.engine import WRITES

REVISIONS = tuple(
    reversed([one.revision for one in ScriptDirectory.from_config(migrations.configuration()).walk_revisions()])
)
Rows = Mapping[str, list[Mapping[str, object]]]


def go(engine: Engine, revision: str) -> None:
    """Move a database up or down to a revision, as `migrations.upgrade` does to the newest."""
    with _config(engine) as config:
        current = _current(config.attributes["connection"])
        if current is None or revision > current:
            command.upgrade(config, revision)
        elif revision < current:
            command.downgrade(config, revision)


def fill(engine: Engine) -> None:
    """Put a row into every table that has none, each referring to the row of the table it hangs on."""
    metadata = MetaData()
    metadata.reflect(engine, resolve_fks=True)
    with engine.execution_options(**{WRITES: True}).begin() as connection:
        for table in metadata.sorted_tables:
            if (
                table.name != "alembic_version"
                and not connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()
            ):
                connection.execute(table.insert().values(_row(table)))


def rows(engine: Engine) -> Rows:
    """Give every row there is, without Alembic's own."""
    return {name: found for name, found in dump(engine).items() if name != "alembic_version"}


def shape(engine: Engine) -> Mapping[str, object]:
    """Give what can be compared of the tables: columns with their types, checks, references and indexes."""
    inspector = sa.inspect(engine)
    return {table: _shape(inspector, table) for table in inspector.get_table_names()}


def write_anew(engine: Engine, written: Rows) -> None:
    """Replace all rows by these, as a version would that knows no other columns; raises if one is refused."""
    metadata = MetaData()
    metadata.reflect(engine)
    with engine.execution_options(**{WRITES: True}).begin() as connection:
        for table in reversed(metadata.sorted_tables):
            if table.name != "alembic_version":
                connection.execute(table.delete())
        for table in metadata.sorted_tables:
            for row in written.get(table.name, ()):
                into = sa.table(table.name, *(sa.column(name) for name in row))
                connection.execute(into.insert().values(**row))


def kept(before: Rows, after: Rows) -> bool:
    """Tell whether each earlier row is still there with each value of the columns that there still are."""
    return all(_is_in(row, after[name]) for name, found in before.items() if name in after for row in found)


def _shape(inspector: sa.Inspector, table: str) -> object:
    columns = {each["name"]: (str(each["type"]), each["nullable"]) for each in inspector.get_columns(table)}
    checks = {(each["name"], each["sqltext"]) for each in inspector.get_check_constraints(table)}
    references = {each["name"] for each in inspector.get_foreign_keys(table)}
    indexes = {(each["name"], tuple(each["column_names"])) for each in inspector.get_indexes(table)}
    return columns, checks, references, indexes


def _is_in(row: Mapping[str, object], found: list[Mapping[str, object]]) -> bool:
    return any(all(other[name] == value for name, value in row.items() if name in other) for other in found)


@contextmanager
def of_another_version(engine: Engine, version: str) -> Iterator[None]:
    """Let the tables be of another version meanwhile, and then as they were: on PostgreSQL all tests share them."""
    mark = sa.text("UPDATE alembic_version SET version_num = :version")
    with engine.begin() as connection:
        ours = _current(connection)
        connection.execute(mark, {"version": version})
    try:
        yield
    finally:
        with engine.begin() as connection:
            connection.execute(mark, {"version": ours})


@contextmanager
def _config(engine: Engine) -> Iterator[Config]:
    with engine.execution_options(**{WRITES: True}).begin() as connection:
        config = migrations.configuration()
        config.attributes["connection"] = connection
        yield config


def _current(connection: Connection) -> str | None:
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    return connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()


def _row(table: Table) -> dict[str, Any]:
    return {each.name: _value(each) for each in table.columns}


def _value(stored: sa.Column[Any]) -> object:
    """Give what the column's form takes; equal names have equal values, so that references hold."""
    kind = stored.type
    if isinstance(kind, sa.Boolean):
        return True
    if isinstance(kind, sa.Integer):
        return 7
    if isinstance(kind, sa.DateTime):
        return datetime(2026, 3, 2, 9)  # noqa: DTZ001 - SQLite's form has no zone
    if isinstance(kind, sa.Date):
        return date(2026, 3, 2)
    return {"workspace_id": "T0TEAM", "member_id": "U0ANN", "zone": "Etc/UTC"}.get(stored.name, "0" * 24)
