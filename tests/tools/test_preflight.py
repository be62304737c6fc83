from importlib.machinery import ModuleSpec
from pathlib import Path

import pytest

from tools.preflight import low_disk, no_venv, old_python, stop_if
from tools.stage import StoppedError


def test_a_python_before_3_11_is_told_what_is_needed() -> None:
    sentence = old_python((3, 10, 13, "final", 0))
    assert sentence is not None
    assert sentence.startswith("Trellis needs Python 3.11 or newer, this is 3.10:")


@pytest.mark.parametrize("minor", [11, 12, 13, 14])
def test_a_newer_python_is_welcome(minor: int) -> None:
    assert old_python((3, minor, 0, "final", 0)) is None


def test_a_full_disk_is_told_how_much_is_needed_and_how_much_is_there(tmp_path: Path) -> None:
    sentence = low_disk(tmp_path, needed_gib=1_000_000)
    assert sentence is not None
    assert sentence.startswith(f"The install needs about 1000000 GB of free disk, {tmp_path} has ")


def test_a_roomy_disk_is_welcome(tmp_path: Path) -> None:
    assert low_disk(tmp_path, needed_gib=0) is None


@pytest.mark.parametrize("missing", ["venv", "ensurepip"])
def test_a_python_without_half_of_venv_is_told_which_package_to_install(missing: str) -> None:
    sentence = no_venv(lambda name: None if name == missing else ModuleSpec(name, None))
    assert sentence is not None
    assert "python3-venv" in sentence


def test_one_sentence_is_enough_to_stop() -> None:
    with pytest.raises(StoppedError, match="No room"):
        stop_if("No room.")
