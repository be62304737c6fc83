"""The terms that a covenant's modal opens with can be sent as they stand."""

from datetime import UTC, date, datetime

import pytest

from bot.services.terms import checked, on_clock
from matching.vocabulary import Cadence, Format
from storage.records import Terms

BERLIN = "Europe/Berlin"
TERMS = Terms(date(2026, 9, 10), 600, BERLIN, Cadence.WEEKLY, 30, Format.CALL_30, date(2026, 12, 3))


@pytest.mark.parametrize("day", [date(2026, 11, 26), date(2026, 12, 3), date(2027, 1, 20)])
def test_a_day_of_planning_anew_that_is_over_gives_way_to_a_later_one(day: date) -> None:
    now = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    shown = on_clock(TERMS, BERLIN, now)
    assert checked(shown, now) == shown
    assert (shown.recalibrate_on - shown.first_on).days == 84


def test_a_day_of_planning_anew_that_is_still_to_come_stays() -> None:
    shown = on_clock(TERMS, "Europe/London", datetime(2026, 10, 12, 12, tzinfo=UTC))
    assert (shown.first_on, shown.minute_of_day) == (date(2026, 10, 15), 540)
    assert shown.recalibrate_on == date(2026, 12, 3)
