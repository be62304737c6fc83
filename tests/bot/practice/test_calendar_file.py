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

from bot.practice.cadence import plan, starts_at
from bot.practice.calendar_file import cancelled_calendar, check_in_calendar
from matching.vocabulary import Cadence, Format
from storage.records import CheckIn, Partnership, Terms
from storage.vocabulary import CheckInState, PartnershipState

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
YEAR = timedelta(days=365)
A_WEEK = timedelta(days=7)
FIRST_ON = date(2026, 11, 26)
TERMS = Terms(FIRST_ON, 900, "Europe/Berlin", Cadence.WEEKLY, 30, Format.CALL_30, date(2027, 2, 18))
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
    event = events(check_in_calendar(TWO, terms, (), NOW))[0]
    assert instants(event, begin + YEAR) == [at for _, at in plan(terms, begin, begin + YEAR)]


@pytest.mark.parametrize("minute_of_day", [90, 150, 165])
@pytest.mark.parametrize("first_on", [date(2027, 3, 7), date(2027, 3, 14), date(2027, 3, 21), date(2027, 10, 31)])
@pytest.mark.parametrize("zone", ZONES)
def test_clocks_that_change_at_that_very_hour_change_nothing_else(
    zone: str, first_on: date, minute_of_day: int
) -> None:
    terms = replace(TERMS, zone=zone, first_on=first_on, minute_of_day=minute_of_day)
    begin = datetime(*first_on.timetuple()[:3], tzinfo=UTC) - timedelta(days=2)
    event = events(check_in_calendar(TWO, terms, (), NOW))[0]
    assert instants(event, begin + YEAR) == [at for _, at in plan(terms, begin, begin + YEAR)]


def test_it_says_nothing_of_who_meets_or_what_for() -> None:
    check_ins, again = events(check_in_calendar(TWO, TERMS, (), NOW + timedelta(seconds=3)))
    assert {str(name) for name in check_ins} <= {
        "UID", "SUMMARY", "DTSTART", "DURATION", "RRULE", "DTSTAMP", "SEQUENCE", "STATUS"
    }  # fmt: skip
    assert (str(check_ins["SUMMARY"]), int(check_ins["SEQUENCE"])) == ("Check-in with your partner", 3)
    assert again["DTSTART"].dt == TERMS.recalibrate_on
    three = replace(TWO, members=("UANA", "UBEN", "UCYN"))
    assert str(events(check_in_calendar(three, TERMS, (), NOW))[0]["SUMMARY"]) == "Check-in with your circle"


def test_it_brings_its_zone_along() -> None:
    calendar = Calendar.from_ical(check_in_calendar(TWO, TERMS, (), NOW))
    (zone,) = calendar.walk("VTIMEZONE")
    assert str(zone["TZID"]) == "Europe/Berlin"


def test_what_is_cancelled_takes_the_place_of_what_was_there() -> None:
    before = check_in_calendar(TWO, TERMS, (), NOW)
    after = cancelled_calendar(TWO, TERMS, NOW + timedelta(hours=1))
    assert str(Calendar.from_ical(after)["METHOD"]) == "CANCEL"
    for old, new in zip(events(before), events(after), strict=True):
        assert old["UID"] == new["UID"]
        assert new["SEQUENCE"] > old["SEQUENCE"]
        assert str(new["STATUS"]) == "CANCELLED"


def test_a_moved_check_in_takes_the_place_of_its_date() -> None:
    moved = planned(FIRST_ON + A_WEEK, moved_to=FIRST_ON + timedelta(days=9))
    there = replace(planned(FIRST_ON + timedelta(days=9)), starts_at=datetime(2026, 12, 5, 8, 30, tzinfo=UTC))
    rhythm, single, _ = events(check_in_calendar(TWO, TERMS, [planned(FIRST_ON), moved, there], NOW))
    assert "EXDATE" not in rhythm
    assert (single["UID"], single["SEQUENCE"]) == (rhythm["UID"], rhythm["SEQUENCE"])
    assert single["RECURRENCE-ID"].dt == rhythm["DTSTART"].dt + A_WEEK
    assert single["RECURRENCE-ID"].params["TZID"] == "Europe/Berlin"
    assert (single["DTSTART"].dt, single["DURATION"].dt) == (there.starts_at, timedelta(minutes=30))
    assert "RRULE" not in single


