"""Databases for tests: the real stores on SQLite, and on PostgreSQL wherever it is installed."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from sqlalchemy import URL, Engine

from matching import zones
from storage import engine as opening
from storage import migrations
from storage.database import Database
from tests import postgres, shared

zones.use_package()  # as every command does, or tests would reckon with the zones of this machine
settings.register_profile("unhurried", deadline=None)  # that a machine is busy is no fault
settings.load_profile("unhurried")
PROOFS = Path(__file__).parent / "proofs"
BACKENDS = ("sqlite",) if postgres.missing() else ("sqlite", "postgresql")


def pytest_configure() -> None:
    """Share what can be shared before any test module opens a database."""
    shared.share_statements()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest, so that no process is left with it at the end."""
    items.sort(key=lambda item: not item.path.is_relative_to(PROOFS))


def pytest_collection_finish() -> None:
    """Begin only when everything is loaded."""
    shared.spare_what_stays()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say what was not run."""
    if why := postgres.missing():
        terminalreporter.write_line(f"Not run on PostgreSQL: {why}.")


@pytest.fixture(params=BACKENDS)
def backend(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[URL]:
    with postgres.server() as where:
        yield where


@pytest.fixture(scope="session")
def postgres_shared(postgres_server: URL) -> Iterator[URL]:
    """Give a migrated database that every test leaves empty: making one for each would take most of their time."""
    with postgres.fresh(postgres_server) as where:
        _migrate(where)
        yield where


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("template") / "trellis.db"
    _migrate(URL.create("sqlite", database=str(file)))
    return file


@pytest.fixture
def url(backend: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Give the address of a migrated, empty database."""
    if backend == "sqlite":
        file = tmp_path / "trellis.db"
        shutil.copy(request.getfixturevalue("sqlite_template"), file)
        yield f"sqlite:///{file}"
        return
    where: URL = request.getfixturevalue("postgres_shared")
    yield where.render_as_string(hide_password=False)
    postgres.empty(where)


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    """Give an engine of a migrated, empty database."""
    made = opening.create(url)
    yield made
    made.dispose()


@pytest.fixture
def database(engine: Engine) -> Database:
    """Give the door to a migrated, empty database."""
    return Database(engine)


@pytest.fixture
def blank_engine(backend: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """Give an engine of a database without tables."""
    if backend == "sqlite":
        made = opening.create(f"sqlite:///{tmp_path / 'blank.db'}")
        yield made
        made.dispose()
        return
    with postgres.fresh(request.getfixturevalue("postgres_server")) as where:
        made = opening.create(where.render_as_string(hide_password=False))
        yield made
        made.dispose()


def _migrate(where: URL) -> None:
    made = opening.create(where.render_as_string(hide_password=False))
    migrations.upgrade(made)
    made.dispose()
