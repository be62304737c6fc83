"""The throw-away PostgreSQL server, and what somebody reads who has none."""

import os
from pathlib import Path

import pytest
from sqlalchemy import URL, create_engine

from tests import conftest, postgres

HERE = pytest.mark.parametrize("backend", [name for name in conftest.BACKENDS if name == "postgresql"], indirect=True)


@HERE
@pytest.mark.skipif(postgres.GIVEN in os.environ, reason="the server was given, and is not ours")
def test_it_never_runs_as_root(backend: str, postgres_server: URL) -> None:
    assert backend == "postgresql"
    engine = create_engine(postgres_server)
    with engine.connect() as connection:
        pid = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
        assert Path(f"/proc/{pid}").stat().st_uid != 0
    engine.dispose()


class Reporter:
    def __init__(self) -> None:
        self.lines: list[str] = []

    def write_line(self, line: str) -> None:
        self.lines.append(line)


def test_without_it_the_summary_says_what_was_not_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(postgres.GIVEN, raising=False)
    monkeypatch.setattr(postgres, "_programs", lambda: None)
    reporter = Reporter()
    conftest.pytest_terminal_summary(reporter)  # type: ignore[arg-type]  # all that it uses of the real one
    assert reporter.lines == [
        "Not run on PostgreSQL: no PostgreSQL server is installed and TRELLIS_TEST_POSTGRES is not set."
    ]
