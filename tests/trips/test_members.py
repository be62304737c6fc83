"""Pausing, coming back, avoiding and the host's settings, as members do it."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.sandbox.stage import Stage
from matching.vocabulary import Weekday
from storage.records import Nudge
from storage.vocabulary import MemberStatus, NudgeKind, NudgeReason, NudgeState
from tests.trips.partners import nudges, signed
from tests.trips.rows import member_row
from tests.trips.screen import told
from tests.trips.steps import RUN, click, jump, sees, state_goal, suggest


def test_a_pause_stops_nudges_and_ends_by_itself_within_their_hours(quick_stage: Stage) -> None:
    _, ben = signed(quick_stage, "UANA", "UBEN")

    assert "paused until Friday 27 November 2026" in told(ben, "pause until 2026-11-27")
    jump(quick_stage, datetime(2026, 11, 25, 13, tzinfo=UTC))
    quick_stage.until(datetime(2026, 11, 26, 16, tzinfo=UTC))
    jump(quick_stage, datetime(2026, 11, 27, 8, tzinfo=UTC))

    assert not sees(ben, "Did you meet")
    unsent = {one.kind for one in nudges(quick_stage, "UBEN", NudgeState.CANCELLED) if one.reason is NudgeReason.PAUSED}
    assert unsent == {NudgeKind.DAY_BEFORE, NudgeKind.AT_HOUR, NudgeKind.AFTER}
    assert not sees(ben, "Your pause has ended")
    jump(quick_stage, datetime(2026, 11, 27, 9, tzinfo=UTC))
    assert sees(ben, "Your pause has ended")
    member = member_row(quick_stage, "UBEN")
    assert member is not None
    assert (member.status, member.paused_until) == (MemberStatus.ACTIVE, None)
    quick_stage.settle()
    assert len([text for text in ben.texts() if "Your pause has ended" in text]) == 1


@pytest.mark.parametrize(
    ("typed", "until"),
    [("pause", None), ("pause 2 weeks", date(2026, 12, 4)), ("PAUSE for 10 days", date(2026, 11, 30))],
)
def test_a_pause_is_read_as_people_type_it(typed: str, until: date | None, quick_stage: Stage) -> None:
    ana = quick_stage.slack.member("UANA")
    state_goal(ana, RUN)
    told(ana, typed)
    member = member_row(quick_stage, "UANA")
    assert member is not None
    assert (member.status, member.paused_until) == (MemberStatus.PAUSED, until)


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("pause some day", "Please write a date or a span"),
        ("pause 2026-11-20", "This date has passed"),
        ("pause 2019-01-01", "This date has passed"),
        ("pause 0 days", "This date has passed"),
        ("pause 2026-02-30", "Please write a date or a span"),
    ],
)
def test_a_pause_that_makes_no_sense_changes_nothing(typed: str, answer: str, quick_stage: Stage) -> None:
    ana = quick_stage.slack.member("UANA")
    state_goal(ana, RUN)
    assert answer in told(ana, typed)
    member = member_row(quick_stage, "UANA")
    assert member is not None
    assert member.status is MemberStatus.ACTIVE


@pytest.mark.parametrize("typed", ["pause", "pause 2 weeks", "resume", "leave", "avoid @ben", "avoid", "match"])
def test_somebody_who_has_not_joined_is_told_how_to(typed: str, quick_stage: Stage) -> None:
    assert "/trellis goal" in told(quick_stage.slack.member("UANA"), typed)
    assert member_row(quick_stage, "UANA") is None


def test_a_pause_withdraws_a_suggestion_and_the_other_reads_the_usual_words(quick_stage: Stage) -> None:
    ana, ben = suggest(quick_stage, "UANA", "UBEN")
    click(ana, "suggestion_yes")
    told(ben, "pause")
    quick_stage.settle()
    assert sees(ana, "This introduction did not come together")
    click(ben, "suggestion_yes")
    assert sees(ben, "This introduction did not come together")


def test_resume_says_what_is_true_for_whoever_types_it(quick_stage: Stage) -> None:
    ana = quick_stage.slack.member("UANA")
    state_goal(ana, RUN)
    assert "You are taking part already" in told(ana, "resume")
    told(ana, "pause")
    assert "Welcome back. Nudges" in told(ana, "resume")
    told(ana, "leave")
    click(ana, "leave_programme")
    assert "You take no part" in told(ana, "pause")
    assert "You take no part" in told(ana, "leave")
    assert "Welcome back. Nudges" in told(ana, "resume")


def test_coming_back_without_a_goal_card_asks_for_the_goal(quick_stage: Stage) -> None:
    ana = quick_stage.slack.member("UANA")
    state_goal(ana, RUN)
    told(ana, "pause 3 days")
    with quick_stage.trellis.context.database.write() as work:
        goal = work.goals.get(quick_stage.trellis.workspace_id, "UANA")
        assert goal is not None
        work.goals.lapse(goal)
        work.commit()
    assert "state your goal again" in told(ana, "resume")


def test_only_hosts_see_and_save_settings(quick_stage: Stage) -> None:
    ana, ben = quick_stage.slack.member("UANA"), quick_stage.slack.member("UBEN")
    assert "This is for hosts" in told(ben, "settings")
    ana.command("/trellis", "settings")
    ana.fill(run_weekday="thu", run_hour="15", run_zone="America/New_York")
    assert ana.submit()
    with quick_stage.trellis.context.database.read() as work:
        kept = work.workspaces.get(quick_stage.trellis.workspace_id)
    assert kept is not None
    assert (kept.run_weekday, kept.run_hour, kept.run_zone) == (Weekday.THU, 15, "America/New_York")
    state_goal(ben, RUN)
    assert "I look again on Thursday 26 November 2026 at 20:00 (Europe/London)" in told(ben, "status")


def test_a_host_who_is_one_no_longer_cannot_save(quick_stage: Stage) -> None:
    ana = quick_stage.slack.member("UANA")
    ana.command("/trellis", "settings")
    quick_stage.slack.world.people["UANA"].is_admin = False
    ana.fill(run_hour="15")
    assert not ana.submit()
    assert ana.modal is not None
    assert "This is for hosts" in ana.modal.text


def welcome(stage: Stage) -> Nudge:
    with stage.trellis.context.database.read() as work:
        planned = work.ahead.nudges(stage.trellis.workspace_id, stage.slack.clock.now())
    (found,) = [one for one in planned if one.kind is NudgeKind.WELCOME_BACK]
    return found


def test_a_welcome_back_that_waits_for_the_morning_follows_a_member_to_another_zone(quick_stage: Stage) -> None:
    ana = quick_stage.slack.member("UANA")
    state_goal(ana, RUN)
    told(ana, "pause until 2026-11-25")
    jump(quick_stage, datetime(2026, 11, 24, 23, 30, tzinfo=UTC))  # half past midnight on Ana's clock
    waiting = welcome(quick_stage)
    quick_stage.slack.change_zone("UANA", "America/New_York")
    moved = welcome(quick_stage)
    assert moved.due_at - waiting.due_at == timedelta(hours=6)
    assert (moved.key, moved.expires_at - moved.due_at) == (waiting.key, waiting.expires_at - waiting.due_at)
