"""Brings a database to the tables of this version, from wherever the package is installed."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, func, select
from sqlalchemy.exc import DBAPIError

from storage.engine import WRITES
from storage.errors import DatabaseUnusableError

_ONE_AT_A_TIME = 7_283_551  # any number, as long as every Trellis takes the same


def upgrade(engine: Engine) -> None:
    """Apply what is missing, all or nothing; a second process waits for the first; raise DatabaseUnusableError."""
    try:
        with engine.execution_options(**{WRITES: True}).begin() as connection:
            _wait_for_others(connection)
            config = configuration()
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    except CommandError as error:
        raise DatabaseUnusableError("A newer Trellis made this database. Install that version or later.") from error
    except DBAPIError as error:
        raise DatabaseUnusableError(
            "The tables could not be brought up to date. Check that the account in DATABASE_URL may create tables "
            "and that the database holds nothing but Trellis."
        ) from error


def is_current(engine: Engine) -> bool:
    """Tell whether the tables are those of this version."""
    with engine.connect() as connection:
        present = MigrationContext.configure(connection).get_current_heads()
    return set(present) == set(ScriptDirectory.from_config(configuration()).get_heads())


def configuration() -> Config:
    """Give Alembic's configuration; there is no file of it."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    return config


def _wait_for_others(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(_ONE_AT_A_TIME)))
