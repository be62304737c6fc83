"""What is planned ahead: no week is left out, and nothing is dropped in silence, however long nothing ran."""

from datetime import date, timedelta

import pytest

from bot.sandbox.spots import Where
from bot.sandbox.stage import Stage
from storage.vocabulary import NudgeKind, NudgeReason
from tests.trips.partners import (
    EVE,
    FIRST_AT,
    THURSDAY,
    jump,
    live,
    move,
    planned,
    propose,
    reasons,
    said,
    sign,
    signed,
)

DAY = timedelta(days=1)
WEEK = timedelta(days=7)


@pytest.mark.parametrize("late", [DAY, 5 * DAY])
def test_home_tells_of_every_nudge_that_an_outage_of_days_has_cost(quick_stage: Stage, late: timedelta) -> None:
    ana, _ = signed(quick_stage, "UANA", "UCYN")
    jump(quick_stage, FIRST_AT - 3 * DAY)  # nothing is planned yet, since that is done 48 hours ahead
    jump(quick_stage, FIRST_AT + late)
    cost = {NudgeKind.DAY_BEFORE: NudgeReason.TOO_LATE, NudgeKind.AT_HOUR: NudgeReason.TOO_LATE}
    asked = {NudgeKind.AFTER: None if late == DAY else NudgeReason.TOO_LATE}
    assert reasons(quick_stage, ana) == cost | asked
    assert said(ana) == (["Did you meet with @Cyn Lin on Thursday 26 November 2026?"] if late == DAY else [])
    home = ana.open_home()
    assert home is not None
    assert home.text.count("did not reach you: I was not running in time") == (2 if late == DAY else 3)


def test_check_ins_that_were_moved_far_away_do_not_stop_the_rhythm(quick_stage: Stage) -> None:
    ana, _ = signed(quick_stage, "UANA", "UCYN")
    far = [date(2027, 1, 12), date(2027, 1, 19)]
    for day in far:
        ana.open_home()
        assert move(ana, day.isoformat(), "10:00", Where.HOME)
        live(quick_stage, quick_stage.slack.clock.now() + WEEK)
    live(quick_stage, FIRST_AT + 3 * WEEK)
    assert planned(quick_stage) == [*(THURSDAY + week * WEEK for week in (2, 3, 4, 5)), *far]


def test_a_day_that_comes_back_with_new_terms_brings_its_nudges_again(quick_stage: Stage) -> None:
    ana, cyn = signed(quick_stage, "UANA", "UCYN")
    for now, day, at in ((EVE, "2026-11-27", "15:00"), (FIRST_AT + timedelta(minutes=10), "2026-11-26", "19:00")):
        live(quick_stage, now)
        propose(quick_stage, ana, first_on=day, time=at)
        for member in (ana, cyn):
            sign(member)
    live(quick_stage, FIRST_AT + timedelta(hours=5))
    assert [text.split(" with ")[0] for text in said(ana)][-2:] == ["It is time for your check-in", "Did you meet"]
