"""What Slack tells the bot by itself: people who change, join or go, and the app being removed."""

import pytest

from bot import once
from bot.sandbox import events
from bot.sandbox.delivery import Kind
from bot.sandbox.faults import Fault
from bot.sandbox.stage import Stage
from bot.sandbox.world import Person
from storage import engine
from storage.data_map import dump
from storage.errors import DatabaseUnusableError
from storage.vocabulary import EndReason, MemberStatus, PartnershipState
from tests.trips.by_hand import send
from tests.trips.partners import MINUTE, partnership, signed
from tests.trips.rows import member_row
from tests.trips.steps import RUN, click, jump, sees, state_goal, suggest


def status(stage: Stage, member_id: str) -> MemberStatus:
    row = member_row(stage, member_id)
    assert row is not None
    return row.status


def rows(stage: Stage) -> dict[str, int]:
    opened = engine.create(stage.database_url)
    try:
        return {table: len(found) for table, found in dump(opened).items() if found and table != "alembic_version"}
    finally:
        opened.dispose()


def back(stage: Stage, member_id: str) -> None:
    """Activate an account again; Slack tells so with the same event."""
    stage.slack.world.people[member_id].deleted = False
    stage.slack.change_zone(member_id, "Europe/Paris")


def test_a_deactivated_partner_is_let_go_and_the_other_told_at_once(quick_stage: Stage) -> None:
    ana, _ = signed(quick_stage, "UANA", "UBEN")
    quick_stage.slack.deactivate("UBEN")
    quick_stage.settle()
    ended = partnership(quick_stage)
    assert (ended.state, ended.end_reason) == (PartnershipState.ENDED, EndReason.DEACTIVATED)
    assert status(quick_stage, "UBEN") is MemberStatus.DEACTIVATED
    assert sees(ana, "Your partner has left")
    assert not sees(ana, "deactivated")


def test_a_deactivated_member_leaves_their_suggestion_kindly(quick_stage: Stage) -> None:
    ana, _ = suggest(quick_stage, "UANA", "UBEN")
    click(ana, "suggestion_yes")
    quick_stage.slack.deactivate("UBEN")
    quick_stage.settle()
    assert sees(ana, "This introduction did not come together")


def test_who_comes_back_takes_part_again_only_by_saying_so(quick_stage: Stage) -> None:
    ben = quick_stage.slack.member("UBEN")
    state_goal(ben, RUN)
    quick_stage.slack.deactivate("UBEN")
    quick_stage.slack.deactivate("UBEN")
    back(quick_stage, "UBEN")
    assert status(quick_stage, "UBEN") is MemberStatus.DEACTIVATED
    shown = ben.open_home()
    assert shown is not None
    assert "Press Resume to come back" in shown.text
    ben.click("resume")
    assert status(quick_stage, "UBEN") is MemberStatus.ACTIVE


def test_somebody_who_is_being_erased_is_erased_even_when_deactivated(quick_stage: Stage) -> None:
    ben = quick_stage.slack.member("UBEN")
    state_goal(ben, RUN)
    ben.command("/trellis", "forget me")
    click(ben, "forget")
    quick_stage.slack.deactivate("UBEN")
    quick_stage.settle()
    assert member_row(quick_stage, "UBEN") is None
    assert not any(RUN in text for text in ben.texts())


@pytest.mark.signed_by_hand
def test_a_new_zone_is_followed_and_an_unknown_one_is_not(quick_stage: Stage) -> None:
    state_goal(quick_stage.slack.member("UBEN"), RUN)
    quick_stage.slack.change_zone("UBEN", "Asia/Tokyo")
    world = quick_stage.slack.world
    event = events.user_change(world, world.people["UBEN"])
    event["user"]["tz"] = "Middle/Earth"
    assert send(quick_stage, Kind.EVENT, events.event_callback(world, event)).status == 200
    member = member_row(quick_stage, "UBEN")
    assert member is not None
    assert member.zone == "Asia/Tokyo"


def test_people_who_never_joined_leave_no_trace(quick_stage: Stage) -> None:
    quick_stage.settle()
    before = rows(quick_stage)
    quick_stage.slack.join(Person("UNEW", "new", "Nia New"))
    assert quick_stage.slack.member("UNEW").texts() == []
    quick_stage.slack.change_zone("UNEW", "Asia/Tokyo")
    quick_stage.slack.deactivate("UNEW")
    jump(quick_stage, quick_stage.slack.clock.now() + once.KEPT + MINUTE)  # that something came is known till then
    assert rows(quick_stage) == before


@pytest.mark.parametrize("how", ["uninstall", "revoke_tokens"])
def test_removing_the_app_erases_the_whole_workspace(how: str, quick_stage: Stage) -> None:
    signed(quick_stage, "UANA", "UBEN")
    assert len(rows(quick_stage)) > 5
    getattr(quick_stage.slack, how)()
    assert rows(quick_stage) == {}
    quick_stage.settle()
    assert rows(quick_stage) == {}


def test_an_event_that_the_database_could_not_take_is_delivered_again(
    quick_stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    state_goal(quick_stage.slack.member("UBEN"), RUN)
    with monkeypatch.context() as broken:
        broken.setattr("bot.services.members.depart", _unusable)
        quick_stage.slack.deactivate("UBEN")
    assert status(quick_stage, "UBEN") is MemberStatus.ACTIVE
    (again,) = quick_stage.slack.retry_due_events()
    assert again.trouble is None
    assert status(quick_stage, "UBEN") is MemberStatus.DEACTIVATED


def test_home_that_slack_refused_for_good_is_not_asked_for_again(quick_stage: Stage) -> None:
    quick_stage.slack.faults.add("views.publish", Fault.REFUSE, error="not_enabled")
    quick_stage.slack.member("UBEN").open_home()
    assert quick_stage.slack.retry_due_events() == []


def _unusable(*_: object) -> None:
    raise DatabaseUnusableError("The database is busy.")
