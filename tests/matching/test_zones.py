"""The rules of zones come from the tzdata package, whatever the machine or its settings say."""

import importlib
import os
import subprocess
import sys
import zoneinfo
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from matching.zones import known_zones, use_package
from tests.proofs.rules import swapped

PROGRAM = """
import sys
from datetime import datetime
from zoneinfo import ZoneInfo
from bot.commands.line import main
main([])
from matching.zones import known_zones
print(ZoneInfo("Europe/Berlin").utcoffset(datetime(2026, 7, 1)), sorted(known_zones() - {"Europe/Berlin"})[:1])
"""


def test_a_command_reckons_with_the_package_although_the_machine_has_other_files(tmp_path: Path) -> None:
    (tmp_path / "Europe").mkdir()
    (tmp_path / "Europe" / "Berlin").write_bytes(rules("Africa/Tunis"))
    (tmp_path / "AAA").write_bytes(rules("UTC"))
    environ = {**os.environ, "PYTHONTZPATH": str(tmp_path)}
    told = subprocess.run([sys.executable, "-c", PROGRAM], env=environ, capture_output=True, text=True, check=True)
    assert told.stdout.splitlines()[-1] == "2:00:00 ['Africa/Abidjan']"


def test_what_was_loaded_before_is_forgotten() -> None:
    with swapped({"Europe/Berlin": "Africa/Tunis"}):
        before = zoneinfo.ZoneInfo("Europe/Berlin")
        use_package()
        assert zoneinfo.ZoneInfo("Europe/Berlin") is not before
        assert zoneinfo.TZPATH == ()


def test_every_zone_of_the_package_is_known_and_none_besides() -> None:
    listed = (files("tzdata") / "zones").read_text().split()
    assert known_zones() == set(listed)


def test_the_version_that_readiness_shows_is_the_packages() -> None:
    assert version("tzdata") == importlib.import_module("tzdata").__version__


def rules(zone: str) -> bytes:
    return (files("tzdata") / "zoneinfo" / zone).read_bytes()
