"""A workspace of any size: who people are, where their time goes, and whom they will not meet.

No workspace was copied. Shares are what we would expect where trellis is used by teams in several countries: most meet
weekly or every two weeks, a call or something written, two at a time; teams of about twelve, each with a manager.
"""

from functools import cache
from random import Random
from typing import TypeVar

from matching.profile import Profile, Window
from matching.vocabulary import Cadence, Commitment, DayPart, Format, Period, Size, Weekday

_T = TypeVar("_T")
_TEAM = 12
"""Members of a team; the first is its manager, and twelve managers make a team in their turn."""
_NO_TEAM = 0.1
_AVOIDS, _TOGETHER, _BUSY, _FULL = 0.05, 0.4, 0.1, 0.03
"""Shares of members who avoid somebody, met others lately, have a partnership, or have as many as they want."""
_WAITED = {0: 88, 1: 10, 2: 2}
_CADENCES = {
    Cadence.WEEKLY: 45,
    Cadence.BIWEEKLY: 30,
    Cadence.MONTHLY: 14,
    Cadence.SEVEN_TO_TEN_DAYS: 8,
    Cadence.QUARTERLY: 3,
}
_COMMITMENTS = {Commitment.LIGHT: 30, Commitment.STEADY: 50, Commitment.ALL_IN: 20}
_PERIODS = {Period.DAYS_30: 35, Period.DAYS_60: 25, Period.DAYS_90: 40}
_FORMATS = {
    Format.CALL_30: 30,
    Format.CALL_15: 20,
    Format.WRITTEN: 20,
    Format.DOCUMENT: 8,
    Format.RECORDED: 8,
    Format.IN_PERSON: 8,
    Format.CIRCLE_60: 6,
}
_SIZES = {
    frozenset({Size.TWO}): 60,
    frozenset({Size.TWO, Size.THREE}): 25,
    frozenset(Size): 8,
    frozenset({Size.THREE}): 3,
    frozenset({Size.CIRCLE}): 4,
}
_ZONES = {
    "Europe/Berlin": 30,
    "America/New_York": 20,
    "Europe/London": 12,
    "Asia/Kolkata": 12,
    "America/Los_Angeles": 10,
    "America/Sao_Paulo": 6,
    "Asia/Tokyo": 5,
    "Pacific/Auckland": 3,
    "UTC": 2,
}


def members(n: int, seed: int) -> list[Profile]:
    """Give n members as different as in life; places stand for ids, so that lists of others cost little."""
    chance = Random(seed)
    return [_member(place, n, chance) for place in range(n)]


def alike(n: int) -> list[Profile]:
    """Give n members with the same settings, none of whom is kept from any other."""
    hours = (Window(Weekday.MON, *DayPart.MORNING.minutes),)
    formats, sizes = frozenset({Format.WRITTEN}), frozenset({Size.TWO})
    chosen = (Commitment.STEADY, Cadence.WEEKLY, formats, sizes, "UTC", hours, Period.DAYS_60)
    return [Profile(_id(place), *chosen) for place in range(n)]


def _member(place: int, n: int, chance: Random) -> Profile:
    has_team = chance.random() >= _NO_TEAM
    zone = _drawn(_ZONES, chance)
    return Profile(
        id=_id(place),
        commitment=_drawn(_COMMITMENTS, chance),
        cadence=_drawn(_CADENCES, chance),
        formats=_formats(chance),
        sizes=_drawn(_SIZES, chance),
        zone=zone,
        hours=_hours(
            chance.getrandbits(7) | 1 << chance.randrange(7), 1 << chance.randrange(6) | 1 << chance.randrange(6)
        ),
        period=_drawn(_PERIODS, chance),
        avoid=_others(n, chance, 1) if chance.random() < _AVOIDS else frozenset(),
        together=_others(n, chance, 2) if chance.random() < _TOGETHER else frozenset(),
        waited=_drawn(_WAITED, chance),
        team=f"T{place // _TEAM}" if has_team else None,
        manager=_manager(place) if has_team else None,
        active=2 if chance.random() < _FULL else int(chance.random() < _BUSY),
    )


def _id(place: int) -> str:
    return f"U{place:07}"


def _manager(place: int) -> str | None:
    """Give the first of the team; the first themselves report to the first of the team of their number."""
    boss = place // _TEAM * _TEAM if place % _TEAM else place // _TEAM
    return None if boss == place else _id(boss)


def _others(n: int, chance: Random, most: int) -> frozenset[str]:
    return frozenset(_id(chance.randrange(n)) for _ in range(chance.randint(1, most)))


def _formats(chance: Random) -> frozenset[Format]:
    return _shared(frozenset(_drawn(_FORMATS, chance) for _ in range(3)))


@cache
def _shared(formats: frozenset[Format]) -> frozenset[Format]:
    return formats


@cache
def _hours(days: int, parts: int) -> tuple[Window, ...]:
    """Give the hours of days and parts of a day (a bit each), one tuple for all who chose the same."""
    chosen = [part for part in DayPart if parts >> list(DayPart).index(part) & 1]
    return tuple(Window(day, *part.minutes) for day in Weekday if days >> day.number & 1 for part in chosen)


def _drawn(shares: dict[_T, int], chance: Random) -> _T:
    return chance.choices(tuple(shares), tuple(shares.values()))[0]
