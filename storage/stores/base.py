"""What every store does to its connection, alike on SQLite and PostgreSQL."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import Connection, Row, ScalarResult, Select, UpdateBase, inspect
from sqlalchemy.dialects import postgresql, sqlite

from storage.records import Pointer
from storage.tables import Base

AnyRow = Row[*tuple[Any, ...]]
AnyInsert = postgresql.Insert | sqlite.Insert
T = TypeVar("T")
BATCH = 500
"""Ids in a statement, well below the number of parameters that SQLite takes."""


class Store:
    """Holds the connection of one unit of work."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def _insert(self, table: type[Base]) -> AnyInsert:
        on_postgresql = self._connection.dialect.name == "postgresql"
        return postgresql.insert(table) if on_postgresql else sqlite.insert(table)

    def _add(self, table: type[Base], values: Mapping[str, Any]) -> bool:
        """Insert unless a row with the same unique values is there; tell whether it was inserted."""
        return self._changed(self._insert(table).values(**values).on_conflict_do_nothing())

    def _put(self, table: type[Base], values: Mapping[str, Any]) -> None:
        """Insert, or replace all but the key."""
        key = keys(table)
        new = {name: value for name, value in values.items() if name not in key}
        self._connection.execute(
            self._insert(table).values(**values).on_conflict_do_update(index_elements=key, set_=new)
        )

    def _changed(self, statement: UpdateBase) -> bool:
        return self._count(statement) > 0

    def _count(self, statement: UpdateBase) -> int:
        """Execute and tell how many rows changed, which the driver forgets after an insert unless asked."""
        return self._connection.execute(statement, execution_options={"preserve_rowcount": True}).rowcount

    def _insert_all(self, statement: AnyInsert, rows: Sequence[Mapping[str, Any]]) -> int:
        """Insert any number of rows by a statement that is compiled once, and tell how many it put there or changed."""
        if not rows:
            return 0
        return self._connection.execute(statement, rows, execution_options={"preserve_rowcount": True}).rowcount

    def _scalars(self, statement: Select[Any]) -> ScalarResult[Any]:
        return self._connection.execute(statement).scalars()


def pointer_of(channel_id: str | None, message_ts: str | None) -> Pointer | None:
    """Give the pointer that two columns hold, None unless both do."""
    return Pointer(channel_id, message_ts) if channel_id and message_ts else None


def keys(table: type[Base]) -> list[str]:
    """Give the names of the primary key's columns."""
    return [column.name for column in inspect(table).primary_key]


def batches(rows: Sequence[T]) -> Iterator[Sequence[T]]:
    """Cut into parts that fit a statement each."""
    return (rows[start : start + BATCH] for start in range(0, len(rows), BATCH))
