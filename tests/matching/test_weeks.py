"""The bit rows of the coming weeks, against the reckoning of one member's minutes."""

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.hours import common, free_minutes, has_half_hour
from matching.profile import Profile, Window
from matching.vocabulary import Weekday
from matching.weeks import WEEKS_AHEAD, Weeks, weeks_of
from tests.matching.build import MONDAY, every_day, profile, seats

WEEK = 7 * 24 * 60
ZONES = (
    *("Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Pacific/Chatham"),
    *("Australia/Lord_Howe", "Pacific/Apia", "Africa/Casablanca", "UTC"),
)
DATES = st.dates(date(2026, 1, 1), date(2027, 12, 31))
MINUTES = st.one_of(st.integers(0, 1439), st.integers(0, 95).map(lambda quarter: quarter * 15))
WINDOWS = st.builds(
    lambda day, start, length: Window(day, start, min(start + length, 1440)),
    st.sampled_from(Weekday),
    MINUTES,
    st.one_of(st.integers(1, 600), st.sampled_from([29, 30, 31, 1440])),
)
MEMBERS = st.builds(
    lambda zone, hours: profile("A", zone=zone, hours=tuple(hours)),
    st.sampled_from(ZONES),
    st.lists(WINDOWS, max_size=5),
)
CROWDS = st.lists(MEMBERS, min_size=1, max_size=5)


def minutes(weeks: Weeks, member: int, week: int) -> int:
    """Spread a row out to a set of minutes, as `free_minutes` gives it."""
    row = weeks.free[member, min(week, weeks.free.shape[1] - 1)]
    slots = np.unpackbits(row.view(np.uint8))
    each = np.repeat(slots, weeks.slot)
    assert not each[WEEK:].any()
    return int.from_bytes(np.packbits(each[:WEEK], bitorder="little").tobytes(), "little")


def shared_by_week(members: Sequence[Profile], start: date) -> list[int]:
    """What suits all, in each coming week."""
    weeks = (start + timedelta(weeks=week) for week in range(WEEKS_AHEAD))
    return [common(*(free_minutes(one, monday) for one in members)) for monday in weeks]


@given(CROWDS, DATES)
def test_each_week_holds_exactly_the_minutes_that_are_free(members: list[Profile], start: date) -> None:
    weeks = weeks_of(members, start)
    for place, member in enumerate(members):
        found = [minutes(weeks, place, week) for week in range(WEEKS_AHEAD)]
        assert found == shared_by_week([member], start)


@given(CROWDS, DATES)
def test_a_half_hour_may_begin_before_midnight_and_must_in_every_week(members: list[Profile], start: date) -> None:
    """Half an hour belongs to the week in which it begins."""
    coming = [*shared_by_week(members, start), *shared_by_week(members, start + timedelta(weeks=WEEKS_AHEAD))]
    beyond = (1 << 29) - 1
    stretched = [coming[week] | (coming[week + 1] & beyond) << WEEK for week in range(WEEKS_AHEAD)]
    expected = all(has_half_hour(one) for one in stretched)
    assert weeks_of(members, start).half_hour(*seats(*range(len(members))))[0] == expected


@given(CROWDS, DATES)
def test_minutes_in_common_are_those_of_the_leanest_week(members: list[Profile], start: date) -> None:
    leanest = min(one.bit_count() for one in shared_by_week(members, start))
    assert weeks_of(members, start).minutes(*seats(*range(len(members))))[0] == leanest


@settings(max_examples=20)
@given(st.lists(MEMBERS, min_size=2, max_size=4), DATES)
def test_a_row_does_not_depend_on_who_else_is_there(members: list[Profile], start: date) -> None:
    together, alone = weeks_of(members, start), weeks_of(members[:1], start)
    assert [minutes(together, 0, w) for w in range(WEEKS_AHEAD)] == [minutes(alone, 0, w) for w in range(WEEKS_AHEAD)]


class TestClockChanges:
    """Berlin changes on 25 October 2026, New York on 1 November; for the week between they are five hours apart."""

    @staticmethod
    def weeks(noon: tuple[int, int], start: date) -> Weeks:
        evening = profile("B", zone="Europe/Berlin", hours=every_day(17 * 60, 18 * 60)[:5])
        return weeks_of([evening, profile("N", zone="America/New_York", hours=every_day(*noon)[:5])], start)

    def test_who_share_hours_only_between_two_changes_do_not_share_every_week(self) -> None:
        weeks = self.weeks((12 * 60, 13 * 60), date(2026, 10, 19))
        shared = weeks.free[0] & weeks.free[1]
        assert [int(np.bitwise_count(week).sum()) * weeks.slot for week in shared] == [0, 5 * 60, 0, 0]
        assert not weeks.half_hour(*seats(0, 1))[0]

    def test_who_share_hours_but_for_the_week_between_do_not_either(self) -> None:
        assert self.weeks((11 * 60, 12 * 60), date(2026, 9, 14)).half_hour(*seats(0, 1))[0]
        assert not self.weeks((11 * 60, 12 * 60), date(2026, 10, 5)).half_hour(*seats(0, 1))[0]

    def test_the_leanest_week_counts(self) -> None:
        weeks = self.weeks((11 * 60 + 30, 13 * 60), date(2026, 10, 12))
        shared = np.bitwise_count(weeks.free[0] & weeks.free[1]).sum(axis=-1) * weeks.slot
        assert shared.tolist() == [5 * 30, 5 * 30, 5 * 60, 5 * 30]
        assert weeks.minutes(*seats(0, 1)).tolist() == [5 * 30]

    def test_one_week_stands_for_all_where_no_clock_changes(self) -> None:
        assert self.weeks((660, 720), date(2026, 9, 14)).free.shape[1] == 1
        assert self.weeks((660, 720), date(2026, 10, 5)).free.shape[1] == WEEKS_AHEAD


def test_half_an_hour_over_midnight_counts_in_the_last_week_too() -> None:
    hours = Window(Weekday.SUN, 1425, 1440), Window(Weekday.MON, 0, 15)
    clock_changes = profile("B", zone="Europe/Berlin")
    for some, is_enough in ((hours, True), (hours[:1], False)):
        weeks = weeks_of([profile("A", zone="UTC", hours=some), clock_changes], date(2026, 10, 5))
        assert weeks.free.shape[1] == WEEKS_AHEAD
        assert weeks.half_hour(*seats(0)).tolist() == [is_enough]


def test_three_share_what_suits_all_three() -> None:
    spans = (540, 720), (600, 780), (660, 900)
    weeks = weeks_of([profile("A", hours=every_day(*span)) for span in spans], MONDAY)
    assert weeks.minutes(*seats(0, 1, 2)).tolist() == [7 * 60]


def test_nobody_and_no_hours_are_ordinary_cases() -> None:
    assert len(weeks_of([], MONDAY).free) == 0
    idle = weeks_of([profile("A", hours=()), profile("B")], MONDAY)
    assert (idle.half_hour(*seats(0, 1))[0], idle.minutes(*seats(0, 1))[0]) == (False, 0)


def test_many_patterns_are_spread_out_in_parts() -> None:
    members = [profile(f"U{i}", zone="UTC", hours=(Window(Weekday.MON, i % 1400, 1400),)) for i in range(5000)]
    weeks = weeks_of(members, MONDAY)
    assert [minutes(weeks, i, 0) for i in (0, 4095, 4096, 4999)] == [
        free_minutes(members[i], MONDAY) for i in (0, 4095, 4096, 4999)
    ]
