"""Empty databases with Trellis' tables for proofs, by the names of their kinds."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from storage import engine, migrations
from tests import postgres

SQLITE, POSTGRESQL = "SQLite", "PostgreSQL"


@contextmanager
def sqlite() -> Iterator[str]:
    """Give the address of a new file."""
    with tempfile.TemporaryDirectory() as folder:
        yield migrated(f"sqlite:///{Path(folder) / 'trellis.db'}")


@contextmanager
def postgresql() -> Iterator[str]:
    """Give the address of a database on a server of its own."""
    with postgres.server() as server, postgres.fresh(server) as where:
        yield migrated(where.render_as_string(hide_password=False))


def migrated(url: str) -> str:
    """Make the tables, leave nothing open, and give the address back."""
    made = engine.create(url)
    migrations.upgrade(made)
    made.dispose()
    return url


KINDS = {SQLITE: sqlite, POSTGRESQL: postgresql}
