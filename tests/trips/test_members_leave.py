"""Leaving a partnership or the programme, and what those who stay read and keep."""

from datetime import UTC, datetime

import pytest

from bot.sandbox.actor import Actor
from bot.sandbox.faults import Fault
from bot.sandbox.stage import Stage
from storage.vocabulary import EndReason, MemberStatus, PartnershipState
from tests.trips.partners import covenant, introduced, partnership, propose, sign, signed
from tests.trips.rows import member_row
from tests.trips.steps import PROMISE, RUN, click, has_button, jump, sees, state_goal, suggest


def leave(member: Actor, action: str = "leave_partnership") -> None:
    member.command("/trellis", "leave")
    click(member, action)


def test_leaving_a_partnership_of_two_sets_the_other_free(quick_stage: Stage) -> None:
    ana, ben = signed(quick_stage, "UANA", "UBEN")
    leave(ana)
    quick_stage.settle()

    assert "You have left this partnership" in ana.read(ana.ephemerals[-1])
    ended = partnership(quick_stage)
    assert (ended.state, ended.end_reason, ended.members) == (PartnershipState.ENDED, EndReason.LEFT, ("UBEN",))
    assert sees(ben, "Your partner has left, so your partnership has come to its end")
    assert not any("Ana" in text and "left" in text for text in ben.texts(ben.dm.id))
    jump(quick_stage, datetime(2026, 11, 26, 16, tzinfo=UTC))
    assert not sees(ben, "Did you meet")
    click(ben, "match")


def test_the_second_click_on_leave_finds_nothing_to_leave(quick_stage: Stage) -> None:
    ana, _ = signed(quick_stage, "UANA", "UBEN")
    leave(ana)
    click(ana, "leave_partnership")
    assert "I cannot find this among your partnerships" in ana.read(ana.ephemerals[-1])


def test_nobody_leaves_for_somebody_else(quick_stage: Stage) -> None:
    ana, _ = signed(quick_stage, "UANA", "UBEN")
    ana.command("/trellis", "leave")
    (offer,) = [one for one in ana.ephemerals if "leave_partnership" in str(one.blocks)]
    offer.visible_to = "UCYN"
    click(quick_stage.slack.member("UCYN"), "leave_partnership")
    assert partnership(quick_stage).members == ("UANA", "UBEN")


def test_a_trio_that_loses_one_goes_on_as_two_in_a_new_group_dm(quick_stage: Stage) -> None:
    ana, ben, cyn = signed(quick_stage, "UANA", "UBEN", "UCYN")
    (old,) = cyn.group_dms
    leave(cyn)
    quick_stage.settle()

    assert partnership(quick_stage).members == ("UANA", "UBEN")
    assert partnership(quick_stage).state is PartnershipState.ACTIVE
    (new,) = [place for place in ana.group_dms if place.id != old.id]
    assert new.members == {"UANA", "UBEN", quick_stage.slack.world.bot_user_id}
    assert partnership(quick_stage).channel_id == new.id
    shown = "\n".join(ben.texts(new.id))
    assert "you go on together in this conversation" in shown
    assert "Cyn" not in shown
    assert covenant(quick_stage).message_ts in new.pins
    assert not any(PROMISE in text for text in ana.texts(old.id)), "the card of three still shows what Cyn wrote"
    assert sees(ben, "Somebody has left your circle")
    jump(quick_stage, datetime(2026, 11, 25, 14, tzinfo=UTC))
    assert sees(ben, "Your check-in with @Ana Petrova is on")


def test_two_who_leave_a_trio_on_one_day_leave_nobody_untold(quick_stage: Stage) -> None:
    ana, ben, cyn = signed(quick_stage, "UANA", "UBEN", "UCYN")
    leave(cyn)
    quick_stage.settle()
    leave(ben)
    quick_stage.settle()
    assert sees(ana, "Your partner has left, so your partnership has come to its end")
    assert partnership(quick_stage).state is PartnershipState.ENDED


def test_check_ins_begin_when_the_only_one_without_a_signature_leaves(quick_stage: Stage) -> None:
    ana, ben, cyn = introduced(quick_stage, "UANA", "UBEN", "UCYN")
    propose(quick_stage, ana)
    for member in (ana, ben):
        sign(member)
    leave(cyn)
    quick_stage.settle()
    assert partnership(quick_stage).state is PartnershipState.ACTIVE
    assert sees(ben, "Everybody has signed")
    jump(quick_stage, datetime(2026, 11, 25, 14, tzinfo=UTC))
    assert sees(ana, "Your check-in with @Ben Okafor is on")


@pytest.mark.parametrize("method", ["chat.delete", "conversations.open", "chat.postMessage"])
@pytest.mark.parametrize("fault", [Fault.RESET_AFTER, Fault.RATE_LIMITED])
def test_the_card_of_the_trio_goes_even_when_slack_fails_midway(method: str, fault: Fault, quick_stage: Stage) -> None:
    ana, ben, cyn = signed(quick_stage, "UANA", "UBEN", "UCYN")
    (old,) = cyn.group_dms
    leave(cyn)
    quick_stage.slack.faults.add(method, fault, times=2)
    for minute in range(1, 5):
        jump(quick_stage, datetime(2026, 11, 20, 9, minute, tzinfo=UTC))
    assert not any(PROMISE in text for text in ana.texts(old.id))
    new = partnership(quick_stage).channel_id
    assert new != old.id
    assert any(PROMISE in text for text in ben.texts(new))


def test_leaving_the_programme_ends_everything_and_keeps_the_goal_card(quick_stage: Stage) -> None:
    ana, ben = signed(quick_stage, "UANA", "UBEN")
    leave(ana, "leave_programme")
    quick_stage.settle()
    member = member_row(quick_stage, "UANA")
    assert member is not None
    assert member.status is MemberStatus.LEFT
    assert sees(ben, "Your partner has left")
    assert any(RUN in text for text in ana.texts(ana.dm.id))
    jump(quick_stage, datetime(2026, 11, 30, 10, tzinfo=UTC))
    assert not sees(ana, "I have no suggestion for you")
    assert sees(ben, "I have no suggestion for you"), "the run did take place"


def test_leaving_the_programme_withdraws_a_suggestion_without_a_name(quick_stage: Stage) -> None:
    ana, ben = suggest(quick_stage, "UANA", "UBEN")
    click(ben, "suggestion_yes")
    leave(ana, "leave_programme")
    quick_stage.settle()
    assert sees(ben, "This introduction did not come together")
    assert not sees(ben, "left")
    click(ana, "suggestion_yes")
    assert not ana.group_dms


def test_a_member_without_partners_can_still_leave(quick_stage: Stage) -> None:
    ana = quick_stage.slack.member("UANA")
    state_goal(ana, RUN)
    leave(ana, "leave_programme")
    assert "You have left the programme" in ana.read(ana.ephemerals[-1])
    assert not has_button(ana, "leave_partnership")
