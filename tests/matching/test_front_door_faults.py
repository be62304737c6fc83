"""What the command line does when it cannot do what it was asked."""

import os
import pty
import signal
import subprocess
from functools import partial
from pathlib import Path

import pytest

from matching.command import FAILED, INTERRUPTED, UNREAD
from tests.matching.front_door import MODULE, Files, ask, ask_process, nine
from tests.matching.lines import line, window


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return nine(tmp_path)


@pytest.fixture
def explaining(files: Files) -> list[str]:
    """A command that answers soon, since explaining needs no torch."""
    return [*MODULE, *map(str, files.both), "--explain", "U1", "U2"]


def test_each_faulty_line_is_told_and_nothing_is_done(files: Files) -> None:
    faulty = [*files.lines, line("U1"), line("U17", formats=["call-15"], hours=[window(start="9am")])]
    assert ask_process("-", given=b"".join(faulty)).fault.split("\n") == [
        "line 10: id is that of line 1 already",
        "line 11: hours[0].from must be HH:MM, such as 09:00, not '9am'",
    ]


def test_missing_and_unfit_files_are_told(files: Files, tmp_path: Path) -> None:
    missing = tmp_path / "missing"
    assert ask(missing).fault == f"{missing}: No such file or directory"
    assert ask(tmp_path).fault == f"{tmp_path}: Is a directory"
    assert ask(files.members, "--vectors", missing).fault == f"{missing}: No such file or directory"
    _, *vectors = files.both
    told = ask(files.first(1).members, *vectors).fault
    assert told.endswith("must be 1 × d, one row for each member, not 9 × 8")


def test_ids_that_cannot_be_explained_are_told(files: Files) -> None:
    assert ask(files.members, "--explain", "U1", "U77").fault == "--explain: nobody has the id 'U77'"
    assert ask(files.members, "--explain", "U1", "U1").fault == "--explain: needs two different members"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--nearest", "0"], "--nearest: must be 1 or more"),
        (["--nearest", "some"], "--nearest: must be a whole number, 0 or more"),
        (["--seed", "-1"], "--seed: must be a whole number, 0 or more"),
        (["--today", "tomorrow"], "--today: must be a date, such as 2026-11-21"),
        (["--today", "9999-12-31"], "--today: must be a date, such as 2026-11-21"),
        (["--nearest", "1", "--explain", "U1", "U2"], "not allowed with argument"),
        (["--vectors", "v.npy", "--model", "other"], "not allowed with argument"),
        (["--vektors", "v.npy"], "unrecognized arguments"),
    ],
)
def test_arguments_that_cannot_be_are_told(arguments: list[str], told: str) -> None:
    assert told in ask("members.jsonl", *arguments).fault


def test_a_model_that_cannot_be_had_is_told(files: Files, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    asked = ask(files.members, "--model", empty)
    assert (asked.out, asked.code) == ("", FAILED)
    assert "no safetensors weights" in asked.told
    monkeypatch.setenv("TRELLIS_MODEL", str(empty))
    assert ask(files.members) == asked


def test_a_reader_who_has_had_enough_is_no_fault(explaining: list[str]) -> None:
    reading_end, pipe = os.pipe()
    os.close(reading_end)
    done = subprocess.run(explaining, stdout=pipe, stderr=subprocess.PIPE, check=False)
    os.close(pipe)
    assert (done.stderr, done.returncode) == (b"", UNREAD)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device here is always full")
def test_a_full_disk_is_told(explaining: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(explaining, stdout=full, stderr=subprocess.PIPE, check=False)
    assert (done.stderr, done.returncode) == (b"standard output: No space left on device\n", FAILED)


def test_an_interruption_is_quiet() -> None:
    heard = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)  # a suite in the background does not hear it
    with subprocess.Popen(
        [*MODULE, "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, preexec_fn=heard
    ) as child:
        assert child.stdin is not None
        child.stdin.write(line() * 100_000)  # more than a pipe holds, so it is being read when this returns
        child.send_signal(signal.SIGINT)
        out, told = child.communicate()
    assert (out, told, child.returncode) == (b"", b"", INTERRUPTED)


def test_a_terminal_sees_how_far_it_is_and_keeps_a_clean_line(explaining: list[str]) -> None:
    leader, terminal = pty.openpty()
    subprocess.run(explaining, stdout=subprocess.PIPE, stderr=terminal, check=True)
    os.close(terminal)
    seen = os.read(leader, 10_000).decode()
    os.close(leader)
    assert "reading" in seen
    assert seen.endswith("\x1b[2K")
