from datetime import date

import pytest

from matching.hours import free_minutes, has_half_hour, shared_minutes
from matching.profile import Profile, Window
from matching.vocabulary import Weekday
from tests.matching.build import MONDAY, every_day, profile


def berlin(*hours: Window) -> Profile:
    return profile("B", zone="Europe/Berlin", hours=hours)


def new_york(*hours: Window) -> Profile:
    return profile("N", zone="America/New_York", hours=hours)


def test_same_hours_in_one_zone_are_shared_whole() -> None:
    assert shared_minutes(berlin(*every_day(540, 720)), berlin(*every_day(600, 780)), MONDAY) == 7 * 120


@pytest.mark.parametrize(
    ("start", "why", "expected"),
    [
        (date(2026, 10, 12), "six hours apart all week", 0),
        (date(2026, 10, 26), "Berlin has changed, New York has not: five hours, until Sunday", 6 * 60),
        (date(2026, 11, 2), "both have changed", 0),
        (date(2027, 3, 15), "New York has changed, Berlin has not: five hours", 7 * 60),
        (date(2027, 3, 29), "both have changed", 0),
    ],
)
def test_the_weeks_between_two_clock_changes_count(start: date, why: str, expected: int) -> None:
    evening, noon = berlin(*every_day(17 * 60, 18 * 60)), new_york(*every_day(12 * 60, 13 * 60))
    assert shared_minutes(evening, noon, start) == expected, why


def test_an_hour_that_the_clock_skips_cannot_be_shared() -> None:
    night = berlin(Window(Weekday.SUN, 0, 180))
    assert shared_minutes(night, night, date(2027, 3, 22)) == 120


def test_an_hour_that_the_clock_repeats_is_lived_twice() -> None:
    night = berlin(Window(Weekday.SUN, 0, 240))
    assert shared_minutes(night, night, date(2026, 10, 19)) == 300


def test_a_window_inside_the_skipped_hour_holds_no_half_hour() -> None:
    assert not has_half_hour(free_minutes(berlin(Window(Weekday.SUN, 150, 180)), date(2027, 3, 22)))


def test_a_window_may_end_at_midnight_and_reach_into_another_utc_day() -> None:
    late = profile("H", zone="Pacific/Honolulu", hours=(Window(Weekday.SUN, 1320, 1440),))
    morning = berlin(Window(Weekday.MON, 600, 720))
    assert shared_minutes(late, morning, date(2026, 9, 7)) == 120


def test_three_members_share_what_suits_all_three() -> None:
    a, b, c = (berlin(*every_day(540, 720)), berlin(*every_day(600, 780)), berlin(*every_day(660, 900)))
    assert shared_minutes(a, b, MONDAY, c) == 7 * 60


def test_quarter_hour_zones_are_exact() -> None:
    kathmandu = profile("K", zone="Asia/Kathmandu", hours=(Window(Weekday.WED, 825, 885),))
    london = profile("L", zone="UTC", hours=(Window(Weekday.WED, 480, 540),))
    assert shared_minutes(kathmandu, london, MONDAY) == 60


@pytest.mark.parametrize(("minutes", "enough"), [(29, False), (30, True), (31, True), (90, True)])
def test_half_an_hour_must_be_on_end(minutes: int, enough: bool) -> None:
    run = ((1 << minutes) - 1) << 100
    assert has_half_hour(run) is enough
    assert not has_half_hour(((1 << 29) - 1) | ((1 << 29) - 1) << 30)


def test_no_hours_are_no_minutes() -> None:
    assert shared_minutes(berlin(), berlin(*every_day(0, 1440)), MONDAY) == 0