def test_a_check_in_at_another_hour_of_its_day_is_moved_too() -> None:
    later = replace(planned(FIRST_ON), starts_at=datetime(2026, 11, 26, 19, tzinfo=UTC))
    _, single, _ = events(check_in_calendar(TWO, TERMS, [later], NOW))
    assert (single["RECURRENCE-ID"].dt, single["DTSTART"].dt) == (planned(FIRST_ON).starts_at, later.starts_at)


def test_a_check_in_that_rests_is_left_out() -> None:
    rests = replace(planned(FIRST_ON + A_WEEK), state=CheckInState.SKIPPED)
    rhythm, _ = events(check_in_calendar(TWO, TERMS, [planned(FIRST_ON), rests], NOW))
    assert [one.dt for one in rhythm["EXDATE"].dts] == [rests.starts_at]


def test_what_was_planned_by_earlier_terms_is_not_taken_for_a_move() -> None:
    earlier = [planned(FIRST_ON - timedelta(days=days)) for days in (10, 3)]
    skipped = replace(planned(FIRST_ON - A_WEEK), state=CheckInState.SKIPPED)
    rhythm, again = events(check_in_calendar(TWO, TERMS, [*earlier, skipped, planned(FIRST_ON)], NOW))
    assert "EXDATE" not in rhythm
    assert again["DTSTART"].dt == TERMS.recalibrate_on


@given(
    cadence=st.sampled_from([Cadence.WEEKLY, Cadence.MONTHLY]),
    acts=st.lists(st.tuples(st.integers(0, 7), st.integers(-1, 20), st.sampled_from([15, 20])), max_size=8),
)
def test_whatever_was_moved_or_let_go_the_file_has_just_what_is_planned(
    cadence: Cadence, acts: list[tuple[int, int, int]]
) -> None:
    terms = replace(TERMS, cadence=cadence)
    begin = datetime(2026, 11, 20, tzinfo=UTC)
    rows = {on: planned(on) for on, _ in plan(terms, begin, begin + YEAR)[:4]}
    for which, days, hour in acts:
        act(rows, sorted(rows)[which % len(rows)], days, hour)
    rhythm, *singles, _ = events(check_in_calendar(TWO, terms, list(rows.values()), NOW))
    gone = {one.dt for one in rhythm["EXDATE"].dts} if "EXDATE" in rhythm else set()
    gone |= {one["RECURRENCE-ID"].dt for one in singles}
    shown = {at for at in instants(rhythm, begin + YEAR) if at not in gone} | {one["DTSTART"].dt for one in singles}
    beyond = {at for on, at in plan(terms, begin, begin + YEAR) if on not in rows}
    assert shown == beyond | {row.starts_at for row in rows.values() if row.state is CheckInState.PLANNED}


def planned(on: date, moved_to: date | None = None) -> CheckIn:
    state = CheckInState.MOVED if moved_to else CheckInState.PLANNED
    return CheckIn("T1", TWO.id, on, starts_at(on, 900, "Europe/Berlin"), 30, state, moved_to)


def act(rows: dict[date, CheckIn], on: date, days: int, hour: int) -> None:
    """Let a check-in rest, or move it by some days, as far as members can."""
    row, to = rows[on], on + timedelta(days=days)
    if row.state is CheckInState.MOVED:
        return
    if days < 0:
        rows[on] = replace(row, state=CheckInState.SKIPPED)
    elif to == on or to not in rows or rows[to].state is not CheckInState.PLANNED:
        rows[on] = replace(row, state=CheckInState.MOVED, moved_to=to)
        rows[to] = replace(planned(to), starts_at=starts_at(to, hour * 60, "Europe/Berlin"))
