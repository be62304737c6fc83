from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.practice.cadence import exists, halfway, local_dates, plan, starts_at
from bot.practice.presets import WAYS
from matching.vocabulary import Cadence, Format
from matching.zones import known_zones
from storage.records import Terms
from storage.vocabulary import Preset

ODD_ZONES = [
    "Europe/Berlin",
    "Australia/Lord_Howe",  # shifts by 30 minutes
    "Antarctica/Troll",  # shifts by 2 hours
    "America/Sao_Paulo",  # shifted at midnight
    "America/St_Johns",  # shifted a minute after midnight
    "Africa/Casablanca",  # shifts around Ramadan
    "Asia/Gaza",  # shifts on irregular dates
    "Pacific/Apia",  # had no 30 December 2011
    "Pacific/Kwajalein",  # had no 21 August 1993
    "Etc/UTC",
]
zones = st.sampled_from(ODD_ZONES) | st.sampled_from(sorted(known_zones()))
days = st.dates(date(1990, 1, 1), date(2037, 12, 31))
minutes = st.integers(0, 24 * 60 - 1)
YEAR = timedelta(days=365)
cadences = st.sampled_from(Cadence)


def terms(**changes: object) -> Terms:
    usual = Terms(
        first_on=date(2026, 3, 2),
        minute_of_day=9 * 60,
        zone="Europe/Berlin",
        cadence=Cadence.WEEKLY,
        minutes=30,
        format=Format.CALL_30,
        recalibrate_on=date(2026, 5, 25),
    )
    return replace(usual, **changes)  # type: ignore[arg-type]  # the fields differ in type


@pytest.mark.parametrize("cadence", [Cadence.WEEKLY, Cadence.SEVEN_TO_TEN_DAYS])
def test_seven_days_lie_between_weekly_check_ins(cadence: Cadence) -> None:
    found = list(local_dates(cadence, date(2026, 3, 2), date(2026, 3, 23)))
    assert found == [date(2026, 3, 2), date(2026, 3, 9), date(2026, 3, 16), date(2026, 3, 23)]


def test_every_two_weeks_the_weekday_stays() -> None:
    found = list(local_dates(Cadence.BIWEEKLY, date(2026, 3, 2), date(2026, 4, 12)))
    assert found == [date(2026, 3, 2), date(2026, 3, 16), date(2026, 3, 30)]


def test_a_third_wednesday_stays_the_third_wednesday() -> None:
    found = list(local_dates(Cadence.MONTHLY, date(2026, 11, 18), date(2027, 2, 28)))
    assert found == [date(2026, 11, 18), date(2026, 12, 16), date(2027, 1, 20), date(2027, 2, 17)]


def test_a_fifth_friday_means_the_last_one() -> None:
    found = list(local_dates(Cadence.MONTHLY, date(2026, 1, 30), date(2026, 5, 31)))
    assert found == [date(2026, 1, 30), date(2026, 2, 27), date(2026, 3, 27), date(2026, 4, 24), date(2026, 5, 29)]


def test_a_fourth_friday_stays_the_fourth_where_there_is_a_fifth() -> None:
    found = list(local_dates(Cadence.MONTHLY, date(2026, 4, 24), date(2026, 5, 31)))
    assert found == [date(2026, 4, 24), date(2026, 5, 22)]


def test_quarterly_means_every_third_month() -> None:
    found = list(local_dates(Cadence.QUARTERLY, date(2026, 1, 6), date(2026, 12, 31)))
    assert found == [date(2026, 1, 6), date(2026, 4, 7), date(2026, 7, 7), date(2026, 10, 6)]


def test_nothing_comes_before_the_first_date() -> None:
    assert list(local_dates(Cadence.WEEKLY, date(2026, 3, 2), date(2026, 3, 1))) == []


@pytest.mark.parametrize(
    ("zone", "day", "minute", "expected"),
    [
        ("Europe/Berlin", date(2026, 3, 29), 150, datetime(2026, 3, 29, 1, 30, tzinfo=UTC)),  # 02:30 becomes 03:30
        ("Europe/Berlin", date(2026, 10, 25), 150, datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),  # the first 02:30
        ("Australia/Lord_Howe", date(2026, 10, 4), 135, datetime(2026, 10, 3, 15, 45, tzinfo=UTC)),  # 02:15 is 02:45
        ("Antarctica/Troll", date(2026, 3, 29), 90, datetime(2026, 3, 29, 1, 30, tzinfo=UTC)),  # 01:30 becomes 03:30
        ("America/Sao_Paulo", date(2018, 11, 4), 15, datetime(2018, 11, 4, 3, 15, tzinfo=UTC)),  # 00:15 becomes 01:15
    ],
)
def test_a_gap_shifts_forward_and_an_overlap_takes_the_first(
    zone: str, day: date, minute: int, expected: datetime
) -> None:
    assert starts_at(day, minute, zone) == expected


@pytest.mark.parametrize(
    ("zone", "missing"), [("Pacific/Apia", date(2011, 12, 30)), ("Pacific/Kwajalein", date(1993, 8, 21))]
)
def test_a_date_that_the_zone_skipped_has_no_check_in(zone: str, missing: date) -> None:
    week, after = timedelta(days=7), datetime.combine(missing, datetime.min.time(), UTC) - timedelta(days=10)
    planned = plan(terms(first_on=missing - week, zone=zone), after, after + timedelta(days=20))
    assert not exists(missing, zone)
    assert [day for day, _ in planned] == [missing - week, missing + week]


