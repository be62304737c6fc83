"""How a database is opened: safe against crashes, silent about values, and clear about what is wrong."""

import os
import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from storage.errors import DatabaseUnusableError

DEFAULT_URL = "sqlite:///trellis.db"
WRITES = "trellis_writes"
"""Execution option of connections whose transactions write."""
_WAL_IS_SOUND_FROM = (
    3,
    51,
    3,
)  # earlier ones can corrupt a WAL database with several connections (sqlite.org/wal.html)
LONGEST_HANG = 30
"""Seconds after which PostgreSQL takes back what a process holds that hangs in a transaction: a nudge's lease."""
_PATIENCE = {
    "connect_timeout": 10,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 4,
    "tcp_user_timeout": 30_000,
}
"""How long a PostgreSQL server may be silent before it counts as gone; the system's own patience is hours."""
_FORMS = "Set DATABASE_URL to sqlite:///path/to/file.db or postgresql://name:password@host/database, or leave it unset."


def create(url: str | None) -> Engine:
    """Open the database, the file `trellis.db` in the current folder by default; raise DatabaseUnusableError."""
    engine = _engine(_parsed(url or DEFAULT_URL))
    _make_private(engine.url)
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql("SELECT 1")
    except DBAPIError:
        engine.dispose()
        raise DatabaseUnusableError(_remedy(engine.url)) from None  # the driver's own text may name the account
    return engine


def _make_private(url: URL) -> None:
    """Let nobody else read a SQLite file that is made; one that is there keeps its rights."""
    if url.get_backend_name() == "sqlite" and not str(url.database).startswith("file:"):
        # Never one that is there: closing it would end all locks of this process on it (sqlite.org/howtocorrupt).
        with suppress(OSError):  # opening it finds the words
            os.close(os.open(str(url.database), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))


def sqlite_file(url: str | None) -> Path | None:
    """Give where the SQLite file is or would be, links followed; None for PostgreSQL; raise DatabaseUnusableError."""
    parsed = _parsed(url or DEFAULT_URL)
    return Path(str(parsed.database)).resolve() if parsed.get_backend_name() == "sqlite" else None


def place(url: URL) -> str:
    """Say where a database is, without the account's name and password."""
    if url.get_backend_name() == "sqlite":
        return str(Path(str(url.database)).resolve())
    return f"{url.database or 'the default database'} at {_server(url)}"


def _server(url: URL) -> str:
    host = url.host or url.query.get("host")
    return f"{host or 'the local socket'}" + (f", port {url.port}" if url.port else "")


def _parsed(text: str) -> URL:
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        raise DatabaseUnusableError(f"DATABASE_URL is not a database address. {_FORMS}") from None
    if url.drivername in {"postgres", "postgresql", "postgresql+psycopg"}:
        return url.set(drivername="postgresql+psycopg")
    if url.drivername not in {"sqlite", "sqlite+pysqlite"}:
        raise DatabaseUnusableError(f"Trellis speaks SQLite and PostgreSQL only. {_FORMS}")
    if not url.database or url.database == ":memory:":
        raise DatabaseUnusableError(f"A database in memory would be forgotten and cannot be shared. {_FORMS}")
    return url


def _engine(url: URL) -> Engine:
    if url.get_backend_name() == "sqlite":
        engine = create_engine(url, hide_parameters=True)
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    try:
        engine = create_engine(url, hide_parameters=True, pool_pre_ping=True, connect_args=_PATIENCE)
    except ModuleNotFoundError:
        raise DatabaseUnusableError(
            "The PostgreSQL driver is missing. Install it with: pip install 'trellis-slack[postgres]'"
        ) from None
    event.listen(engine, "connect", _prepare_postgresql)
    return engine


def _prepare_postgresql(connection: Any, _record: Any) -> None:
    # Not as an option of the connection, which pgbouncer would refuse.
    connection.execute(f"SET idle_in_transaction_session_timeout = '{LONGEST_HANG}s'")
    connection.commit()


def _prepare_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = None  # transactions are begun below, not guessed by the driver
    journal = "WAL" if sqlite3.sqlite_version_info >= _WAL_IS_SOUND_FROM else "DELETE"
    for pragma in (
        "busy_timeout = 5000",
        f"journal_mode = {journal}",
        "synchronous = FULL",
        "foreign_keys = ON",
        "secure_delete = ON",
    ):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _remedy(url: URL) -> str:
    if url.get_backend_name() == "sqlite":
        return (
            f"The database file {place(url)} cannot be opened. Check that its folder exists, that this account "
            "may write to both, and that the file is a SQLite database."
        )
    return (
        f"The PostgreSQL server at {_server(url)} cannot be reached or refused us. Check that it runs, that the "
        "database exists, that the name and password in DATABASE_URL are right, and that signs such as @, : and / in "
        "them are written as %40, %3A and %2F."
    )
