import ast
import re
import subprocess
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from bot.settings import SETTINGS
from tools.requirements import TORCH, everything

ROOT = Path(__file__).parent.parent
TARGETS = ("demo", "test", "bench", "audit", "lint", "help", "clean")


def pinned() -> dict[str, str]:
    lines = (ROOT / "constraints.txt").read_text().splitlines()
    return dict(line.split("==") for line in lines if not line.startswith("#"))


def test_the_procfile_names_three_processes() -> None:
    assert (ROOT / "Procfile").read_text() == "release: trellis migrate\nweb: trellis web\nworker: trellis worker\n"


@pytest.mark.parametrize("line", everything(ROOT))
def test_every_requirement_is_pinned_to_a_version_that_it_allows(line: str) -> None:
    requirement = Requirement(line)
    assert requirement.specifier.contains(pinned()[canonicalize_name(requirement.name)])


def test_torch_is_asked_for_in_the_version_that_is_pinned() -> None:
    assert pinned()["torch"] == TORCH.removeprefix("torch==")


def test_no_pin_is_bound_to_one_build_or_machine() -> None:
    assert [version for version in pinned().values() if not re.fullmatch(r"[\w.]+", version)] == []


@pytest.mark.parametrize("module", sorted((ROOT / "tools").glob("*.py")), ids=lambda module: module.stem)
def test_an_old_python_can_read_the_tools_far_enough_to_say_that_it_is_old(module: Path) -> None:
    ast.parse(module.read_text(), feature_version=(3, 6))


def test_make_alone_lists_every_target_with_a_line() -> None:
    listed = subprocess.run(["make", "-C", str(ROOT)], capture_output=True, text=True, check=True).stdout
    assert [target for target in TARGETS if not re.search(rf"make {target} +\w", listed)] == []


def test_the_example_environment_names_every_setting_with_its_default() -> None:
    lines = (ROOT / ".env.example").read_text().splitlines()
    named = dict(line.removeprefix("# ").split("=", 1) for line in lines if re.match(r"(# )?[A-Z_]+=", line))
    assert named == {setting.name: setting.default for setting in SETTINGS}
