"""Moving a check-in: to another day, within its day, back, and where it cannot go."""

from datetime import date, timedelta

from bot.sandbox.actor import Actor
from bot.sandbox.faults import Fault
from bot.sandbox.spots import Where
from bot.sandbox.stage import Stage
from storage.vocabulary import Attendance, CheckInState
from tests.trips.partners import EVE, FIRST_AT, THURSDAY, heard, jump, live, move, on, planned, signed, together
from tests.trips.steps import click, sees

PASSED = "This time has passed. Please choose one that is still to come."
TAKEN = "You already have a check-in on that day. Please choose another one."
MOVED = "This check-in has been moved already. The new time is in your group DM."


def test_a_check_in_is_moved_to_another_day(quick_stage: Stage, ana_and_cyn: tuple[Actor, Actor]) -> None:
    ana, cyn = ana_and_cyn
    stale = cyn.aim("move_open", Where.MESSAGES)
    assert move(cyn, "2026-11-28", "11:00")
    quick_stage.settle()
    assert (on(quick_stage).state, on(quick_stage).moved_to) == (CheckInState.MOVED, date(2026, 11, 28))
    assert planned(quick_stage) == [date(2026, 11, 28), date(2026, 12, 3)]
    assert sees(cyn, "Moved to Saturday 28 November 2026 at 11:00 (America/New_York).")
    (told,) = heard(ana, "Your check-in has a new time:")
    assert "• @Ana Petrova: Saturday 28 November 2026 at 17:00 (Europe/Berlin)" in told
    assert "• @Cyn Lin: Saturday 28 November 2026 at 11:00 (America/New_York)" in told
    stale()
    assert MOVED in cyn.texts()[-1]
    live(quick_stage, FIRST_AT + timedelta(days=5))
    assert len(heard(ana, "It is time")) == len(heard(ana, "Did you meet")) == 1
    assert len(heard(ana, "Saturday 28 November 2026 at 17:00")) == 2


def test_a_check_in_is_moved_within_its_day(quick_stage: Stage, met: tuple[Actor, Actor]) -> None:
    ana, cyn = met
    early = cyn.aim("met", Where.MESSAGES)
    click(ana, "missed")
    assert move(ana, "2026-11-26", "20:00")
    quick_stage.settle()
    assert on(quick_stage).starts_at == FIRST_AT + timedelta(hours=5)
    assert on(quick_stage).attendance == {}
    early()
    assert "This check-in is still to come. You can answer once it has begun." in cyn.texts()[-1]
    live(quick_stage, FIRST_AT + timedelta(hours=6))
    assert len(heard(cyn, "Your check-in with")) == 1
    assert len(heard(cyn, "It is time")) == len(heard(cyn, "Did you meet")) == 2
    click(ana, "met")
    assert on(quick_stage).attendance == {"UANA": Attendance.ATTENDED}


def test_a_move_within_the_day_leaves_the_nudge_of_the_day_before(quick_stage: Stage) -> None:
    ana, cyn = signed(quick_stage, "UANA", "UCYN")
    ana.open_home()
    assert move(ana, "2026-11-26", "17:00", Where.HOME)
    live(quick_stage, FIRST_AT)
    assert sees(cyn, "Your check-in with @Ana Petrova is on Thursday 26 November 2026 at 11:00 (America/New_York).")
    assert heard(cyn, "It is time") == []


def test_a_day_that_has_a_check_in_takes_no_second(quick_stage: Stage, ana_and_cyn: tuple[Actor, Actor]) -> None:
    ana, _ = ana_and_cyn
    assert not move(ana, "2026-12-03", "10:00")
    assert ana.modal is not None
    assert ana.modal.errors == {"first_on": TAKEN}
    assert planned(quick_stage) == [THURSDAY, date(2026, 12, 3)]


def test_a_check_in_can_go_back_to_the_day_it_was_moved_from(
    quick_stage: Stage, ana_and_cyn: tuple[Actor, Actor]
) -> None:
    ana, cyn = ana_and_cyn
    assert move(ana, "2026-11-28", "11:00")
    quick_stage.settle()
    cyn.open_home()
    assert move(cyn, "2026-11-26", "12:00", Where.HOME)
    quick_stage.settle()
    assert planned(quick_stage) == [THURSDAY, date(2026, 12, 3)]
    assert on(quick_stage).starts_at == FIRST_AT + timedelta(hours=3)
    live(quick_stage, FIRST_AT + timedelta(days=4))
    assert len(heard(ana, "It is time")) == len(heard(ana, "Did you meet")) == 1


