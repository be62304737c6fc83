"""A partnership's check-ins as a calendar file (RFC 5545): nothing in it but that there is a check-in, and when."""

from datetime import UTC, date, datetime, time, timedelta
from typing import assert_never
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vRecur

from matching.vocabulary import Cadence
from storage.records import Partnership, Terms

MAKER = "-//Trellis//Check-ins//EN"
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def summary(partnership: Partnership) -> str:
    """Say what it is without saying with whom: a calendar may be seen by others."""
    return "Check-in with your circle" if len(partnership.members) > 2 else "Check-in with your partner"


def rule(terms: Terms) -> str:
    """Give the recurrence that has the very dates of `cadence.plan`."""
    match terms.cadence:
        case Cadence.WEEKLY | Cadence.SEVEN_TO_TEN_DAYS:  # 7 is the default of 7 to 10 days (practice, section 2)
            return "FREQ=WEEKLY"
        case Cadence.BIWEEKLY:
            return "FREQ=WEEKLY;INTERVAL=2"
        case Cadence.MONTHLY:
            return f"FREQ=MONTHLY;BYDAY={_place(terms.first_on)}"
        case Cadence.QUARTERLY:
            return f"FREQ=MONTHLY;INTERVAL=3;BYDAY={_place(terms.first_on)}"
        case _:
            assert_never(terms.cadence)


def local_start(terms: Terms) -> datetime:
    """Give when the first check-in starts on the clock of the terms, without a zone."""
    return datetime.combine(terms.first_on, time(*divmod(terms.minute_of_day, 60)))


def check_in_calendar(partnership: Partnership, terms: Terms, revision: int, now: datetime) -> bytes:
    """Give the file; a later revision takes the place of an earlier one in the calendar that has it."""
    return _file(partnership, terms, revision, now, is_over=False)


def cancelled_calendar(partnership: Partnership, terms: Terms, revision: int, now: datetime) -> bytes:
    """Give the file that takes the check-ins out of a calendar again."""
    return _file(partnership, terms, revision + 1, now, is_over=True)


def _file(partnership: Partnership, terms: Terms, revision: int, now: datetime, is_over: bool) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", MAKER)
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if is_over else "PUBLISH")
    for event in (_check_ins(partnership, terms), _recalibration(partnership, terms)):
        event.add("dtstamp", now.astimezone(UTC))
        event.add("sequence", revision)
        event.add("status", "CANCELLED" if is_over else "CONFIRMED")
        calendar.add_component(event)
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _check_ins(partnership: Partnership, terms: Terms) -> Event:
    event = Event()
    event.add("uid", f"{partnership.id}@trellis")
    event.add("summary", summary(partnership))
    event.add("dtstart", local_start(terms).replace(tzinfo=ZoneInfo(terms.zone)))
    event.add("duration", timedelta(minutes=terms.minutes))
    event.add("rrule", vRecur.from_ical(rule(terms)))
    return event


def _recalibration(partnership: Partnership, terms: Terms) -> Event:
    event = Event()
    event.add("uid", f"{partnership.id}-again@trellis")
    event.add("summary", "Look at your covenant again")
    event.add("dtstart", terms.recalibrate_on)
    event.add("transp", "TRANSPARENT")
    return event


def _place(on: date) -> str:
    """Give a date's weekday and its place in the month; a fifth one means the last, as in `cadence`."""
    place = (on.day - 1) // 7 + 1
    return f"{place if place < 5 else -1}{DAYS[on.weekday()]}"
