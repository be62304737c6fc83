"""A throw-away PostgreSQL server for tests, and databases in it."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from uuid import uuid4

from sqlalchemy import URL, Engine, create_engine, make_url

GIVEN = "TRELLIS_TEST_POSTGRES"
"""Names a server to use instead, by the address of a database whose account may create others."""
Command = list[str | Path]
QUICK = "-c fsync=off -c full_page_writes=off -c synchronous_commit=off"
DURABLE = "-c fsync=on -c full_page_writes=on -c synchronous_commit=on"
"""As PostgreSQL is without a word from us: for measurements, and where the server is killed."""
_THROW_OUT = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
)


@dataclass(frozen=True, slots=True)
class Server:
    """A server of our own; `restart` takes pg_ctl's mode, such as fast or immediate, and returns once it is back."""

    where: URL
    restart: Callable[[str], None]


def missing() -> str | None:
    """Say what keeps the tests from PostgreSQL, or None."""
    if find_spec("psycopg") is None:
        return "psycopg is not installed"
    if GIVEN not in os.environ and _programs() is None:
        return f"no PostgreSQL server is installed and {GIVEN} is not set"
    return None


@contextmanager
def server() -> Iterator[URL]:
    """Give the address of a server, started for us and removed afterwards unless one was given."""
    if given := os.environ.get(GIVEN):
        yield make_url(given).set(drivername="postgresql+psycopg")
        return
    with own_server(QUICK) as server_of_ours:
        yield server_of_ours.where


@contextmanager
def own_server(settings: str) -> Iterator[Server]:
    """Start a server, and remove it afterwards."""
    programs = _programs()
    assert programs is not None, "asked for PostgreSQL where there is none"
    home = Path(tempfile.mkdtemp(prefix="trellis-pg-"))
    try:
        with _running(programs, home, settings) as restart:
            where = URL.create("postgresql+psycopg", "trellis", database="postgres", query={"host": str(home)})
            yield Server(where, restart)
    finally:
        shutil.rmtree(home, ignore_errors=True)


@contextmanager
def fresh(where: URL) -> Iterator[URL]:
    """Create a database, and drop it afterwards."""
    name = f"trellis_{uuid4().hex}"
    _command(where, f"CREATE DATABASE {name}")
    try:
        yield where.set(database=name)
    finally:
        _command(where, f"DROP DATABASE {name} WITH (FORCE)")


def empty(where: URL) -> None:
    """Throw everybody out of a migrated database, and delete every row: all hang on their workspace's."""
    _command(where, _THROW_OUT, "DELETE FROM workspace")


def _command(where: URL, *commands: str) -> None:
    engine: Engine = create_engine(where, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for sql in commands:
            connection.exec_driver_sql(sql)
    engine.dispose()


@contextmanager
def _running(programs: Path, home: Path, settings: str) -> Iterator[Callable[[str], None]]:
    data, account = home / "data", _account(home)
    _run([programs / "initdb", "-D", data, "-U", "trellis", "-A", "trust", "-E", "UTF8", "--no-sync"], account)
    control: Command = [programs / "pg_ctl", "-D", data, "-w"]
    _run([*control, "-l", home / "log", "-o", f"-c listen_addresses= {settings} -k {home}", "start"], account)
    try:
        yield lambda mode: _run([*control, "-l", home / "log", "-m", mode, "restart"], account)
    finally:
        _run([*control, "-m", "immediate", "stop"], account)


def _run(command: Command, account: dict[str, Any]) -> None:
    environment = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C"}
    done = subprocess.run(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=environment,
        cwd="/",
        check=False,
        **account,
    )
    assert done.returncode == 0, done.stdout


def _account(home: Path) -> dict[str, Any]:
    """Choose who runs the server: ourselves, but never root, whom initdb refuses."""
    if os.geteuid() != 0:
        return {}
    names = {each.pw_name: each for each in pwd.getpwall()}
    chosen = names.get("postgres") or names["nobody"]
    os.chown(home, chosen.pw_uid, chosen.pw_gid)
    return {"user": chosen.pw_uid, "group": chosen.pw_gid, "extra_groups": []}


def has_own_server() -> bool:
    """Tell whether `own_server` can start one."""
    return find_spec("psycopg") is not None and _programs() is not None


def _programs() -> Path | None:
    found = shutil.which("initdb")
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    programs = [Path(found).resolve()] if found else debian[-1:]
    return programs[0].parent if programs else None
