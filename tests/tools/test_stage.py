import os
import sys
from pathlib import Path

import pytest

from tools.stage import run

Told = pytest.CaptureFixture[str]


def test_a_slow_command_is_heard_of_while_it_runs(tmp_path: Path, capsys: Told) -> None:
    code = run("Counting", [sys.executable, "-c", ""], tmp_path / "log", dict(os.environ), beat=0.001)
    first, *beats, last = capsys.readouterr().out.splitlines()
    assert code == 0
    assert first == "==> Counting"
    assert "0 s: at work" in beats[0]
    assert last.strip().startswith("done after")


def test_the_line_tells_what_pip_is_at_and_not_what_it_warns_of(tmp_path: Path, capsys: Told) -> None:
    slow = "print('Collecting slack-sdk'); print('WARNING: odd', flush=True); import asyncio, unittest.mock"
    run("Installing", [sys.executable, "-c", slow], tmp_path / "log", dict(os.environ), beat=0.001)
    assert "0 s: Collecting slack-sdk\n" in capsys.readouterr().out


def test_what_a_command_says_goes_to_the_log_and_not_to_the_terminal(tmp_path: Path, capsys: Told) -> None:
    log = tmp_path / "log"
    code = run("Failing", [sys.executable, "-c", "raise SystemExit('the reason')"], log, dict(os.environ))
    assert code == 1
    assert log.read_text() == "the reason\n"
    assert "the reason" not in capsys.readouterr().out
