"""The calendar file has the check-ins that Trellis plans, at the same instants, and says nothing else."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from bot.practice.cadence import plan
from bot.practice.calendar_file import cancelled_calendar, check_in_calendar
from matching.vocabulary import Cadence, Format
from storage.records import Partnership, Terms
from storage.vocabulary import PartnershipState

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
YEAR = timedelta(days=365)
TERMS = Terms(date(2026, 11, 26), 900, "Europe/Berlin", Cadence.WEEKLY, 30, Format.CALL_30, date(2027, 2, 18))
ZONES = (
    "Europe/Berlin",
    "America/New_York",
    "America/St_Johns",
    "Australia/Lord_Howe",
    "Asia/Kolkata",
    "Pacific/Chatham",
)
TWO = Partnership("T1", "f" * 32, None, PartnershipState.ACTIVE, NOW, ("UANA", "UBEN"))


def events(content: bytes) -> list[Any]:
    """Give the events; icalendar types a property by every value that any property may have."""
    return list(Calendar.from_ical(content).walk("VEVENT"))


def instants(event: Any, until: datetime) -> list[datetime]:
    """Repeat on the local clock, as calendars do; a time that a zone skips or has twice is read as RFC 5545 says."""
    start: datetime = event["DTSTART"].dt
    zone = ZoneInfo(str(event["DTSTART"].params["TZID"]))
    local = rrulestr(event["RRULE"].to_ical().decode(), dtstart=start.replace(tzinfo=None))
    last = until.astimezone(zone).replace(tzinfo=None)
    found = [day.replace(tzinfo=zone).astimezone(UTC) for day in local.between(local[0], last, inc=True)]
    return [at for at in found if at <= until]


@given(
    cadence=st.sampled_from(Cadence),
    zone=st.sampled_from(ZONES),
    first_on=st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    minute_of_day=st.sampled_from(range(0, 24 * 60, 5)),
)
def test_every_instance_of_a_year_is_the_planned_one(
    cadence: Cadence, zone: str, first_on: date, minute_of_day: int
) -> None:
    terms = replace(TERMS, cadence=cadence, zone=zone, first_on=first_on, minute_of_day=minute_of_day)
    begin = datetime(*first_on.timetuple()[:3], tzinfo=UTC) - timedelta(days=2)
    event = events(check_in_calendar(TWO, terms, 1, NOW))[0]
    assert instants(event, begin + YEAR) == [at for _, at in plan(terms, begin, begin + YEAR)]


@pytest.mark.parametrize("minute_of_day", [90, 150, 165])
@pytest.mark.parametrize("first_on", [date(2027, 3, 7), date(2027, 3, 14), date(2027, 3, 21), date(2027, 10, 31)])
@pytest.mark.parametrize("zone", ZONES)
def test_clocks_that_change_at_that_very_hour_change_nothing_else(
    zone: str, first_on: date, minute_of_day: int
) -> None:
    terms = replace(TERMS, zone=zone, first_on=first_on, minute_of_day=minute_of_day)
    begin = datetime(*first_on.timetuple()[:3], tzinfo=UTC) - timedelta(days=2)
    event = events(check_in_calendar(TWO, terms, 1, NOW))[0]
    assert instants(event, begin + YEAR) == [at for _, at in plan(terms, begin, begin + YEAR)]


def test_it_says_nothing_of_who_meets_or_what_for() -> None:
    check_ins, again = events(check_in_calendar(TWO, TERMS, 3, NOW))
    assert {str(name) for name in check_ins} <= {
        "UID", "SUMMARY", "DTSTART", "DURATION", "RRULE", "DTSTAMP", "SEQUENCE", "STATUS"
    }  # fmt: skip
    assert (str(check_ins["SUMMARY"]), int(check_ins["SEQUENCE"])) == ("Check-in with your partner", 3)
    assert again["DTSTART"].dt == TERMS.recalibrate_on
    three = replace(TWO, members=("UANA", "UBEN", "UCYN"))
    assert str(events(check_in_calendar(three, TERMS, 1, NOW))[0]["SUMMARY"]) == "Check-in with your circle"


def test_it_brings_its_zone_along() -> None:
    calendar = Calendar.from_ical(check_in_calendar(TWO, TERMS, 1, NOW))
    (zone,) = calendar.walk("VTIMEZONE")
    assert str(zone["TZID"]) == "Europe/Berlin"


def test_what_is_cancelled_takes_the_place_of_what_was_there() -> None:
    before, after = check_in_calendar(TWO, TERMS, 3, NOW), cancelled_calendar(TWO, TERMS, 3, NOW)
    assert str(Calendar.from_ical(after)["METHOD"]) == "CANCEL"
    for old, new in zip(events(before), events(after), strict=True):
        assert old["UID"] == new["UID"]
        assert new["SEQUENCE"] > old["SEQUENCE"]
        assert str(new["STATUS"]) == "CANCELLED"
