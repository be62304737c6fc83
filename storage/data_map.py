"""What is stored, told by the tables themselves, and every row that is stored."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Engine, column, inspect, select, table, text

from storage.tables import Base
from storage.types import Choice, Choices


@dataclass(frozen=True, slots=True)
class Entry:
    """One column: what it holds, what for, and how long it is kept."""

    table: str
    column: str
    type: str
    purpose: str
    kept: str


def data_map() -> tuple[Entry, ...]:
    """Give every column of every table, from the comments in the tables."""
    tables = sorted(Base.metadata.tables.values(), key=lambda each: each.name)
    return tuple(_entry(column) for table in tables for column in table.columns)


def as_markdown() -> str:
    """Write the data map as the table that PRIVACY.md holds."""
    head = ("| table | column | form | what for | kept |", "|---|---|---|---|---|")
    lines = (f"| {e.table} | {e.column} | {e.type} | {e.purpose} | {e.kept} |" for e in data_map())
    return "\n".join((*head, *lines)) + "\n"


def dump(engine: Engine) -> Mapping[str, list[Mapping[str, object]]]:
    """Read every row of every table that is in the database, ours or not, as the driver gives it."""
    inspector = inspect(engine)
    found: dict[str, list[Mapping[str, object]]] = {}
    with engine.connect() as connection:
        for name in sorted(inspector.get_table_names()):
            key = inspector.get_pk_constraint(name)["constrained_columns"]
            everything = select(text("*")).select_from(table(name))
            rows = connection.execute(everything.order_by(*(column(each) for each in key)))
            found[name] = [dict(row) for row in rows.mappings()]
    return found


def _entry(stored: Column[Any]) -> Entry:
    purpose, kept = (stored.comment or "").split(" | ")
    return Entry(stored.table.name, stored.name, _form(stored), purpose, kept)


def _form(stored: Column[Any]) -> str:
    name = type(stored.type).__name__
    if isinstance(stored.type, Choice):
        return f"one {stored.type.of.__name__}"
    if isinstance(stored.type, Choices):
        return f"several {stored.type.of.__name__}"
    return name
