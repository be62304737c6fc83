"""The fields of a member's JSON object: to add one, add its line to the table and its attribute to `Profile`."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

from matching.profile import Profile, Window
from matching.values import FieldError, Parse, at, choice, chosen, each, entry, listed, shown, text, truth, whole
from matching.vocabulary import Cadence, Commitment, Format, Period, Size, Weekday
from matching.zones import known_zones

TOGETHER_WEEKS = 12
"""For so long those who met are not put together again (practice, section 4)."""
GOAL = "goal"
_SIZES = {2: Size.TWO, 3: Size.THREE, 4: Size.CIRCLE}
_STARTS = {f"{minute // 60:02}:{minute % 60:02}": minute for minute in range(24 * 60)}
_ENDS = {**_STARTS, "24:00": 24 * 60}


def hours(value: object) -> tuple[Window, ...]:
    """Read the stretches that suit; equal lists are one object, since many members have the same."""
    entries = listed(value)
    try:
        return _known_hours(tuple(tuple(one.items()) for one in entries))  # type: ignore[attr-defined]
    except (AttributeError, TypeError):  # an entry is no object, or holds another
        return tuple(each(_window, entries))


def together(value: object) -> frozenset[str]:
    """Read earlier partnerships, and keep with whom one met in the last TOGETHER_WEEKS."""
    return frozenset(other for other, weeks, met in each(_earlier, value) if met and weeks < TOGETHER_WEEKS)


def ids(value: object) -> frozenset[str]:
    """Read the ids of members."""
    return frozenset(each(text, value))


def zone(value: object) -> str:
    """Read the name of a time zone."""
    if not isinstance(value, str) or value not in known_zones():
        raise FieldError(f" must be an IANA zone, such as Europe/Berlin, not {shown(value)}")
    return sys.intern(value)


@dataclass(frozen=True, slots=True)
class Field:
    """How one field is read into which attribute of a profile; an optional one may be left out or null."""

    parse: Parse[object]
    attribute: str
    optional: bool = False


FIELDS: Mapping[str, Field] = {
    "id": Field(text, "id"),
    GOAL: Field(text, GOAL),
    "commitment": Field(choice({one.value: one for one in Commitment}), "commitment"),
    "cadence": Field(choice({one.value: one for one in Cadence}), "cadence"),
    "formats": Field(partial(chosen, choice({one.value: one for one in Format})), "formats"),
    "size": Field(partial(chosen, choice(_SIZES, "2, 3 or 4, which is a circle of four to six")), "sizes"),
    "zone": Field(zone, "zone"),
    "hours": Field(hours, "hours", optional=True),
    "period": Field(choice({one.value: one for one in Period}), "period", optional=True),
    "team": Field(text, "team", optional=True),
    "manager": Field(text, "manager", optional=True),
    "avoid": Field(ids, "avoid", optional=True),
    "together": Field(together, "together", optional=True),
    "waited": Field(whole, "waited", optional=True),
    "active": Field(whole, "active", optional=True),
    "limit": Field(whole, "limit", optional=True),
}
_REQUIRED = tuple(name for name, field in FIELDS.items() if not field.optional)
_SUPPOSED = {"hours": (), "period": Period.DAYS_90}
"""What a member means who leaves out what a profile must have; 90 days is what the goal form offers first."""


def member_of(record: Mapping[str, object]) -> tuple[Profile, str] | list[str]:
    """Give profile and goal that an object stands for, or everything that is wrong with it."""
    read: dict[str, Any] = dict(_SUPPOSED)
    faults = [f"{name} is missing" for name in _REQUIRED if name not in record]
    for name, value in record.items():
        field = FIELDS.get(name)
        if field is None:
            faults.append(f"unknown field {shown(name)}")
        elif value is not None or not field.optional:
            try:
                read[field.attribute] = field.parse(value)
            except FieldError as fault:
                faults.append(f"{name}{fault}")
    if not faults and not read["hours"] and any(one.is_live for one in read["formats"]):
        faults.append("hours must not be empty, since some of the formats are live")
    goal = read.pop(GOAL, "")
    return faults or (Profile(**read), goal)


def _window(value: object) -> Window:
    day, start, end = entry(("day", "from", "to"), value)
    window = Window(at(".day", _DAY, day), at(".from", _START, start), at(".to", _END, end))
    if window.end <= window.start:
        raise FieldError(".to must be later than from; hours past midnight are two entries")
    return window


def _earlier(value: object) -> tuple[str, int, bool]:
    other, weeks, met = entry(("with", "weeks_ago", "met"), value)
    return at(".with", text, other), at(".weeks_ago", whole, weeks), at(".met", truth, met)


@cache
def _known_hours(entries: tuple[tuple[tuple[str, object], ...], ...]) -> tuple[Window, ...]:
    return tuple(each(_window, [dict(one) for one in entries]))


_DAY = choice({day.value: day for day in Weekday})
_START = choice(_STARTS, "HH:MM, such as 09:00")
_END = choice(_ENDS, "HH:MM, such as 12:30, at most 24:00")
