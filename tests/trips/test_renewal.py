"""What the calendar brings: planning anew, freshness, twelve weeks, half a year, and rest."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.sandbox.actor import Actor
from bot.sandbox.spots import Where
from bot.sandbox.stage import Stage
from bot.services.departures import rest_together
from storage.vocabulary import EndReason, GoalState, NudgeKind, NudgeReason, NudgeState, PartnershipState
from tests.trips.lives import ANA_CAME, all_of, at_their_hour, cycle, go, preset_cadence, reach, shown, thursday
from tests.trips.partners import ROW, THURSDAY, check_ins, heard, holding, jump, on, partnership, signed
from tests.trips.rows import goal_row
from tests.trips.steps import RUN, click, sees, state_goal

WEEK_12 = THURSDAY + timedelta(weeks=12)
WEEK_24 = THURSDAY + timedelta(weeks=24)
TWELVE = "Twelve weeks are behind you"
HALF = "Half a year together. A partnership that has done its work should rest"


def days(stage: Stage, first: date, last: date) -> None:
    """Live through the days from first to last without a check-in being asked about."""
    while first <= last:
        reach(stage, first)
        first += timedelta(days=1)


@pytest.fixture
def two(quick_stage: Stage) -> list[Actor]:
    return signed(quick_stage, "UANA", "UCYN", recalibrate_on="2027-01-06")


def test_the_agreed_date_brings_the_planning_card(quick_stage: Stage, two: list[Actor]) -> None:
    ana, cyn = two
    days(quick_stage, date(2027, 1, 5), date(2027, 1, 5))
    assert not sees(ana, "What still matters of what we set out to do?")
    reach(quick_stage, date(2027, 1, 6))
    days(quick_stage, date(2027, 1, 7), date(2027, 1, 9))
    (card,) = heard(cyn, "What still matters of what we set out to do?")
    assert "The answers are yours" in card
    assert shown(quick_stage, NudgeKind.RECALIBRATION) == [date(2027, 1, 6)]


@pytest.mark.usefixtures("two")
def test_a_new_date_takes_the_place_of_the_old_one(quick_stage: Stage) -> None:
    jump(quick_stage, at_their_hour(date(2027, 1, 6)) - timedelta(hours=3))
    with quick_stage.trellis.context.database.write() as work:
        covenant = work.covenants.get(quick_stage.trellis.workspace_id, ROW)
        assert covenant is not None
        work.covenants.propose(
            covenant.workspace_id, ROW, "UANA", replace(covenant.terms, recalibrate_on=date(2027, 2, 3))
        )
        changed = work.covenants.get(covenant.workspace_id, ROW)
        assert changed is not None
        work.covenants.agree(changed)
        work.commit()
    reach(quick_stage, date(2027, 1, 6) + timedelta(days=1))
    (nudge,) = all_of(quick_stage, NudgeKind.RECALIBRATION)
    assert nudge.reason is NudgeReason.ANSWERED
    reach(quick_stage, date(2027, 2, 3))
    assert shown(quick_stage, NudgeKind.RECALIBRATION) == [date(2027, 2, 3)]


def test_three_and_six_months_call_for_something_fresh(quick_stage: Stage, two: list[Actor]) -> None:
    reach(quick_stage, WEEK_12)
    days(quick_stage, date(2027, 2, 25), date(2027, 2, 27))
    assert shown(quick_stage, NudgeKind.FRESHNESS) == [date(2027, 2, 26)]
    assert sees(two[0], "meetings tend to go stale")
    reach(quick_stage, WEEK_24)
    days(quick_stage, date(2027, 5, 25), date(2027, 5, 27))
    assert shown(quick_stage, NudgeKind.FRESHNESS) == [date(2027, 2, 26), date(2027, 5, 26)]


def test_cards_of_the_same_days_come_a_week_apart(quick_stage: Stage) -> None:
    signed(quick_stage, "UANA", "UCYN", recalibrate_on=WEEK_12.isoformat())
    days(quick_stage, WEEK_12 - timedelta(days=1), date(2027, 3, 8))
    cards = {
        kind: all_of(quick_stage, kind) for kind in (NudgeKind.RENEWAL, NudgeKind.RECALIBRATION, NudgeKind.FRESHNESS)
    }
    posted = {kind: one.due_at.date() for kind, (one,) in cards.items() if one.state is NudgeState.SENT}
    assert posted == {
        NudgeKind.RENEWAL: WEEK_12,
        NudgeKind.RECALIBRATION: WEEK_12 + timedelta(weeks=1),
        NudgeKind.FRESHNESS: date(2027, 3, 5),
    }


def test_twelve_weeks_ask_and_one_continues_for_both(quick_stage: Stage, two: list[Actor]) -> None:
    ana, cyn = two
    reach(quick_stage, WEEK_12 - timedelta(days=1))
    assert not sees(ana, TWELVE)
    reach(quick_stage, WEEK_12)
    assert sees(cyn, TWELVE)
    too_late = cyn.aim("continue_cycle", Where.MESSAGES)
    click(ana, "continue_cycle")
    too_late()
    assert sees(cyn, "another cycle until Thursday 13 May 2027")
    assert not sees(cyn, TWELVE)
    assert (cycle(quick_stage).number, cycle(quick_stage).began_on) == (2, WEEK_12)
    cyn.click("goal_open", Where.MESSAGES)
    assert cyn.modal
    days(quick_stage, WEEK_12 + timedelta(days=1), WEEK_12 + timedelta(days=8))
    assert shown(quick_stage, NudgeKind.RENEWAL) == [WEEK_12]


def test_who_presses_nothing_goes_on(quick_stage: Stage, two: list[Actor]) -> None:
    go(quick_stage, 11, 14, ANA_CAME)
    assert cycle(quick_stage).number == 1
    reach(quick_stage, WEEK_12 + timedelta(days=14))
    assert (cycle(quick_stage).number, cycle(quick_stage).began_on) == (2, WEEK_12)
    assert on(quick_stage, thursday(16)).local_date == thursday(16)
    click(two[0], "continue_cycle")
    assert cycle(quick_stage).number == 2, "an old card changes nothing"


def test_half_a_year_offers_rest_a_slow_rhythm_or_new_partners(quick_stage: Stage, two: list[Actor]) -> None:
    ana, cyn = two
    reach(quick_stage, WEEK_12)
    reach(quick_stage, WEEK_12 + timedelta(days=14))
    days(quick_stage, WEEK_24 - timedelta(days=1), WEEK_24 + timedelta(days=9))
    assert sees(cyn, HALF)
    assert shown(quick_stage, NudgeKind.GRADUATION) == [WEEK_24]
    assert shown(quick_stage, NudgeKind.RENEWAL) == [WEEK_12], "one question at a time"
    click(ana, "quarterly")
    assert preset_cadence(ana) == "quarterly"
    state_goal(cyn, RUN)
    click(cyn, "new_partners")
    quick_stage.settle()
    assert partnership(quick_stage).end_reason is EndReason.RESTED
    assert goal_state(quick_stage, "UCYN") is GoalState.ACTIVE
    assert "You are in the next weekly suggestions" in cyn.read(cyn.ephemerals[-1])
    assert sees(ana, "This partnership has come to rest")


def test_new_partners_need_a_goal_whose_period_still_runs(quick_stage: Stage, two: list[Actor]) -> None:
    _, cyn = two
    with quick_stage.trellis.context.database.write() as work:
        work.goals.set_period(quick_stage.trellis.workspace_id, "UCYN", GoalState.RESTED, THURSDAY)
        work.commit()
    holding(cyn, "new_partners", ROW)
    assert "Renew your goal or state a new one in App Home" in cyn.texts()[-1]


def test_rest_ends_a_partnership_of_two_kindly(quick_stage: Stage, two: list[Actor]) -> None:
    ana, cyn = two
    reach(quick_stage, WEEK_12)
    click(ana, "rest")
    jump(quick_stage, at_their_hour(WEEK_12) + timedelta(minutes=1))
    ended = partnership(quick_stage)
    assert (ended.state, ended.end_reason) == (PartnershipState.ENDED, EndReason.RESTED)
    (farewell,) = heard(cyn, "This partnership has come to rest")
    assert farewell in ana.texts(ana.group_dms[0].id)
    assert not any(one.starts_at > quick_stage.slack.clock.now() for one in check_ins(quick_stage))
    assert goal_state(quick_stage, "UANA") is GoalState.RESTED
    assert goal_state(quick_stage, "UCYN") is GoalState.ACTIVE, "Cyn has not asked for a rest"
    before = len(ana.texts())
    days(quick_stage, WEEK_12 + timedelta(days=1), WEEK_12 + timedelta(days=15))
    assert len(ana.texts()) == before
    click(cyn, "continue_cycle")
    assert sees(cyn, "has come to its end")


def test_two_who_rest_in_the_same_moment_read_one_farewell(quick_stage: Stage, two: list[Actor]) -> None:
    as_both_found_it = partnership(quick_stage)
    for _ in two:
        with quick_stage.trellis.context.database.write() as work:
            rest_together(work, as_both_found_it, quick_stage.slack.clock.now())
            work.commit()
        quick_stage.settle()
    assert len(heard(two[0], "This partnership has come to rest")) == 1


def test_rest_takes_one_out_of_a_circle_and_the_others_go_on(quick_stage: Stage) -> None:
    ana, ben, cyn = signed(quick_stage, "UANA", "UBEN", "UCYN", recalibrate_on="2027-01-06")
    reach(quick_stage, WEEK_12)
    click(ben, "rest")
    quick_stage.settle()
    left = partnership(quick_stage)
    assert (left.state, left.members) == (PartnershipState.ACTIVE, ("UANA", "UCYN"))
    assert "You have left the circle to rest" in ben.read(ben.ephemerals[-1])
    assert goal_state(quick_stage, "UBEN") is GoalState.RESTED
    assert sees(ana, "Somebody has left your circle")
    assert sees(cyn, "you go on together in this conversation")


def test_dont_ask_again_ends_with_the_cycle(quick_stage: Stage, two: list[Actor]) -> None:
    ana, _ = two
    reach(quick_stage, date(2027, 1, 6))
    ana.click("not_again", Where.MESSAGES, f"{ROW}:recalibration:1")
    quiet(quick_stage, NudgeKind.FRESHNESS)
    reach(quick_stage, WEEK_12)
    days(quick_stage, date(2027, 2, 25), date(2027, 3, 1))
    assert shown(quick_stage, NudgeKind.FRESHNESS) == [], "still the first cycle"
    reach(quick_stage, WEEK_12 + timedelta(days=14))
    reach(quick_stage, WEEK_24)
    days(quick_stage, date(2027, 5, 25), date(2027, 5, 27))
    assert shown(quick_stage, NudgeKind.FRESHNESS) == [date(2027, 5, 26)]


@pytest.mark.usefixtures("two")
def test_only_partners_may_press(quick_stage: Stage) -> None:
    stranger = quick_stage.slack.member("UBEN")
    state_goal(stranger, RUN)
    reach(quick_stage, WEEK_12)
    values = {"rest": ROW, "new_partners": ROW, "continue_cycle": f"{ROW}:1", "not_again": f"{ROW}:renewal:1"}
    for action, value in values.items():
        holding(stranger, action, value)
        assert "I cannot find this among your partnerships" in stranger.texts()[-1]
    assert partnership(quick_stage).state is PartnershipState.ACTIVE
    assert cycle(quick_stage).number == 1


@pytest.mark.parametrize(
    "value", ["", "renewal", f"{ROW}:renewal", f"{ROW}:after:1", f"{ROW}:{ROW}:x", f"{ROW}:decay:-1"]
)
def test_a_value_that_the_bot_never_gave_silences_nothing(value: str, quick_stage: Stage, two: list[Actor]) -> None:
    holding(two[0], "not_again", value)
    reach(quick_stage, WEEK_12)
    assert sees(two[1], TWELVE)


def goal_state(stage: Stage, member_id: str) -> GoalState:
    goal = goal_row(stage, member_id)
    assert goal is not None
    return goal.state


def quiet(stage: Stage, kind: NudgeKind) -> None:
    with stage.trellis.context.database.write() as work:
        work.cycles.silence(stage.trellis.workspace_id, ROW, kind, cycle(stage).number)
        work.commit()
