import json
from typing import Any

import pytest

from tools.audit import UNREACHABLE, judge

SKIPPED = {"name": "flask", "skip_reason": "Dependency not found"}
SOUND = {"name": "flask", "version": "3.1.3", "vulns": []}
FLAWED = {"name": "flask", "version": "3.1.3", "vulns": [{"id": "PYSEC-1", "fix_versions": ["3.1.4"]}]}

Told = pytest.CaptureFixture[str]


def report(*packages: dict[str, Any]) -> str:
    return json.dumps({"dependencies": packages})


def test_a_clean_report_says_how_many_packages_it_covers(capsys: Told) -> None:
    assert judge(report(SOUND, SKIPPED), "") == 0
    assert capsys.readouterr().out == "No known advisory for 1 of 2 pinned packages.\n"


def test_an_advisory_is_named_with_its_remedy(capsys: Told) -> None:
    assert judge(report(FLAWED), "") == 1
    assert capsys.readouterr().out == "flask 3.1.3: PYSEC-1, mended in 3.1.4\n"


@pytest.mark.parametrize(("stdout", "stderr"), [("", "requests.exceptions.ConnectionError: …"), (report(SKIPPED), "")])
def test_an_unreachable_service_is_not_taken_for_a_clean_report(stdout: str, stderr: str, capsys: Told) -> None:
    assert judge(stdout, stderr) == 2
    assert capsys.readouterr().out == UNREACHABLE + "\n"


def test_any_other_fault_of_the_tool_is_shown(capsys: Told) -> None:
    assert judge("", "bad option") == 2
    assert "bad option" in capsys.readouterr().out
