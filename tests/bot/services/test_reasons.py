"""Shared hours are told by the weekday on the reader's own clock on which most of them are."""

from dataclasses import replace
from datetime import UTC, datetime

from bot.services.reasons import in_common
from matching.vocabulary import Cadence, Commitment, DayPart, Period, Weekday
from storage.records import Goal, Member
from tests.storage import build

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
DAYS = frozenset({Weekday.MON, Weekday.TUE})


def someone(member_id: str, zone: str, days: frozenset[Weekday], *parts: DayPart) -> tuple[Member, Goal]:
    settings = replace(build.SETTINGS, days=days, parts=frozenset(parts))
    return replace(build.member(member_id), zone=zone), replace(build.goal(member_id), settings=settings)


def test_the_day_with_most_hours_in_common_is_told() -> None:
    ann = someone("UANN", "Europe/Berlin", DAYS, DayPart.MORNING)
    ben = someone("UBEN", "Europe/Berlin", frozenset({Weekday.TUE, Weekday.WED}), DayPart.MORNING, DayPart.LATE)
    assert in_common([ann, ben], "Europe/Berlin", NOW).hours == (Weekday.TUE, 6)


def test_of_equal_days_the_first_is_told() -> None:
    people = [someone(one, "Europe/Berlin", DAYS, DayPart.MIDDAY) for one in ("UANN", "UBEN", "UCYN")]
    assert in_common(people, "Europe/Berlin", NOW).hours == (Weekday.MON, 4)


def test_each_reader_reads_of_their_own_weekday() -> None:
    ann = someone("UANN", "Pacific/Auckland", frozenset({Weekday.TUE}), DayPart.MORNING)
    ben = someone("UBEN", "America/New_York", frozenset({Weekday.MON}), DayPart.MIDDAY, DayPart.AFTERNOON)
    assert in_common([ann, ben], "Pacific/Auckland", NOW).hours == (Weekday.TUE, 4)
    assert in_common([ann, ben], "America/New_York", NOW).hours == (Weekday.MON, 4)


def test_hours_that_begin_on_the_half_hour_are_told_in_halves() -> None:
    ann = someone("UANN", "Asia/Kolkata", DAYS, DayPart.AFTERNOON)
    ben = someone("UBEN", "Etc/UTC", DAYS, DayPart.MORNING)
    assert in_common([ann, ben], "Etc/UTC", NOW).hours == (Weekday.MON, 5)


def test_no_hours_in_common_are_not_told() -> None:
    ann = someone("UANN", "Europe/Berlin", DAYS, DayPart.EARLY)
    ben = someone("UBEN", "Europe/Berlin", DAYS, DayPart.LATE)
    assert in_common([ann, ben], "Europe/Berlin", NOW).hours is None


def test_only_what_everybody_chose_alike_is_in_common() -> None:
    ann, ben = (someone(one, "Etc/UTC", DAYS, DayPart.EARLY) for one in ("UANN", "UBEN"))
    alike = in_common([ann, ben], "Etc/UTC", NOW)
    assert (alike.commitment, alike.cadence, alike.period) == (Commitment.STEADY, Cadence.WEEKLY, Period.DAYS_60)
    ben = (ben[0], replace(ben[1], settings=replace(ben[1].settings, commitment=Commitment.LIGHT)))
    assert in_common([ann, ben], "Etc/UTC", NOW).commitment is None
