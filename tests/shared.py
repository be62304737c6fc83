"""What the tests of one process share, because making it anew for each would take most of their time."""

import gc
import sqlite3
from typing import Any

from sqlalchemy import Engine, event

from storage import engine as opening

create_as_elsewhere = opening.create
"""Opens a database as it is opened outside tests."""
_first: dict[str, Engine] = {}


def share_statements() -> None:
    """Let an engine know the statements that earlier ones of its kind compiled, and SQLite not wait for the disk."""
    opening.create = _create


def spare_what_stays() -> None:
    """Keep the garbage collector away from modules and collected tests, which live to the end anyway."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def _create(url: str | None) -> Engine:
    engine = create_as_elsewhere(url)
    first = _first.setdefault(engine.dialect.name, engine)  # it has connected, so its dialect is complete
    engine.dialect, engine._compiled_cache = first.dialect, first._compiled_cache
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _leave_the_disk)
        engine.dispose()
    return engine


def _leave_the_disk(connection: sqlite3.Connection, _record: Any) -> None:
    """No test cuts the power, so none can tell; that the setting is right has a test of its own."""
    connection.execute("PRAGMA synchronous = OFF").close()
