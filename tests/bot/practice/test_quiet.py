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
