import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pytest

from bot.commands.line import COMMANDS, main
from bot.sandbox.delivery import Mode
from bot.sandbox.driver import Slack
from bot.sandbox.world import Person
from storage import engine
from storage.data_map import as_markdown
from tests.bot.quiet import logging_kept
from tests.storage.revisions import go

ROOT = Path(__file__).parents[2]
PEOPLE = [Person("U1", "ana", "Ana Lima"), Person("U2", "ben", "Ben Okoro")]
HEAVY = ("torch", "transformers", "sentence_transformers")


REFUSED = "Slack does not let Trellis in (invalid_auth): check SLACK_BOT_TOKEN, "


@pytest.fixture(autouse=True)
def _logging() -> Iterator[None]:
    with logging_kept():
        yield


def environ_of(slack: Slack, folder: Path) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "SLACK_BOT_TOKEN": slack.world.bot_token,
        "SLACK_API_URL": slack.base_url,
        "DATABASE_URL": f"sqlite:///{folder}/trellis.db",
        "LOG_LEVEL": "DEBUG",
    }


@contextmanager
def trellis(command: str, environ: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    """Run a command of its own process; it is gone afterwards, whatever happened."""
    with subprocess.Popen(
        [sys.executable, "-m", "bot", command],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environ,
        cwd=ROOT,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def stopped(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    """Ask it to stop and give exit code, output and log."""
    process.send_signal(signal.SIGTERM)
    out, logged = process.communicate(timeout=60)
    return process.returncode, out, logged


def wait_for(stream: IO[str] | None, words: str) -> str:
    """Give what is printed up to the line with these words."""
    assert stream is not None
    lines = []
    for line in stream:
        lines.append(line)
        if words in line:
            return "".join(lines)
    pytest.fail(f"it ended without: {words}\n{''.join(lines)}")


def test_run_makes_its_database_connects_and_stops_cleanly(tmp_path: Path) -> None:
    with Slack(PEOPLE, mode=Mode.SOCKET) as slack:
        environ = environ_of(slack, tmp_path) | {"SLACK_APP_TOKEN": slack.world.app_token}
        with trellis("run", environ) as process:
            printed = wait_for(process.stdout, "connected")
            assert f"Made a new database in {tmp_path}/trellis.db" in printed
            assert slack.sockets.wait()
            ana = slack.member("U1")
            ana.command("/trellis", "help")
            assert ana.last_error is None
            assert "Trellis" in ana.ephemerals[-1].text
            code, _, logged = stopped(process)
    assert code == 0
    assert "Traceback" not in logged


def test_web_answers_over_http_and_stops_cleanly(tmp_path: Path) -> None:
    with Slack(PEOPLE) as slack:
        port = free_port()
        environ = environ_of(slack, tmp_path) | {
            "SLACK_SIGNING_SECRET": slack.world.signing_secret,
            "PORT": str(port),
        }
        assert main(["migrate"], environ) == 0
        with trellis("web", environ) as process:
            wait_for(process.stderr, "listening at 127.0.0.1, port ")
            slack.connect(f"http://127.0.0.1:{port}/slack/events")
            ana = slack.member("U1")
            ana.command("/trellis", "help")
            assert ana.last_error is None
            code, out, logged = stopped(process)
    assert (code, out) == (0, "")
    assert "Traceback" not in logged


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def test_web_that_slack_refuses_ends_with_a_sentence(tmp_path: Path) -> None:
    with Slack(PEOPLE) as slack:
        environ = environ_of(slack, tmp_path) | {
            "SLACK_SIGNING_SECRET": slack.world.signing_secret,
            "PORT": str(free_port()),
        }
        assert main(["migrate"], environ) == 0
        with trellis("web", environ | {"SLACK_BOT_TOKEN": "xoxb-wrong"}) as process:
            _, told = process.communicate(timeout=60)
    assert process.returncode == 2
    assert any(line.startswith(REFUSED) for line in told.splitlines())
    assert "Traceback" not in told


def test_web_brings_no_model_along() -> None:
    modules = "bot.commands.line, bot.commands.web, bot.web, bot.http_server, bot.wiring, bot.listeners"
    code = f"import {modules}, sys; sys.exit(' '.join(set({HEAVY!r}) & set(sys.modules)))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=False)
    assert (ran.returncode, ran.stderr) == (1, "\n")


@pytest.mark.parametrize("command", ["run", "web", "worker"])
def test_missing_settings_are_a_sentence_and_not_a_traceback(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([command], {"DATABASE_URL": f"sqlite:///{tmp_path}/trellis.db"}) == 2
    told = capsys.readouterr().err
    assert told.startswith("The settings need mending:\n- SLACK_BOT_TOKEN is missing: ")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("command", ["web", "worker"])
def test_tables_of_another_version_are_not_touched(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    environ = {
        "SLACK_BOT_TOKEN": "xoxb-1",
        "SLACK_SIGNING_SECRET": "0123456789abcdef",
        "DATABASE_URL": f"sqlite:///{tmp_path}/trellis.db",
    }
    assert main([command], environ) == 2
    assert f"There are no tables in {tmp_path}/trellis.db yet. If that is where" in capsys.readouterr().err
    older = engine.create(environ["DATABASE_URL"])
    go(older, "0004")
    older.dispose()
    assert main([command], environ) == 2
    assert "are not those of this version. Run: trellis migrate" in capsys.readouterr().err


def test_migrate_says_what_it_did(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    environ = {"DATABASE_URL": f"sqlite:///{tmp_path}/trellis.db"}
    assert main(["migrate"], environ) == 0
    assert main(["migrate"], environ) == 0
    assert capsys.readouterr().out.splitlines() == [
        f"The tables in {tmp_path}/trellis.db are now those of this version.",
        f"The tables in {tmp_path}/trellis.db are those of this version already.",
    ]


def test_migrate_names_a_folder_that_is_missing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["migrate"], {"DATABASE_URL": f"sqlite:///{tmp_path}/none/trellis.db"}) == 2
    assert "cannot be opened. Check that its folder exists" in capsys.readouterr().err


def test_data_map_prints_what_is_stored(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["data-map"], {}) == 0
    assert capsys.readouterr().out == as_markdown()


def test_doctor_fails_without_settings(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor"], {"PORT": "none"}) == 1
    out = capsys.readouterr().out
    assert out.startswith("✗ SLACK_BOT_TOKEN: missing")
    assert out.endswith("\n3 to mend.\n")


def test_no_command_shows_what_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([], {}) == 2
    told = capsys.readouterr().err
    assert all(f"\n    {name}" in told for name in COMMANDS)


@pytest.mark.parametrize("command", ["run", "worker"])
def test_a_refused_token_ends_with_its_remedy(command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Slack(PEOPLE) as slack:
        environ = environ_of(slack, tmp_path) | {"SLACK_BOT_TOKEN": "xoxb-wrong", "SLACK_APP_TOKEN": "xapp-1"}
        assert main(["migrate"], environ) == 0
        assert main([command], environ) == 2
    assert capsys.readouterr().err.startswith(REFUSED)


def test_a_slack_that_cannot_be_reached_ends_with_its_remedy(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Slack(PEOPLE) as slack:
        environ = environ_of(slack, tmp_path)
    assert main(["migrate"], environ) == 0
    assert main(["worker"], environ) == 2
    told = capsys.readouterr().err
    assert told.startswith(
        "Slack does not let Trellis in (ConnectionRefusedError): check SLACK_BOT_TOKEN, SLACK_API_URL"
    )


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
    out = capsys.readouterr().out
    assert all(f"\n    {name}" in out for name in COMMANDS)
