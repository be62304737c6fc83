"""The few lines between two monthly check-ins, asked of each member once."""

from datetime import UTC, date, datetime, timedelta

from bot.sandbox.stage import Stage
from matching.vocabulary import Cadence
from storage.vocabulary import NudgeKind, Preset
from tests.trips.partners import heard, jump, live, nudges
from tests.trips.steps import sees
from tests.trips.ways import agreed

MIDDLE = datetime(2026, 12, 10, 14, tzinfo=UTC)
"""Halfway between Thursday 26 November and Thursday 24 December, at three in Berlin."""
MONTHLY = {"preset": Preset.MOVEMENT, "cadence": Cadence.MONTHLY}


def asked_on(stage: Stage, member_id: str) -> list[date]:
    return [one.local_date for one in nudges(stage, member_id) if one.kind is NudgeKind.MID_MONTH]


def test_each_is_asked_once_inside_their_hours(quick_stage: Stage) -> None:
    ana, cyn = agreed(quick_stage, "UANA", "UCYN", until=MIDDLE - timedelta(minutes=10), **MONTHLY)
    assert asked_on(quick_stage, "UANA") == []
    live(quick_stage, MIDDLE + timedelta(days=5))
    assert asked_on(quick_stage, "UANA") == asked_on(quick_stage, "UCYN") == [MIDDLE.date()]
    assert len(heard(cyn, "Halfway to your next check-in: write two or three sentences to @Ana Petrova")) == 1
    assert sees(ana, "What have you tried, what got in the way, what comes next?")


def test_the_next_month_has_its_own(quick_stage: Stage) -> None:
    agreed(quick_stage, "UANA", "UCYN", until=MIDDLE + timedelta(hours=1), **MONTHLY)
    jump(quick_stage, MIDDLE + timedelta(days=30))
    assert asked_on(quick_stage, "UANA") == [date(2026, 12, 10)]
    jump(quick_stage, MIDDLE + timedelta(days=31))  # between 24 December and 28 January
    assert asked_on(quick_stage, "UANA") == [date(2026, 12, 10), date(2027, 1, 10)]


def test_after_a_long_outage_the_middle_is_over(quick_stage: Stage) -> None:
    agreed(quick_stage, "UANA", "UCYN", until=MIDDLE - timedelta(days=1), **MONTHLY)
    jump(quick_stage, MIDDLE + timedelta(days=4))
    assert asked_on(quick_stage, "UANA") == []


def test_other_ways_and_rhythms_have_none(quick_stage: Stage) -> None:
    agreed(quick_stage, "UANA", "UCYN", until=MIDDLE, preset=Preset.MOVEMENT)  # every week
    assert asked_on(quick_stage, "UANA") == []


def test_a_member_who_paused_is_left_in_peace(quick_stage: Stage) -> None:
    ana, cyn = agreed(quick_stage, "UANA", "UCYN", until=MIDDLE - timedelta(days=1), **MONTHLY)
    ana.command("/trellis", "pause 2 weeks")
    live(quick_stage, MIDDLE + timedelta(days=4))
    assert heard(ana, "Halfway to your next check-in") == []
    assert len(heard(cyn, "Halfway to your next check-in")) == 1
