"""Every stored row, with what each column is for and how long it is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from storage.data_map import Entry, data_map

Rows = Sequence[Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class Table:
    """One table as the driver gives it; `entries` is empty for a table that is not ours."""

    name: str
    columns: list[str]
    rows: list[list[str | None]]
    entries: list[Entry]


def tables(stored: Mapping[str, Rows]) -> list[Table]:
    """Lay out a dump: tables with rows first, and those that are not ours last."""
    found = [_table(name, rows) for name, rows in stored.items()]
    return sorted(found, key=lambda table: (not table.entries, not table.rows))


def _table(name: str, rows: Rows) -> Table:
    entries = [entry for entry in data_map() if entry.table == name]
    columns = list(rows[0]) if rows else [entry.column for entry in entries]
    return Table(name, columns, [[_cell(row[column]) for column in columns] for row in rows], entries)


def _cell(value: object) -> str | None:
    return None if value is None else str(value)
