"""The nudges around check-ins: each once, at its hour, and only to whom it still concerns."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.sandbox.actor import Actor
from bot.sandbox.faults import Fault
from bot.sandbox.stage import Stage
from storage.records import EVERYONE, Nudge
from storage.vocabulary import NudgeKind, NudgeReason, NudgeState
from tests.trips import partners
from tests.trips.partners import FIRST_AT, KINDS, OVER, about_to_meet, jump, live, move, reasons, said, signed
from tests.trips.steps import sees

DAY = timedelta(days=1)


def sent_at(nudge: Nudge) -> datetime:
    """Give when its message was posted, to the second."""
    assert nudge.message_ts is not None
    return datetime.fromtimestamp(int(nudge.message_ts.partition(".")[0]), UTC)


@pytest.fixture
def ana_and_cyn(quick_stage: Stage) -> tuple[Actor, Actor]:
    """Let Ana in Berlin and Cyn in New York have signed, six days before their first check-in."""
    ana, cyn = signed(quick_stage, "UANA", "UCYN")
    return ana, cyn


def test_each_is_nudged_the_day_before_at_the_hour_and_after(
    quick_stage: Stage, ana_and_cyn: tuple[Actor, Actor]
) -> None:
    ana, cyn = ana_and_cyn
    live(quick_stage, OVER)
    for member in (ana, cyn):
        nudges = [one for one in partners.nudges(quick_stage, member.id) if one.kind in KINDS]
        assert [(one.kind, one.state) for one in nudges] == [(kind, NudgeState.SENT) for kind in KINDS]
        assert [sent_at(one) for one in nudges] == [FIRST_AT - DAY, FIRST_AT, OVER]
    assert said(cyn) == [
        "Your check-in with @Ana Petrova is on Thursday 26 November 2026 at 09:00 (America/New_York). "
        "@Ana Petrova speaks first.",
        "It is time for your check-in with @Ana Petrova. @Ana Petrova speaks first.",
        "Did you meet with @Ana Petrova on Thursday 26 November 2026?",
    ]
    assert said(ana)[1] == "It is time for your check-in with @Cyn Lin. You speak first."


def test_twelve_weeks_in_a_row_bring_each_nudge_once(quick_stage: Stage, ana_and_cyn: tuple[Actor, Actor]) -> None:
    live(quick_stage, FIRST_AT + timedelta(weeks=11, hours=1))
    for member in ana_and_cyn:
        sent = [one for one in partners.nudges(quick_stage, member.id, NudgeState.SENT) if one.kind in KINDS]
        weeks = [FIRST_AT.date() + timedelta(weeks=week) for week in range(12)]
        assert [(one.local_date, one.kind) for one in sent] == [(week, kind) for week in weeks for kind in KINDS]
        assert len(said(member)) == len(sent) == 36
        assert partners.nudges(quick_stage, member.id, NudgeState.EXPIRED, NudgeState.CANCELLED) == []
    hours = [text for text in said(ana_and_cyn[0]) if text.startswith("It is time")]
    assert ["You speak first" in text for text in hours] == [True, False] * 6


def test_the_hour_stays_where_it_was_agreed_while_clocks_change_elsewhere(quick_stage: Stage) -> None:
    """New York changes on 14 March 2027 and Berlin on the 28th."""
    jump(quick_stage, datetime(2027, 3, 1, 9, tzinfo=UTC))
    ana, cyn = signed(
        quick_stage, "UANA", "UCYN", first_on="2027-03-11", cadence="7-10-days", recalibrate_on="2027-06-01"
    )
    live(quick_stage, datetime(2027, 4, 2, tzinfo=UTC))
    due = [one.due_at for one in partners.nudges(quick_stage, "UANA") if one.kind is NudgeKind.AT_HOUR]
    assert [(at.day, at.hour) for at in due] == [(11, 14), (18, 14), (25, 14), (1, 13)]
    eve = [one.due_at for one in partners.nudges(quick_stage, "UANA") if one.kind is NudgeKind.DAY_BEFORE]
    assert [(at.day, at.hour) for at in eve] == [(10, 14), (17, 14), (24, 14), (31, 13)]
    for day, berlin, new_york in (
        ("11 March", "15:00", "09:00"),
        ("18 March", "15:00", "10:00"),
        ("25 March", "15:00", "10:00"),
        ("1 April", "15:00", "09:00"),
    ):
        assert sees(ana, f"Thursday {day} 2027 at {berlin} (Europe/Berlin)")
        assert sees(cyn, f"Thursday {day} 2027 at {new_york} (America/New_York)")


def test_a_clock_that_changes_between_the_day_before_and_the_hour_moves_neither(quick_stage: Stage) -> None:
    """Berlin's last Sunday in March: the day before is 25 hours of wall time minus one away."""
    jump(quick_stage, datetime(2027, 3, 20, 9, tzinfo=UTC))
    ana, _ = signed(quick_stage, "UANA", "UCYN", first_on="2027-03-28", recalibrate_on="2027-06-01")
    live(quick_stage, datetime(2027, 3, 28, 14, tzinfo=UTC))
    sent = [sent_at(one) for one in partners.nudges(quick_stage, ana.id, NudgeState.SENT) if one.kind in KINDS]
    assert sent[:2] == [datetime(2027, 3, 27, 14, tzinfo=UTC), datetime(2027, 3, 28, 13, tzinfo=UTC)]


