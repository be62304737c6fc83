"""The sweep over a few clocks that change oddly, and other rules in the middle of a run."""

from datetime import timedelta

import pytest

from bot.practice import cadence
from storage.database import Database
from tests.proofs import clock_sweep, new_rules
from tests.proofs.clock_changes import changes, pieces
from tests.proofs.clock_sweep import sweep
from tests.proofs.new_rules import swap

HOURLY = range(0, 24 * 60, 60)
FEW = ["Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Australia/Sydney", "Antarctica/Troll", "Etc/UTC"]


@pytest.mark.parametrize(
    ("zone", "met", "skipped"),
    [("Pacific/Apia", 23, 1), ("America/St_Johns", 62, 0), ("Africa/Casablanca", 48, 0), ("Asia/Gaza", 64, 0)],
)
def test_each_date_that_is_lived_has_one_instant(zone: str, met: int, skipped: int) -> None:
    found = sweep(zone, HOURLY)
    assert (found.changes, found.skipped_dates, found.times) == (met, skipped, met * len(HOURLY))
    assert found.ours == 0
    assert found.cron > 0


def test_a_planner_without_the_rule_would_not_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    right = cadence.plan
    monkeypatch.setattr(
        clock_sweep, "plan", lambda *given: tuple((on, at + timedelta(hours=1)) for on, at in right(*given))
    )
    assert sweep("Europe/Berlin", [0]).ours == 62


def test_every_change_that_the_rules_of_berlin_name_is_met() -> None:
    found = [one.at for one in changes("Europe/Berlin")]
    assert found[:2] == [1269738000, 1288486800]  # 28 March and 31 October 2010, 01:00 UTC
    assert len(found) == 2 * 31
    assert len(pieces("Etc/UTC")) == 1


def test_other_rules_move_what_waits_and_add_nothing(database: Database) -> None:
    found = swap(database, FEW)
    assert (found.check_ins, found.nudges) == (len(FEW) * 2, len(FEW) * 2 * 3)
    assert (found.added, found.wrong, found.sent_changed) == (0, 0, 0)
    assert found.is_right


def test_a_planner_that_does_not_follow_would_not_pass(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(new_rules, "follow_rules", lambda *_: None)
    found = swap(database, FEW)
    assert found.wrong > 0
    assert not found.is_right
