"""What the demo prints: small things share a line, days are named once, rows stand under their columns."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.sandbox.demo.ending import columns
from bot.sandbox.demo.teller import Teller

MONDAY = datetime(2026, 9, 7, 10, tzinfo=UTC)


def test_small_things_of_a_day_share_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    teller = Teller()
    teller.at(MONDAY)
    teller.aside("Ana says yes.")
    teller.aside("Ben says yes.")
    teller.at(MONDAY + timedelta(days=1))
    teller.aside("Ana: we met.")
    teller.say("Ben leaves the programme.")
    told = [line for line in capsys.readouterr().out.splitlines() if line and not line.startswith("──")]
    assert told == ["  Ana says yes. Ben says yes.", "  Ana: we met.", "  Ben leaves the programme."]


def test_a_day_is_named_before_what_happens_on_it_and_only_then(capsys: pytest.CaptureFixture[str]) -> None:
    teller = Teller()
    teller.at(MONDAY)
    teller.at(MONDAY + timedelta(days=1))
    teller.aside("Ana: we met.")
    teller.title("After twelve weeks")
    teller.say("12 members.")
    told = [line.strip("─ ") for line in capsys.readouterr().out.splitlines() if line]
    assert told == ["Tuesday 8 September 2026", "Ana: we met.", "After twelve weeks", "═" * 18, "12 members."]


def test_rows_stand_under_their_columns() -> None:
    rows = [
        {"member_id": "UANA", "at": "2026-09-07 10:00:00.000000", "message_ts": "1788775200.000000", "left_at": None},
        {"member_id": "UBEN", "at": None, "message_ts": "1788775200.000001", "left_at": None},
    ]
    assert list(columns(rows)) == [
        "member_id  at                   message_ts",
        "UANA       2026-09-07 10:00:00  1788775200.000000",
        "UBEN       -                    1788775200.000001",
        "(empty: left_at)",
    ]
    assert list(columns([])) == []