def test_a_member_who_moves_to_another_zone_reads_their_new_clock(
    quick_stage: Stage, ana_and_cyn: tuple[Actor, Actor]
) -> None:
    _, cyn = ana_and_cyn
    quick_stage.slack.change_zone("UCYN", "Asia/Tokyo")
    live(quick_stage, FIRST_AT)
    assert sees(cyn, "is on Thursday 26 November 2026 at 23:00 (Asia/Tokyo)")
    assert [sent_at(one) for one in partners.nudges(quick_stage, "UCYN") if one.kind is NudgeKind.AT_HOUR] == [FIRST_AT]


def test_a_check_in_keeps_its_first_speaker_when_it_is_moved(
    quick_stage: Stage, ana_and_cyn: tuple[Actor, Actor]
) -> None:
    ana, _ = ana_and_cyn
    live(quick_stage, FIRST_AT - DAY)
    assert move(ana, "2026-11-28", "15:00")
    live(quick_stage, FIRST_AT + timedelta(weeks=1))
    hours = [text for text in said(ana) if text.startswith("It is time")]
    assert ["You speak first" in text for text in hours] == [True, False]


def test_after_six_hours_without_a_worker_what_still_helps_comes_once(
    quick_stage: Stage, ana_and_cyn: tuple[Actor, Actor]
) -> None:
    ana, _ = ana_and_cyn
    live(quick_stage, FIRST_AT - timedelta(hours=1))
    jump(quick_stage, FIRST_AT + timedelta(hours=5))
    live(quick_stage, FIRST_AT + DAY)
    assert [text.split()[0] for text in said(ana)] == ["Your", "Did"]
    assert reasons(quick_stage, ana)[NudgeKind.AT_HOUR] is NudgeReason.TOO_LATE
    home = ana.open_home()
    assert home is not None
    assert "15:00 (Europe/Berlin) did not reach you: I was not running in time" in home.text


@pytest.mark.parametrize("fault", [Fault.RESET_BEFORE, Fault.RESET_AFTER, Fault.ERROR_500_AFTER, Fault.RATE_LIMITED])
def test_whatever_slack_does_each_nudge_is_read_once(
    quick_stage: Stage, ana_and_cyn: tuple[Actor, Actor], fault: Fault
) -> None:
    for at in (FIRST_AT - DAY, FIRST_AT, OVER):
        quick_stage.slack.faults.add("chat.postMessage", fault)
        live(quick_stage, at + timedelta(minutes=2))
    for member in ana_and_cyn:
        assert [text.split()[0] for text in said(member)] == ["Your", "It", "Did"]


def test_a_group_is_told_once_although_slack_takes_longer_than_a_request_may(quick_stage: Stage) -> None:
    about_to_meet(quick_stage, "UANA", "UCYN")
    quick_stage.slack.faults.add("chat.postMessage", Fault.SLOW, seconds=2.7)
    quick_stage.settle()
    (introduction,) = partners.nudges(quick_stage, EVERYONE)
    assert introduction.state is NudgeState.SENT, "of unknown outcome it would be posted again"