def test_of_two_who_move_at_once_one_is_told(quick_stage: Stage, ana_and_cyn: tuple[Actor, Actor]) -> None:
    ana, cyn = ana_and_cyn
    for member, day in ((ana, "2026-11-28"), (cyn, "2026-11-29")):
        member.click("move_open", Where.MESSAGES)
        member.fill(first_on=day, time="10:00")
    together(ana.submit, cyn.submit)
    (slower,) = [member for member in (ana, cyn) if member.modal]
    assert slower.modal is not None
    assert slower.modal.errors == {"first_on": MOVED}
    assert len(planned(quick_stage)) == 2


def test_a_time_that_cannot_be_is_refused(quick_stage: Stage, ana_and_cyn: tuple[Actor, Actor]) -> None:
    ana, _ = ana_and_cyn
    assert not move(ana, "2026-12-03", "10:00")
    for day, hour, sentence in (
        ("2026-11-25", "14:59", PASSED),
        ("2026-11-24", "23:00", PASSED),
        ("0001-01-01", "00:00", PASSED),
        ("2027-02-01", "10:00", "Please choose a day within the next 60 days."),
        ("9999-12-31", "23:59", "Please choose a day within the next 60 days."),
    ):
        ana.fill(first_on=day, time=hour)
        assert not ana.submit()
        assert ana.modal is not None
        assert ana.modal.errors == {"first_on": sentence}
    assert on(quick_stage).starts_at == FIRST_AT


def test_a_check_in_that_somebody_attended_stays(met: tuple[Actor, Actor]) -> None:
    ana, cyn = met
    click(ana, "met")
    cyn.click("move_open", Where.MESSAGES)
    assert cyn.modal is None
    assert "One of you has noted that this one took place, so it stays." in cyn.texts()[-1]


def test_after_a_missed_one_a_new_time_is_one_click_away(quick_stage: Stage, met: tuple[Actor, Actor]) -> None:
    ana, cyn = met
    click(ana, "missed")
    assert move(ana, "2026-11-27", "15:00")
    quick_stage.settle()
    assert on(quick_stage).attendance == {"UANA": Attendance.MISSED}
    assert len(heard(cyn, "Your check-in has a new time:")) == 1


def test_a_move_stands_although_the_nudge_cannot_be_replaced(
    quick_stage: Stage, ana_and_cyn: tuple[Actor, Actor]
) -> None:
    ana, _ = ana_and_cyn
    quick_stage.slack.faults.add("chat.update", Fault.REFUSE)
    assert move(ana, "2026-11-28", "11:00")
    ana.click("move_open", Where.MESSAGES)
    assert MOVED in ana.texts()[-1]
    assert len(planned(quick_stage)) == 2


def test_a_move_is_told_to_the_group_as_soon_as_slack_lets_us(
    quick_stage: Stage, ana_and_cyn: tuple[Actor, Actor]
) -> None:
    ana, cyn = ana_and_cyn
    assert move(ana, "2026-11-28", "11:00")
    quick_stage.slack.faults.add("chat.postMessage", Fault.RATE_LIMITED, seconds=20)
    quick_stage.settle()
    assert heard(cyn, "Your check-in has a new time:") == []
    jump(quick_stage, EVE + timedelta(minutes=1))
    assert len(heard(cyn, "Your check-in has a new time:")) == 1


def test_of_two_moves_in_a_row_the_group_is_told_only_what_holds(
    quick_stage: Stage, ana_and_cyn: tuple[Actor, Actor]
) -> None:
    ana, cyn = ana_and_cyn
    ana.open_home()
    assert move(ana, "2026-11-28", "11:00")
    ana.open_home()
    assert move(ana, "2026-11-30", "11:00", Where.HOME)
    quick_stage.settle()
    (told,) = heard(cyn, "Your check-in has a new time:")
    assert "Monday 30 November 2026" in told
