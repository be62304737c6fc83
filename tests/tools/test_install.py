import os
import socket
from collections.abc import Iterator

import pytest

from tools.install import ensure
from tools.stage import StoppedError
from tools.venv import Venv


@pytest.fixture
def closed_port(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Point pip at a port of this machine at which nobody listens."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
        monkeypatch.setenv("PIP_INDEX_URL", f"http://127.0.0.1:{held.getsockname()[1]}/simple")
        for name in ("PIP_EXTRA_INDEX_URL", "PIP_FIND_LINKS", "PIP_NO_INDEX"):
            monkeypatch.delenv(name, raising=False)
        yield


@pytest.mark.usefixtures("closed_port")
def test_an_unreachable_registry_ends_the_install_with_a_sentence_and_the_log(venv: Venv) -> None:
    with pytest.raises(StoppedError, match="registry cannot be reached") as stopped:
        ensure(venv)
    assert str(stopped.value).endswith(str(venv.log))


@pytest.mark.usefixtures("closed_port")
def test_after_a_fault_the_next_run_goes_on_with_what_is_there(venv: Venv) -> None:
    with pytest.raises(StoppedError):
        ensure(venv)
    assert venv.is_whole
    assert not venv.is_current


def test_a_step_that_was_killed_makes_the_next_run_start_afresh(venv: Venv) -> None:
    venv.python.write_text("#!/bin/sh\nkill -9 $$\n")
    with pytest.raises(StoppedError):
        ensure(venv)
    assert not venv.is_whole


def test_a_finished_install_is_not_touched_again(venv: Venv, capsys: pytest.CaptureFixture[str]) -> None:
    venv.mark_current()
    ensure(venv)
    assert capsys.readouterr().out == ""
    assert not venv.log.exists()


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("pyproject.toml", '"flask>=', '"flask>=1,>='),
        ("pyproject.toml", "bot.__main__:main", "bot.__main__:other"),
        ("constraints.txt", "flask==", "flask==1."),
    ],
)
def test_what_is_newly_asked_for_is_installed(venv: Venv, name: str, old: str, new: str) -> None:
    venv.mark_current()
    replace(venv, name, old, new)
    assert venv.is_whole
    assert not venv.is_current


def test_a_changed_lint_setting_installs_nothing(venv: Venv) -> None:
    venv.mark_current()
    replace(venv, "pyproject.toml", "line-length = 120", "line-length = 100")
    assert venv.is_current


def replace(venv: Venv, name: str, old: str, new: str) -> None:
    file = venv.root / name
    assert old in file.read_text()
    file.write_text(file.read_text().replace(old, new))


def test_every_step_runs_and_cuda_is_mentioned(venv: Venv, capsys: pytest.CaptureFixture[str]) -> None:
    venv.python.write_text('#!/bin/sh\necho "$@"\n')
    (venv.path / "lib/python3/site-packages/nvidia_cublas-13.dist-info").mkdir(parents=True)
    ensure(venv)
    told = capsys.readouterr().out
    assert told.index("Installing torch") < told.index("Installing the other") < told.index("Trellis itself")
    assert "no CPU build of torch was offered" in told
    assert venv.is_current
