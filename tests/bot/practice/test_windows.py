from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.practice.cadence import exists, starts_at
from bot.practice.windows import CHECK_IN_KINDS, check_in_nudges, window
from storage.records import CheckIn, Nudge
from storage.vocabulary import NudgeKind, NudgeState
from tests.bot.practice.test_cadence import days, minutes, zones

HOUR = timedelta(hours=1)


def check_in(local_date: date, starts: datetime, length: int = 30) -> CheckIn:
    return CheckIn(workspace_id="T1", partnership_id="a" * 32, local_date=local_date, starts_at=starts, minutes=length)


def nudges(local_date: date, minute: int, zone: str, length: int = 30) -> dict[NudgeKind, Nudge]:
    found = check_in_nudges(check_in(local_date, starts_at(local_date, minute, zone), length), zone, ["U1"])
    return {nudge.kind: nudge for nudge in found}


def test_each_member_is_nudged_the_day_before_at_the_hour_and_after() -> None:
    found = check_in_nudges(check_in(date(2026, 3, 4), datetime(2026, 3, 4, 9, tzinfo=UTC)), "Etc/UTC", ["U1", "U2"])
    assert [(one.member_id, one.kind) for one in found] == [
        (member, kind) for member in ("U1", "U2") for kind in CHECK_IN_KINDS
    ]
    assert {(one.subject_id, one.local_date, one.state) for one in found} == {
        ("a" * 32, date(2026, 3, 4), NudgeState.DUE)
    }


def test_the_day_before_keeps_the_wall_time_across_a_clock_change() -> None:
    before = nudges(date(2026, 3, 29), 18 * 60, "Europe/Berlin")[NudgeKind.DAY_BEFORE]
    assert before.due_at == datetime(2026, 3, 28, 17, tzinfo=UTC)
    assert before.expires_at == datetime(2026, 3, 29, 16, tzinfo=UTC)


def test_the_day_before_is_the_last_date_that_the_zone_had() -> None:
    before = nudges(date(2011, 12, 31), 9 * 60, "Pacific/Apia")[NudgeKind.DAY_BEFORE]
    assert before.due_at.astimezone(ZoneInfo("Pacific/Apia")).date() == date(2011, 12, 29)


@pytest.mark.parametrize(("length", "expected"), [(15, 30), (30, 30), (60, 60)])
def test_at_the_hour_lasts_as_long_as_the_check_in_and_at_least_half_an_hour(length: int, expected: int) -> None:
    at_hour = nudges(date(2026, 3, 4), 540, "Etc/UTC", length)[NudgeKind.AT_HOUR]
    assert (at_hour.due_at, at_hour.expires_at - at_hour.due_at) == (
        datetime(2026, 3, 4, 9, tzinfo=UTC),
        timedelta(minutes=expected),
    )


def test_did_you_meet_is_asked_when_the_time_is_over_and_for_two_days() -> None:
    after = nudges(date(2026, 3, 4), 540, "Etc/UTC", 60)[NudgeKind.AFTER]
    assert (after.due_at, after.expires_at) == (
        datetime(2026, 3, 4, 10, tzinfo=UTC),
        datetime(2026, 3, 6, 10, tzinfo=UTC),
    )


@given(zone=zones, day=days, minute=minutes, length=st.integers(15, 120))
def test_every_nudge_has_a_window_and_they_come_in_order(zone: str, day: date, minute: int, length: int) -> None:
    found = list(nudges(day, minute, zone, length).values()) if exists(day, zone) else []
    assert all(nudge.due_at < nudge.expires_at for nudge in found)
    assert [one.due_at for one in found] == sorted(one.due_at for one in found)


@pytest.mark.parametrize("kind", NudgeKind)
def test_every_kind_is_worth_sending_for_a_while(kind: NudgeKind) -> None:
    assert window(kind) > timedelta(0)


def test_what_waits_for_an_answer_is_worth_sending_longer() -> None:
    assert window(NudgeKind.COVENANT) == 7 * 24 * HOUR
    assert window(NudgeKind.SUGGESTION) == 3 * 24 * HOUR
