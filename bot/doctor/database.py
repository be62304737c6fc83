"""Checks that the database can be opened and has the tables of this version."""

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import inspect, make_url
from sqlalchemy.exc import ArgumentError

from bot.config import Config
from bot.doctor.finding import Finding, bad, good, unchecked
from storage import engine, migrations
from storage.errors import DatabaseUnusableError


def examine(config: Config) -> Iterator[Finding]:
    """Report reachability and tables; a SQLite file that is not there is not made."""
    if (file := _missing_file(config)) is not None:
        yield bad("database", f"there is no file {file} yet", "run trellis migrate, or trellis run, which makes it")
        return
    try:
        database = engine.create(config.database_url.reveal())
    except DatabaseUnusableError as error:
        found, _, remedy = str(error).partition(". ")
        yield bad("database", found, remedy)
        yield unchecked("tables", "not checked without the database")
        return
    try:
        yield good("database", f"{database.dialect.name} answers, {engine.place(database.url)}")
        if migrations.is_current(database):
            yield good("tables", "those of this version")
        else:
            state = "of another version" if inspect(database).get_table_names() else "not made yet"
            yield bad("tables", state, "run trellis migrate")
    finally:
        database.dispose()


def _missing_file(config: Config) -> Path | None:
    try:
        url = make_url(config.database_url.reveal())
    except ArgumentError:
        return None  # opening it finds the words
    if url.get_backend_name() != "sqlite" or not url.database or Path(url.database).exists():
        return None
    return Path(url.database).resolve()
