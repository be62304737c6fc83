from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from bot.practice.quiet import calm_moment
from matching.vocabulary import DayPart, Weekday

ZONES = ["Europe/Berlin", "America/New_York", "Australia/Sydney", "Asia/Kolkata", "Pacific/Apia", "America/St_Johns"]
WORKING_DAYS = (Weekday.MON, Weekday.TUE, Weekday.WED, Weekday.THU, Weekday.FRI)
NIGHT = datetime(2026, 11, 20, 23, tzinfo=UTC)
"""A Friday in Berlin, and already Saturday there."""

BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
instants = st.integers(0, 2 * 366 * 24 * 60).map(lambda minutes: BEGIN + timedelta(minutes=minutes))
some_days = st.sets(st.sampled_from(Weekday), min_size=1)
some_parts = st.sets(st.sampled_from(DayPart), min_size=1)


def test_a_message_at_night_waits_for_the_first_chosen_hour_of_the_next_chosen_day() -> None:
    found = calm_moment(NIGHT, "Europe/Berlin", WORKING_DAYS, (DayPart.AFTERNOON, DayPart.MORNING))
    assert found == datetime(2026, 11, 23, 8, tzinfo=UTC)


def test_a_message_inside_the_hours_comes_at_once() -> None:
    now = datetime(2026, 11, 23, 8, 20, tzinfo=UTC)
    assert calm_moment(now, "Europe/Berlin", WORKING_DAYS, (DayPart.MORNING,)) == now


def test_a_day_that_has_a_message_is_left_alone() -> None:
    found = calm_moment(NIGHT, "Europe/Berlin", WORKING_DAYS, (DayPart.MORNING,), {date(2026, 11, 23)})
    assert found == datetime(2026, 11, 24, 8, tzinfo=UTC)


def test_where_every_chosen_day_has_one_a_second_comes_by_day_and_not_at_night() -> None:
    mondays = {date(2026, 11, 23), date(2026, 11, 30)}
    found = calm_moment(NIGHT, "Europe/Berlin", (Weekday.MON,), (DayPart.MORNING,), mondays)
    assert found == datetime(2026, 11, 23, 8, tzinfo=UTC)


def test_where_the_chosen_day_is_too_far_off_it_comes_in_chosen_hours_of_another_day() -> None:
    thursdays = (Weekday.THU,)
    found = calm_moment(NIGHT, "Europe/Berlin", thursdays, (DayPart.MORNING,), within=4)
    assert found == datetime(2026, 11, 21, 8, tzinfo=UTC), "on a Saturday"
    assert calm_moment(NIGHT, "Europe/Berlin", thursdays, (DayPart.MORNING,), within=6) == datetime(
        2026, 11, 26, 8, tzinfo=UTC
    )


def test_a_second_message_on_a_chosen_day_is_better_than_one_on_another_day() -> None:
    found = calm_moment(NIGHT, "Europe/Berlin", WORKING_DAYS, (DayPart.MORNING,), _dates(NIGHT, 5), within=4)
    assert found == datetime(2026, 11, 23, 8, tzinfo=UTC)


def test_where_today_was_all_there_is_and_its_hours_are_past_it_comes_now() -> None:
    now = datetime(2026, 11, 23, 20, tzinfo=UTC)
    assert calm_moment(now, "Europe/Berlin", WORKING_DAYS, (DayPart.MORNING,), within=1) == now


def test_who_chose_no_hours_gets_it_now() -> None:
    assert calm_moment(NIGHT, "Europe/Berlin", WORKING_DAYS, ()) == NIGHT


@given(now=instants, zone=st.sampled_from(ZONES), days=some_days, parts=some_parts)
def test_in_any_zone_it_lies_ahead_inside_chosen_hours(
    now: datetime, zone: str, days: set[Weekday], parts: set[DayPart]
) -> None:
    found = calm_moment(now, zone, days, parts)
    local = found.astimezone(ZoneInfo(zone))
    minute = local.hour * 60 + local.minute
    assert now <= found <= now + timedelta(days=8)
    assert local.weekday() in {one.number for one in days}
    assert any(first <= minute < last for first, last in (one.minutes for one in parts))


@given(
    now=instants,
    zone=st.sampled_from(ZONES),
    days=some_days,
    parts=some_parts,
    busy=st.sets(st.integers(0, 13)),
    within=st.integers(2, 14),
)
def test_within_a_few_days_it_lies_in_chosen_hours_and_on_the_best_day_that_they_hold(
    now: datetime, zone: str, days: set[Weekday], parts: set[DayPart], busy: set[int], within: int
) -> None:
    dates = _dates(now.astimezone(ZoneInfo(zone)), within)
    taken = {dates[one] for one in busy if one < within}
    found = calm_moment(now, zone, days, parts, taken, within)
    local = found.astimezone(ZoneInfo(zone))
    assert now <= found < now + timedelta(days=within)
    assert local.date() in dates
    assert any(first <= local.hour * 60 + local.minute < last for first, last in (one.minutes for one in parts))
    chosen = {one for one in dates[1:] if list(Weekday)[one.weekday()] in days}
    if chosen:
        assert list(Weekday)[local.weekday()] in days
    if chosen - taken:
        assert local.date() not in taken


def _dates(now: datetime, within: int) -> list[date]:
    return [now.date() + timedelta(days=ahead) for ahead in range(within)]
