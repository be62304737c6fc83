"""In a circle a move is a proposal: one more yes carries it out, and until then the check-in stays where it is."""

from datetime import date, timedelta

import pytest

from bot.sandbox.actor import Actor
from bot.sandbox.spots import Where
from bot.sandbox.stage import Stage
from storage.vocabulary import Attendance, CheckInState
from tests.trips.partners import EVE, FIRST_AT, OVER, THURSDAY, heard, live, move, on, planned, signed, together
from tests.trips.steps import click, has_button, sees

FRIDAY = date(2026, 11, 27)
NEXT = date(2026, 12, 3)
LAPSED = "This proposal no longer stands."


@pytest.fixture
def three(quick_stage: Stage) -> list[Actor]:
    """Let three partners have their first check-in the next day."""
    members = signed(quick_stage, "UANA", "UBEN", "UCYN")
    live(quick_stage, EVE)
    return members


def propose(stage: Stage, member: Actor, to: str = "2026-11-27", at: str = "15:00") -> None:
    assert move(member, to, at)
    stage.settle()


def test_a_move_waits_for_one_more_yes(quick_stage: Stage, three: list[Actor]) -> None:
    ana, ben, cyn = three
    propose(quick_stage, ana)
    assert planned(quick_stage) == [THURSDAY, NEXT]
    (asked,) = heard(ben, "@Ana Petrova proposes a new time for your check-in of Thursday 26 November 2026:")
    assert "• @Cyn Lin: Friday 27 November 2026 at 09:00 (America/New_York)" in asked
    assert has_button(ana, "move_open")
    click(cyn, "move_agree")
    quick_stage.settle()
    assert planned(quick_stage) == [FRIDAY, NEXT]
    assert (on(quick_stage).state, on(quick_stage).moved_to) == (CheckInState.MOVED, FRIDAY)
    assert sees(ben, "One more of you said yes, so your check-in moves.")
    assert len(heard(ben, "Your check-in has a new time:")) == 1
    live(quick_stage, FIRST_AT + timedelta(days=2))
    assert len(heard(ben, "It is time")) == len(heard(ben, "Did you meet")) == 1


def test_nobody_agrees_to_their_own_proposal(quick_stage: Stage, three: list[Actor]) -> None:
    ana, _, _ = three
    propose(quick_stage, ana)
    ana.click("move_agree", Where.MESSAGES)
    assert "You proposed this time. It takes a yes from somebody else." in ana.texts()[-1]
    assert planned(quick_stage) == [THURSDAY, NEXT]


def test_a_newer_proposal_takes_the_place_of_an_older(quick_stage: Stage, three: list[Actor]) -> None:
    ana, ben, cyn = three
    propose(quick_stage, ana)
    older = cyn.aim("move_agree", Where.MESSAGES)
    ben.open_home()
    assert move(ben, "2026-11-28", "15:00", Where.HOME)
    quick_stage.settle()
    older()
    assert LAPSED in cyn.texts()[-1]
    click(ana, "move_agree")
    assert planned(quick_stage) == [date(2026, 11, 28), NEXT]


def test_a_proposal_lapses_with_the_time_that_it_would_have_changed(quick_stage: Stage, three: list[Actor]) -> None:
    ana, ben, _ = three
    propose(quick_stage, ana)
    late = ben.aim("move_agree", Where.MESSAGES)
    live(quick_stage, OVER)
    late()
    assert LAPSED in ben.texts()[-1]
    assert THURSDAY in planned(quick_stage)
    assert len(heard(ana, "Did you meet")) == 1


def test_after_the_hour_we_moved_it_asks_the_circle_too(quick_stage: Stage, three: list[Actor]) -> None:
    ana, ben, cyn = three
    live(quick_stage, OVER)
    stale = cyn.aim("met", Where.MESSAGES)
    propose(quick_stage, ana, "2026-11-28")
    assert has_button(ana, "met")
    click(ben, "move_agree")
    assert planned(quick_stage)[:2] == [date(2026, 11, 28), NEXT]
    stale()
    assert "This check-in has been moved already. The new time is in your group DM." in cyn.texts()[-1]


def test_what_took_place_is_not_moved_any_more(quick_stage: Stage, three: list[Actor]) -> None:
    ana, ben, cyn = three
    live(quick_stage, OVER)
    propose(quick_stage, ana, "2026-11-28")
    click(ben, "met")
    cyn.click("move_agree", Where.MESSAGES)
    assert "One of you has noted that this one took place, so it stays." in cyn.texts()[-1]
    assert on(quick_stage).attendance == {"UBEN": Attendance.ATTENDED}


def test_two_who_agree_at_once_move_it_once(quick_stage: Stage, three: list[Actor]) -> None:
    ana, ben, cyn = three
    propose(quick_stage, ana)
    together(ben.aim("move_agree", Where.MESSAGES), cyn.aim("move_agree", Where.MESSAGES))
    quick_stage.settle()
    assert planned(quick_stage) == [FRIDAY, NEXT]
    assert len(heard(ana, "Your check-in has a new time:")) == 1


def test_a_day_that_has_a_check_in_is_not_proposed(quick_stage: Stage, three: list[Actor]) -> None:
    ana, ben, _ = three
    assert not move(ana, "2026-12-03", "10:00")
    assert ana.modal is not None
    assert ana.modal.errors == {"first_on": "You already have a check-in on that day. Please choose another one."}
    quick_stage.settle()
    assert heard(ben, "proposes a new time") == []
