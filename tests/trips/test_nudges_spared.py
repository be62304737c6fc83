"""Whom nudges spare: who paused, left, moved the check-in or has answered."""

from datetime import timedelta

import pytest

from bot.sandbox.actor import Actor
from bot.sandbox.spots import Where
from bot.sandbox.stage import Stage
from storage.vocabulary import NudgeKind, NudgeReason
from tests.trips.partners import FIRST_AT, KINDS, OVER, heard, live, move, reasons, said, signed

DAY = timedelta(days=1)


@pytest.fixture
def ana_and_cyn(quick_stage: Stage) -> tuple[Actor, Actor]:
    """Let Ana in Berlin and Cyn in New York have signed, six days before their first check-in."""
    ana, cyn = signed(quick_stage, "UANA", "UCYN")
    return ana, cyn


def test_who_has_paused_is_left_in_peace_and_their_partner_knows_the_day_before(
    quick_stage: Stage, ana_and_cyn: tuple[Actor, Actor]
) -> None:
    ana, cyn = ana_and_cyn
    cyn.command("/trellis", "pause 2026-12-01")
    live(quick_stage, OVER + DAY)
    assert said(cyn) == []
    assert reasons(quick_stage, cyn) == dict.fromkeys(KINDS, NudgeReason.PAUSED)
    assert said(ana) == [
        "Your check-in on Thursday 26 November 2026 at 15:00 (Europe/Berlin) falls into a pause: "
        "@Cyn Lin is away then. Let it rest, or pick a time after the pause."
    ]
    live(quick_stage, OVER + timedelta(weeks=1))
    assert len(said(cyn)) == 3
    assert len(said(ana)) == 4


def test_a_pause_that_ends_before_the_check_in_changes_nothing_for_the_partner(
    quick_stage: Stage, ana_and_cyn: tuple[Actor, Actor]
) -> None:
    ana, cyn = ana_and_cyn
    cyn.command("/trellis", "pause 2026-11-26")
    live(quick_stage, OVER)
    assert len(said(ana)) == 3
    assert reasons(quick_stage, cyn) == {
        NudgeKind.DAY_BEFORE: NudgeReason.PAUSED,
        NudgeKind.AT_HOUR: None,
        NudgeKind.AFTER: None,
    }


def test_in_a_circle_those_who_are_there_meet_without_the_one_who_paused(quick_stage: Stage) -> None:
    ana, ben, cyn = signed(quick_stage, "UANA", "UBEN", "UCYN")
    ana.command("/trellis", "pause")
    live(quick_stage, OVER)
    assert said(ana) == []
    assert said(ben)[1] == "It is time for your check-in with @Cyn Lin. You speak first."
    assert said(cyn)[1] == "It is time for your check-in with @Ben Okafor. @Ben Okafor speaks first."


def test_who_has_left_hears_nothing_more_and_neither_does_who_remains_alone(
    quick_stage: Stage, ana_and_cyn: tuple[Actor, Actor]
) -> None:
    ana, cyn = ana_and_cyn
    live(quick_stage, FIRST_AT - timedelta(hours=1))
    cyn.command("/trellis", "leave")
    cyn.click("leave_programme", Where.MESSAGES)
    live(quick_stage, OVER + DAY)
    assert len(said(ana)) == len(said(cyn)) == 1
    assert reasons(quick_stage, ana)[NudgeKind.AT_HOUR] is NudgeReason.ENDED
    assert reasons(quick_stage, cyn)[NudgeKind.AT_HOUR] is NudgeReason.LEFT


def test_a_check_in_that_was_moved_away_nudges_no_more(quick_stage: Stage, ana_and_cyn: tuple[Actor, Actor]) -> None:
    ana, cyn = ana_and_cyn
    live(quick_stage, FIRST_AT - DAY)
    assert move(ana, "2026-12-01", "15:00")
    live(quick_stage, OVER + DAY)
    assert len(said(cyn)) == 1
    assert reasons(quick_stage, cyn)[NudgeKind.AFTER] is NudgeReason.MOVED


def test_who_has_answered_already_is_not_asked(quick_stage: Stage, ana_and_cyn: tuple[Actor, Actor]) -> None:
    ana, cyn = ana_and_cyn
    live(quick_stage, OVER)
    earlier = cyn.aim("met", Where.MESSAGES)
    assert move(ana, "2026-11-26", "20:00")
    live(quick_stage, FIRST_AT + timedelta(hours=5))
    earlier()
    live(quick_stage, FIRST_AT + timedelta(hours=7))
    assert reasons(quick_stage, cyn)[NudgeKind.AFTER] is NudgeReason.ANSWERED
    assert heard(cyn, "Did you meet") == []
