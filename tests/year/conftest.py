"""Twelve weeks of one workspace, lived once for all tests here."""

from pathlib import Path
from shutil import copy

import pytest

from storage.vocabulary import Preset
from tests.year.facts import Facts
from tests.year.live import facts_of
from tests.year.people import place

WEEKS = 12
PEOPLE = 6


@pytest.fixture(scope="package")
def facts(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Facts:
    file = copy(sqlite_template, tmp_path_factory.mktemp("year") / "trellis.db")
    return facts_of(place("corporate", Preset.CORPORATE, people=PEOPLE), WEEKS, url=f"sqlite:///{file}")
