"""How the vocabulary is said to members, and how dates and people are written."""

from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from matching.vocabulary import (
    Cadence,
    Change,
    Commitment,
    DayPart,
    Format,
    Period,
    Size,
    Unmatched,
    Weekday,
)

COMMITMENTS = {
    Commitment.LIGHT: "Light: a little, regularly",
    Commitment.STEADY: "Steady: a fixed place in my week",
    Commitment.ALL_IN: "All in: one of my main things",
}
CADENCES = {
    Cadence.WEEKLY: "every week",
    Cadence.SEVEN_TO_TEN_DAYS: "every 7 to 10 days",
    Cadence.BIWEEKLY: "every two weeks",
    Cadence.MONTHLY: "every month",
    Cadence.QUARTERLY: "every three months",
}
FORMATS = {
    Format.CALL_15: "15-minute call",
    Format.CALL_30: "30-minute call",
    Format.CIRCLE_60: "hour in a circle",
    Format.WRITTEN: "written update",
    Format.RECORDED: "recorded update",
    Format.DOCUMENT: "shared document",
    Format.IN_PERSON: "in person",
}
AS_FORMATS = {
    Format.CALL_15: "as a call",
    Format.CALL_30: "as a call",
    Format.CIRCLE_60: "in a circle",
    Format.WRITTEN: "as written updates",
    Format.RECORDED: "as recorded updates",
    Format.DOCUMENT: "in a shared document",
    Format.IN_PERSON: "in person",
}
"""How a format reads beside a length that partners chose for themselves."""
SIZES = {Size.TWO: "Two of us", Size.THREE: "Three of us", Size.CIRCLE: "A circle of four to six"}
PERIODS = {Period.DAYS_30: "30 days", Period.DAYS_60: "60 days", Period.DAYS_90: "90 days"}
WEEKDAYS = {
    Weekday.MON: "Monday",
    Weekday.TUE: "Tuesday",
    Weekday.WED: "Wednesday",
    Weekday.THU: "Thursday",
    Weekday.FRI: "Friday",
    Weekday.SAT: "Saturday",
    Weekday.SUN: "Sunday",
}
DAY_PARTS = {
    DayPart.EARLY: "Early (6 to 9)",
    DayPart.MORNING: "Morning (9 to 12)",
    DayPart.MIDDAY: "Midday (12 to 14)",
    DayPart.AFTERNOON: "Afternoon (14 to 17)",
    DayPart.EVENING: "Evening (17 to 20)",
    DayPart.LATE: "Late (20 to 22)",
}
UNMATCHED = {
    Unmatched.ALONE: "nobody else is looking for a partner just now",
    Unmatched.NO_SHARED_CADENCE: "nobody who is looking wants to check in as often as you do",
    Unmatched.NO_SHARED_FORMAT: "nobody who is looking chose one of your formats",
    Unmatched.NO_SHARED_SIZE: "nobody who is looking wants a partnership of the same size",
    Unmatched.NO_SHARED_HOURS: "nobody who is looking has a free half-hour in common with you",
    Unmatched.COMMITMENT_TOO_FAR: "those who are looking mean to invest much more or much less than you",
    Unmatched.ALREADY_TOGETHER: "those who would fit have met with you in the last 12 weeks",
    Unmatched.REPORTING_LINE: "those who would fit are in your own reporting line",
    Unmatched.AT_LIMIT: "you are in as many partnerships as one person can keep well",
    Unmatched.NOT_THIS_TIME: "nobody was left who fits all your choices",
}
UNMATCHED_OF_OTHERS = {
    Unmatched.ALONE: "nobody else is looking",
    Unmatched.NO_SHARED_CADENCE: "nobody else wants to check in as often as they do",
    Unmatched.NO_SHARED_FORMAT: "nobody else chose one of their formats",
    Unmatched.NO_SHARED_SIZE: "nobody else wants a partnership of the same size",
    Unmatched.NO_SHARED_HOURS: "nobody else has a free half-hour in common with them",
    Unmatched.COMMITMENT_TOO_FAR: "the others mean to invest much more or much less",
    Unmatched.ALREADY_TOGETHER: "those who would fit have met with them in the last 12 weeks",
    Unmatched.REPORTING_LINE: "those who would fit are in their reporting line",
    Unmatched.AT_LIMIT: "they are in as many partnerships as one person can keep well",
    Unmatched.NOT_THIS_TIME: "nobody is left who fits all their choices",
}
CHANGES = {
    Change.CADENCE: "Another rhythm of check-ins",
    Change.FORMAT: "Choosing another format too",
    Change.SIZE: "Choosing another size too",
    Change.COMMITMENT: "Another level of commitment",
    Change.HOURS: "More hours that suit",
}
"""What would open more, as the beginning of a sentence."""
_NUMBERS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def mention(member_id: str) -> str:
    """Write a member so that Slack shows their name."""
    return f"<@{member_id}>"


def people(member_ids: Iterable[str]) -> str:
    """Write several members as in a sentence."""
    return listed([mention(one) for one in member_ids])


def listed(parts: list[str]) -> str:
    """Join with commas and a last "and"."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}" if parts else ""


def counted(count: int, noun: str) -> str:
    """Write a number with its noun, as in "1 partnership" or "2 partnerships"."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def number(count: int) -> str:
    """Write a number up to twelve as a word."""
    return _NUMBERS[count] if count < len(_NUMBERS) else str(count)


def day(on: date) -> str:
    """Write a date without leaving doubt about its order, as in "Tuesday 24 November 2026"."""
    return f"{on:%A} {on.day} {on:%B} {on.year}"


def moment(at: datetime, zone: str) -> str:
    """Write an instant on the reader's own clock, as in "Tuesday 24 November 2026 at 10:00 (Europe/Berlin)"."""
    local = at.astimezone(ZoneInfo(zone))
    return f"{day(local.date())} at {local:%H:%M} ({zone})"
