"""Twelve weeks of one workspace, as `make year` lives the whole year of four."""

from pathlib import Path
from shutil import copy

import pytest

from storage.vocabulary import Preset
from tests.year.live import Report, live
from tests.year.people import place

WEEKS = 12
PEOPLE = 6


@pytest.fixture(scope="module")
def report(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Report:
    file = copy(sqlite_template, tmp_path_factory.mktemp("year") / "trellis.db")
    return live(place("corporate", Preset.CORPORATE, people=PEOPLE), WEEKS, url=f"sqlite:///{file}")


def test_nothing_is_said_that_should_not_have_been(report: Report) -> None:
    assert not report.broken


def test_partnerships_form_and_keep_meeting(report: Report) -> None:
    assert report.partnerships >= PEOPLE // 2
    assert report.kinds["after"] > WEEKS
    assert any(line.count("k") > WEEKS // 3 for line in report.lines)
