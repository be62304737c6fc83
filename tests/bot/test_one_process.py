"""One process for each SQLite file, whatever becomes of the one that held it; any number on PostgreSQL."""

import os
import signal
import sqlite3
import subprocess
import time
from pathlib import Path

import pytest

from bot.commands.line import main
from bot.sandbox.driver import Slack
from tests.bot.quiet import logging_kept
from tests.bot.test_command_line import PEOPLE, environ_of, free_port, stopped, trellis, wait_for
from tests.conftest import BACKENDS

SERVES = "listening at 127.0.0.1, port "


def web_environ(slack: Slack, folder: Path) -> dict[str, str]:
    environ = environ_of(slack, folder)
    environ |= {"SLACK_SIGNING_SECRET": slack.world.signing_secret, "PORT": str(free_port()), "LOG_LEVEL": "INFO"}
    with logging_kept():
        assert main(["migrate"], environ) == 0
    return environ


def children_of(process: "subprocess.Popen[str]") -> list[int]:
    listed = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text()
    return [int(pid) for pid in listed.split()]


def serving_child(process: "subprocess.Popen[str]") -> int:
    """Give the process that gunicorn has forked to serve."""
    wait_for(process.stderr, SERVES)
    ends = time.monotonic() + 30
    while not (found := children_of(process)):
        assert time.monotonic() < ends
    return found[0]


@pytest.mark.parametrize("command", ["run", "migrate"])
def test_a_second_process_on_one_file_is_refused_and_told_of_postgresql(command: str, tmp_path: Path) -> None:
    with Slack(PEOPLE) as slack:
        environ = web_environ(slack, tmp_path)
        with trellis("web", environ) as first:
            serving_child(first)
            if command == "migrate":
                outdate(tmp_path / "trellis.db")
            with trellis(command, environ | {"PORT": str(free_port())}) as second:
                out, told = second.communicate(timeout=60)
            assert (second.returncode, out) == (2, "")
            assert "uses the database file" in told
            assert "set DATABASE_URL to a PostgreSQL database" in told
            assert "Traceback" not in told
            assert stopped(first)[0] == 0


def test_a_killed_process_does_not_block_the_next(tmp_path: Path) -> None:
    with Slack(PEOPLE) as slack:
        environ = web_environ(slack, tmp_path)
        for _ in range(2):
            with trellis("web", environ) as process:
                for pid in (process.pid, serving_child(process)):
                    os.kill(pid, signal.SIGKILL)
                process.wait(timeout=10)


def test_the_file_stays_held_while_gunicorn_replaces_the_process_that_serves(tmp_path: Path) -> None:
    with Slack(PEOPLE) as slack:
        environ = web_environ(slack, tmp_path)
        with trellis("web", environ) as first:
            os.kill(serving_child(first), signal.SIGKILL)
            with trellis("worker", environ) as second:
                assert "uses the database file" in second.communicate(timeout=60)[1]
            assert stopped(first)[0] == 0


def test_what_a_killed_gunicorn_left_behind_ends_before_the_next_gives_up(tmp_path: Path) -> None:
    with Slack(PEOPLE) as slack:
        environ = web_environ(slack, tmp_path)
        with trellis("web", environ) as first:
            serving_child(first)
            first.send_signal(signal.SIGKILL)
            first.wait(timeout=10)
        with trellis("web", environ | {"PORT": str(free_port())}) as next_one:
            serving_child(next_one)
            assert stopped(next_one)[0] == 0


def test_reading_commands_work_beside_the_process_that_serves(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Slack(PEOPLE) as slack:
        environ = web_environ(slack, tmp_path)
        with trellis("web", environ) as first:
            serving_child(first)
            for command in (["migrate"], ["doctor"], ["data-map"], ["backup", str(tmp_path / "copy.db")]):
                with logging_kept():
                    main(command, environ)
                out, told = capsys.readouterr()
                assert out
                assert "uses the database file" not in out + told
            assert stopped(first)[0] == 0


@pytest.mark.parametrize("backend", [name for name in BACKENDS if name == "postgresql"], indirect=True)
def test_postgresql_takes_several(url: str, tmp_path: Path) -> None:
    with Slack(PEOPLE) as slack:
        environ = web_environ(slack, tmp_path) | {"DATABASE_URL": url}
        with trellis("web", environ) as first, trellis("web", environ | {"PORT": str(free_port())}) as second:
            for process in (first, second):
                serving_child(process)
            assert [stopped(process)[0] for process in (first, second)] == [0, 0]


def outdate(file: Path) -> None:
    """Let the tables seem to be of an earlier version, so that there is something to migrate."""
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0001'")
    connection.close()
