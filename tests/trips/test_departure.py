"""Where a circle goes on after somebody left, and what is noticed when nobody told us that an account is gone."""

from datetime import date

import pytest

from bot.sandbox.actor import Actor
from bot.sandbox.faults import Fault
from bot.sandbox.stage import Stage
from storage.vocabulary import Attendance, EndReason, MemberStatus, NudgeKind, PartnershipState
from tests.trips.lives import all_of, answer, reach, thursday
from tests.trips.partners import EVE, check_ins, covenant, heard, jump, partnership, signed
from tests.trips.rows import member_row
from tests.trips.steps import PROMISE, click, has_button, sees

ELSEWHERE = "Your circle has changed, so it goes on in a new conversation"


@pytest.fixture
def three(quick_stage: Stage) -> list[Actor]:
    return signed(quick_stage, "UANA", "UBEN", "UCYN")


def leave(stage: Stage, member: Actor) -> None:
    member.command("/trellis", "leave")
    click(member, "leave_partnership")
    stage.settle()


def gone_unheard(stage: Stage, member_id: str) -> None:
    """Deactivate an account while the bot is not there to hear of it."""
    stage.slack.world.people[member_id].deleted = True


def test_the_former_group_dm_reads_where_the_circle_goes_on(quick_stage: Stage, three: list[Actor]) -> None:
    ana, ben, cyn = three
    (old,) = cyn.group_dms
    leave(quick_stage, cyn)
    (farewell,) = heard(cyn, ELSEWHERE)
    assert farewell in ana.texts(old.id)
    assert "Cyn" not in farewell
    assert not any(PROMISE in text for text in ben.texts(old.id))
    (new,) = [place for place in ana.group_dms if place.id != old.id]
    assert not any(ELSEWHERE in text for text in ana.texts(new.id))


def test_the_covenant_is_offered_anew_and_what_was_kept_stays(quick_stage: Stage, three: list[Actor]) -> None:
    ana, ben, cyn = three
    jump(quick_stage, check_ins(quick_stage)[0].starts_at)
    answer(quick_stage, thursday(1), {"UANA": Attendance.ATTENDED, "UCYN": Attendance.ATTENDED})
    old = partnership(quick_stage).channel_id
    leave(quick_stage, cyn)
    (offer,) = heard(ben, "you go on together in this conversation")
    assert "sign" in offer
    assert has_button(ben, "covenant_open")
    assert check_ins(quick_stage)[0].attendance == {"UANA": Attendance.ATTENDED, "UCYN": Attendance.ATTENDED}
    assert covenant(quick_stage).message_ts
    assert partnership(quick_stage).channel_id != old
    assert sees(ana, "Somebody has left your circle")


def test_two_who_remain_and_part_read_no_second_farewell_elsewhere(quick_stage: Stage, three: list[Actor]) -> None:
    _, ben, cyn = three
    leave(quick_stage, cyn)
    leave(quick_stage, ben)
    assert partnership(quick_stage).state is PartnershipState.ENDED
    assert len(heard(ben, ELSEWHERE)) == 1


def test_a_partner_whose_account_is_gone_is_noticed_when_slack_says_so(quick_stage: Stage) -> None:
    ana, _ = signed(quick_stage, "UANA", "UBEN", recalibrate_on="2026-12-02")
    gone_unheard(quick_stage, "UBEN")
    reach(quick_stage, date(2026, 12, 2))
    jump(quick_stage, quick_stage.slack.clock.now().replace(minute=5))
    ended = partnership(quick_stage)
    assert (ended.state, ended.end_reason) == (PartnershipState.ENDED, EndReason.DEACTIVATED)
    member = member_row(quick_stage, "UBEN")
    assert member is not None
    assert member.status is MemberStatus.DEACTIVATED
    assert sees(ana, "Your partner has left")


def test_a_circle_goes_on_without_an_account_that_is_gone(quick_stage: Stage) -> None:
    ana, _, cyn = signed(quick_stage, "UANA", "UBEN", "UCYN", recalibrate_on="2026-12-02")
    gone_unheard(quick_stage, "UBEN")
    reach(quick_stage, date(2026, 12, 2))
    for minute in (5, 10):
        jump(quick_stage, quick_stage.slack.clock.now().replace(minute=minute))
    assert partnership(quick_stage).members == ("UANA", "UCYN")
    assert sees(cyn, "you go on together in this conversation")
    assert sees(ana, "What still matters of what we set out to do?"), "the card was only late"


def test_any_other_refusal_lets_nobody_go(quick_stage: Stage) -> None:
    signed(quick_stage, "UANA", "UBEN", recalibrate_on="2026-12-02")
    quick_stage.slack.faults.add("conversations.open", Fault.RATE_LIMITED)
    reach(quick_stage, date(2026, 12, 2))
    assert partnership(quick_stage).members == ("UANA", "UBEN")
    assert all_of(quick_stage, NudgeKind.RECALIBRATION)


def test_a_circle_reads_the_day_before_who_is_away(quick_stage: Stage, three: list[Actor]) -> None:
    ana, _, cyn = three
    cyn.command("/trellis", "pause 2026-12-01")
    jump(quick_stage, EVE)
    (nudge,) = heard(ana, "Your check-in with @Ben Okafor is on")
    assert "@Cyn Lin is away then." in nudge
    assert not heard(cyn, "Your check-in with")
