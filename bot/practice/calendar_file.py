"""A partnership's check-ins as a calendar file (RFC 5545): nothing in it but that there is a check-in, and when."""

from collections.abc import Collection, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import assert_never
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vRecur

from bot.practice.cadence import local_dates, starts_at
from matching.vocabulary import Cadence
from storage.records import CheckIn, Partnership, Terms
from storage.vocabulary import CheckInState

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
    return datetime.combine(terms.first_on, _hour(terms))


def check_in_calendar(partnership: Partnership, terms: Terms, check_ins: Sequence[CheckIn], now: datetime) -> bytes:
    """Give the file, with what was moved or let go; a later one takes its place in the calendar that has it."""
    calendar = _calendar("PUBLISH")
    moved, let_go = _changes(terms, check_ins)
    rhythm = _check_ins(partnership, terms)
    if let_go:
        rhythm.add("exdate", [_nominal(terms, on) for on in let_go])
    single = [_moved(partnership, terms, on, check_in) for on, check_in in moved]
    for event in (rhythm, *single, _recalibration(partnership, terms)):
        calendar.add_component(_stamped(event, partnership, now, "CONFIRMED"))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def cancelled_calendar(partnership: Partnership, terms: Terms, now: datetime) -> bytes:
    """Give the file that takes the check-ins out of a calendar again, moved ones too."""
    calendar = _calendar("CANCEL")
    for event in (_check_ins(partnership, terms), _recalibration(partnership, terms)):
        calendar.add_component(_stamped(event, partnership, now, "CANCELLED"))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _calendar(method: str) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", MAKER)
    calendar.add("version", "2.0")
    calendar.add("method", method)
    return calendar


def _stamped(event: Event, partnership: Partnership, now: datetime, status: str) -> Event:
    """Number the event by the time, since a covenant's own revisions may begin again after an erasure."""
    event.add("dtstamp", now.astimezone(UTC))
    event.add("sequence", int((now - partnership.formed_at).total_seconds()))
    event.add("status", status)
    return event


def _changes(terms: Terms, check_ins: Sequence[CheckIn]) -> tuple[list[tuple[date, CheckIn]], list[date]]:
    """Give which date of the rhythm each moved check-in stands for, and the dates that were let go.

    A date that was moved twice, or moved onto another, has lost its trace; so they are told apart by order alone.
    """
    last = max((each.local_date for each in check_ins), default=terms.first_on)
    rhythm = set(local_dates(terms.cadence, terms.first_on, last))
    unusual = [each for each in check_ins if not _is_usual(terms, each, rhythm)]
    free = [each.local_date for each in unusual if each.local_date in rhythm]
    anew = [each for each in unusual if each.state is CheckInState.PLANNED and each.local_date >= terms.first_on]
    latest = sorted(anew, key=lambda each: each.starts_at, reverse=True)
    moved = list(zip(sorted(free, reverse=True), latest, strict=False))
    return moved, sorted(set(free) - {on for on, _ in moved})


def _is_usual(terms: Terms, check_in: CheckIn, rhythm: Collection[date]) -> bool:
    on = check_in.local_date
    is_planned = check_in.state is CheckInState.PLANNED and on in rhythm
    return is_planned and check_in.starts_at == starts_at(on, terms.minute_of_day, terms.zone)


def _nominal(terms: Terms, on: date) -> datetime:
    return datetime.combine(on, _hour(terms), ZoneInfo(terms.zone))


def _hour(terms: Terms) -> time:
    return time(*divmod(terms.minute_of_day, 60))


def _check_ins(partnership: Partnership, terms: Terms) -> Event:
    event = _check_in(partnership, _nominal(terms, terms.first_on), terms.minutes)
    event.add("rrule", vRecur.from_ical(rule(terms)))
    return event


def _moved(partnership: Partnership, terms: Terms, on: date, check_in: CheckIn) -> Event:
    event = _check_in(partnership, check_in.starts_at.astimezone(ZoneInfo(terms.zone)), check_in.minutes)
    event.add("recurrence-id", _nominal(terms, on))
    return event


def _check_in(partnership: Partnership, start: datetime, minutes: int) -> Event:
    event = Event()
    event.add("uid", f"{partnership.id}@trellis")
    event.add("summary", summary(partnership))
    event.add("dtstart", start)
    event.add("duration", timedelta(minutes=minutes))
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