@given(zone=zones, day=days, minute=minutes)
def test_a_start_shows_the_wall_time_that_was_agreed_or_a_later_one(zone: str, day: date, minute: int) -> None:
    agreed = datetime.combine(day, datetime.min.time()) + timedelta(minutes=minute)
    shown = starts_at(day, minute, zone).astimezone(ZoneInfo(zone)).replace(tzinfo=None, fold=0)
    assert timedelta(0) <= shown - agreed <= timedelta(hours=25)


@given(zone=zones, day=days, minute=minutes)
def test_of_two_instants_with_the_same_wall_time_the_first_is_taken(zone: str, day: date, minute: int) -> None:
    start, there = starts_at(day, minute, zone), ZoneInfo(zone)
    wall = start.astimezone(there).replace(tzinfo=None, fold=0)
    for earlier in (start - timedelta(minutes=30), start - timedelta(hours=1), start - timedelta(hours=2)):
        assert earlier.astimezone(there).replace(tzinfo=None, fold=0) != wall


@given(cadence=cadences, zone=zones, first_on=days, minute=minutes)
def test_consecutive_plans_hold_each_check_in_once(cadence: Cadence, zone: str, first_on: date, minute: int) -> None:
    agreed = terms(cadence=cadence, zone=zone, first_on=first_on, minute_of_day=minute)
    begin = starts_at(first_on, 0, zone) - timedelta(days=2)
    cuts = [begin + timedelta(hours=47) * turn for turn in range(60)]
    whole = plan(agreed, cuts[0], cuts[-1])
    assert [one for after, until in pairwise(cuts) for one in plan(agreed, after, until)] == list(whole)
    assert [start for _, start in whole] == sorted({start for _, start in whole})


@given(cadence=cadences, first_on=days)
def test_the_weekday_never_changes(cadence: Cadence, first_on: date) -> None:
    found = list(local_dates(cadence, first_on, first_on + timedelta(days=400)))
    assert {day.weekday() for day in found} == {first_on.weekday()}
    assert found[0] == first_on


@given(first_on=days)
def test_monthly_check_ins_miss_no_month(first_on: date) -> None:
    found = list(local_dates(Cadence.MONTHLY, first_on, first_on + timedelta(days=400)))
    months = [day.year * 12 + day.month for day in found]
    assert all(later - earlier == 1 for earlier, later in pairwise(months))


@given(
    preset=st.sampled_from(Preset), zone=zones, first_on=days, minute=minutes, wait=st.timedeltas(timedelta(0), YEAR)
)
def test_under_every_preset_each_existing_date_has_one_and_none_is_past(
    preset: Preset, zone: str, first_on: date, minute: int, wait: timedelta
) -> None:
    agreed = terms(cadence=WAYS[preset].cadence, preset=preset, zone=zone, first_on=first_on, minute_of_day=minute)
    now = starts_at(first_on, minute, zone) + wait - timedelta(days=1)
    planned = plan(agreed, now, now + YEAR)
    until = first_on + 2 * YEAR + timedelta(days=40)
    due = [day for day in local_dates(agreed.cadence, first_on, until) if exists(day, zone)]
    assert [day for day, at in planned] == [day for day in due if now < starts_at(day, minute, zone) <= now + YEAR]
    assert len({day for day, _ in planned}) == len(planned) > 0
    assert all(at > now for _, at in planned)


@given(zone=zones, first_on=days, minute=minutes)
def test_two_weeks_keep_the_weekday_and_the_hour_unless_the_clock_has_none(
    zone: str, first_on: date, minute: int
) -> None:
    agreed = terms(cadence=Cadence.BIWEEKLY, zone=zone, first_on=first_on, minute_of_day=minute)
    begin = starts_at(first_on, 0, zone) - timedelta(days=2)
    for day, at in plan(agreed, begin, begin + YEAR):
        local = at.astimezone(ZoneInfo(zone))
        wall = datetime.combine(day, datetime.min.time()) + timedelta(minutes=minute)
        gap = wall.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None)
        assert day.weekday() == first_on.weekday()
        assert local.replace(tzinfo=None, fold=0) == wall or gap.replace(fold=0) != wall


def test_the_middle_lies_halfway_between_two_months() -> None:
    monthly = terms(cadence=Cadence.MONTHLY, first_on=date(2026, 11, 18))  # then 16 December and 20 January
    assert halfway(monthly, date(2026, 11, 17)) is None
    assert {halfway(monthly, date(2026, 11, day)) for day in (18, 25, 30)} == {date(2026, 12, 2)}
    assert halfway(monthly, date(2026, 12, 15)) == date(2026, 12, 2)
    assert halfway(monthly, date(2026, 12, 16)) == date(2027, 1, 2)


@pytest.mark.parametrize("cadence", [one for one in Cadence if one is not Cadence.MONTHLY])
def test_only_a_monthly_rhythm_has_a_middle(cadence: Cadence) -> None:
    assert halfway(terms(cadence=cadence), date(2026, 4, 1)) is None


@given(first_on=days, later=st.integers(0, 800))
def test_every_month_has_one_middle_at_least_two_weeks_from_both_check_ins(first_on: date, later: int) -> None:
    monthly, around = terms(cadence=Cadence.MONTHLY, first_on=first_on), first_on + timedelta(days=later)
    middle = halfway(monthly, around)
    assert middle is not None
    nearest = min(abs(day - middle) for day in local_dates(Cadence.MONTHLY, first_on, around + timedelta(days=40)))
    assert nearest >= timedelta(days=14)
