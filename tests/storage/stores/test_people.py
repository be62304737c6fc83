"""Workspaces, members, goals and avoid lists, as services see them."""

from dataclasses import replace
from datetime import date

from matching.vocabulary import Change, Period, Unmatched, Weekday
from storage.database import Database
from storage.records import Outcome
from storage.vocabulary import GoalState, MemberStatus
from tests.storage import build
from tests.storage.build import ANN, BEN, CY, OTHER_WS, WS


def test_a_workspace_is_added_once(database: Database) -> None:
    with database.write() as work:
        work.workspaces.add(build.workspace())
        work.workspaces.add(replace(build.workspace(), run_hour=23))
        assert work.workspaces.all() == (build.workspace(),)


def test_a_host_sets_the_weekly_run(people: Database) -> None:
    with people.write() as work:
        work.workspaces.set_run(WS, Weekday.THU, 15, "Asia/Tokyo")
        found = work.workspaces.get(WS)
    assert found == replace(build.workspace(), run_weekday=Weekday.THU, run_hour=15, run_zone="Asia/Tokyo")


def test_members_come_back_as_they_went(people: Database) -> None:
    with people.read() as work:
        assert work.members.get(WS, ANN) == build.member(ANN)
        assert work.members.get(WS, "U0NOBODY") is None
        assert [each.id for each in work.members.all(WS)] == [ANN, BEN, CY]
        assert work.members.all(OTHER_WS) == ()


def test_a_member_is_added_once(people: Database) -> None:
    with people.write() as work:
        assert not work.members.add(replace(build.member(ANN), zone="UTC"))
        assert work.members.add(build.member("U0DEE"))
        assert work.members.get(WS, ANN) == build.member(ANN)


def test_a_pause_ends_with_the_next_status(people: Database) -> None:
    with people.write() as work:
        work.members.set_status(WS, ANN, MemberStatus.PAUSED, date(2026, 4, 1))
        assert work.members.get(WS, ANN) == replace(
            build.member(ANN), status=MemberStatus.PAUSED, paused_until=date(2026, 4, 1)
        )
        work.members.set_status(WS, ANN, MemberStatus.ACTIVE)
        assert work.members.get(WS, ANN) == build.member(ANN)


def test_details_of_one_member_change_alone(people: Database) -> None:
    with people.write() as work:
        work.members.set_zone(WS, ANN, "Asia/Tokyo")
        work.members.set_outcomes(WS, {ANN: Outcome(2)})
        changed = replace(build.member(ANN), zone="Asia/Tokyo", waited=2)
        assert work.members.all(WS) == (changed, build.member(BEN), build.member(CY))


def test_the_outcome_of_a_run_is_remembered(people: Database) -> None:
    with people.write() as work:
        work.members.set_outcomes(WS, {ANN: Outcome(3, Unmatched.ALONE, Change.FORMAT), BEN: Outcome(1)})
        assert work.members.get(WS, ANN) == replace(
            build.member(ANN), waited=3, unmatched=Unmatched.ALONE, change=Change.FORMAT
        )
        work.members.set_outcomes(WS, {ANN: Outcome()})
        assert work.members.get(WS, ANN) == build.member(ANN)


def test_a_goal_replaces_the_one_before(people: Database) -> None:
    with people.write() as work:
        work.goals.put(build.goal())
        assert work.goals.get(WS, ANN) == build.goal()
        longer = replace(build.goal(), card=build.card(2), settings=replace(build.SETTINGS, period=Period.DAYS_90))
        work.goals.put(longer)
        assert work.goals.get(WS, ANN) == longer


def test_a_lapsed_goal_is_not_active(people: Database) -> None:
    with people.write() as work:
        work.goals.put(build.goal(ANN))
        work.goals.put(build.goal(BEN))
        assert work.goals.lapse(build.goal(ANN))
        assert work.goals.active(WS) == (build.goal(BEN),)
        assert work.goals.get(WS, ANN) == replace(build.goal(ANN), state=GoalState.LAPSED)


def test_a_goal_stated_since_does_not_lapse(people: Database) -> None:
    newer = replace(build.goal(ANN), card=build.card(2))
    with people.write() as work:
        work.goals.put(newer)
        assert not work.goals.lapse(build.goal(ANN))
        assert work.goals.get(WS, ANN) == newer


def test_an_avoid_list_belongs_to_one_member(people: Database) -> None:
    with people.write() as work:
        work.avoidances.add(WS, ANN, BEN)
        work.avoidances.add(WS, ANN, BEN)
        work.avoidances.add(WS, CY, ANN)
        assert work.avoidances.of(WS, ANN) == {BEN}
        assert work.avoidances.of(WS, BEN) == frozenset()
        assert work.avoidances.all(WS) == {(ANN, BEN), (CY, ANN)}
        work.avoidances.remove(WS, ANN, BEN)
        assert work.avoidances.all(WS) == {(CY, ANN)}


def test_the_same_member_id_elsewhere_is_somebody_else(people: Database) -> None:
    build.add_people(people, OTHER_WS)
    with people.write() as work:
        work.goals.put(build.goal(ANN, OTHER_WS))
        work.members.set_outcomes(OTHER_WS, {ANN: Outcome(5)})
        assert work.goals.get(WS, ANN) is None
        assert work.members.get(WS, ANN) == build.member(ANN)
