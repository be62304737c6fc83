"""From an introduction to a covenant that everybody has signed, with what can come between."""

from datetime import date, timedelta

from bot.sandbox.spots import Where
from bot.sandbox.stage import Stage
from matching.vocabulary import Cadence
from storage.vocabulary import PartnershipState
from tests.trips import partners
from tests.trips.partners import (
    FIRST_AT,
    OTHER_PROMISE,
    heard,
    introduced,
    open_covenant,
    propose,
    sign,
    signed,
    together,
)
from tests.trips.steps import PROMISE, click, has_button, sees, submit_covenant

OURS = "We ask each other first, then our host"


def test_one_proposes_and_everybody_sees_it_on_their_own_clock(quick_stage: Stage) -> None:
    ana, cyn = introduced(quick_stage, "UANA", "UCYN")
    propose(quick_stage, ana)
    (card,) = heard(cyn, "proposed by @Ana Petrova")
    assert "• @Ana Petrova: Thursday 26 November 2026 at 15:00 (Europe/Berlin)" in card
    assert "• @Cyn Lin: Thursday 26 November 2026 at 09:00 (America/New_York)" in card
    assert PROMISE in card
    assert partners.covenant(quick_stage).terms.zone == "Europe/Berlin"
    assert partners.covenant(quick_stage).commitments.keys() == {"UANA"}


def test_the_card_is_pinned_and_changes_in_place_as_members_sign(quick_stage: Stage) -> None:
    ana, ben = introduced(quick_stage, "UANA", "UBEN")
    propose(quick_stage, ana)
    card = partners.covenant(quick_stage).message_ts
    for member in (ana, ben):
        sign(member, OTHER_PROMISE)
        quick_stage.settle()
        assert sees(ben, f"@{member.person.real_name} · signed")
    assert len(heard(ben, "Our covenant\n")) == 1
    assert partners.covenant(quick_stage).message_ts == card
    assert quick_stage.slack.world.conversations[ana.group_dms[0].id].pins == [card]
    assert sees(ana, OTHER_PROMISE)
    assert not has_button(ana, "covenant_sign")


def test_the_last_signature_starts_the_check_ins(quick_stage: Stage) -> None:
    ana, ben = introduced(quick_stage, "UANA", "UBEN")
    propose(quick_stage, ana)
    sign(ana)
    assert partners.partnership(quick_stage).state is PartnershipState.FORMING
    assert partners.check_ins(quick_stage) == ()
    sign(ben)
    quick_stage.settle()
    assert partners.partnership(quick_stage).state is PartnershipState.ACTIVE
    assert [each.local_date for each in partners.check_ins(quick_stage)] == [date(2026, 11, 26), date(2026, 12, 3)]
    assert partners.check_ins(quick_stage)[0].starts_at == FIRST_AT
    assert len(heard(ben, "Everybody has signed")) == 1


def test_a_second_click_on_sign_changes_nothing(quick_stage: Stage) -> None:
    ana, ben = introduced(quick_stage, "UANA", "UBEN")
    propose(quick_stage, ana)
    sign(ben)
    quick_stage.settle()
    slow_hand = ana.aim("covenant_sign", Where.MESSAGES)
    together(slow_hand, slow_hand)
    partners.jump(quick_stage, FIRST_AT - timedelta(hours=20))
    assert partners.move(ana, "2026-11-28", "15:00")
    before = partners.check_ins(quick_stage)
    slow_hand()
    quick_stage.settle()
    assert partners.check_ins(quick_stage) == before
    assert len(heard(ana, "Everybody has signed")) == 1


def test_two_sign_at_the_same_moment(quick_stage: Stage) -> None:
    ana, ben = introduced(quick_stage, "UANA", "UBEN")
    propose(quick_stage, ana)
    sign(ben)
    propose(quick_stage, ben, cadence="biweekly")
    together(ana.aim("covenant_sign", Where.MESSAGES), ben.aim("covenant_sign", Where.MESSAGES))
    quick_stage.settle()
    assert partners.covenant(quick_stage).signed_by == {"UANA", "UBEN"}
    assert partners.partnership(quick_stage).state is PartnershipState.ACTIVE
    assert len(heard(ben, "Everybody has signed")) == 1


def test_of_two_who_propose_at_once_one_is_asked_to_look_again_and_keeps_their_words(quick_stage: Stage) -> None:
    ana, ben = introduced(quick_stage, "UANA", "UBEN")
    open_covenant(ana)
    open_covenant(ben, OTHER_PROMISE, cadence="biweekly")
    assert ben.submit()
    ben.fill(decisions=OURS)
    assert submit_covenant(ana)
    assert not ben.submit()
    assert ben.modal is not None
    assert "The terms have just changed. Please copy your text" in ben.modal.errors["missed_check_in"]
    assert OURS in ben.modal.text
    ben.click("covenant_back")
    assert ben.modal is not None
    assert OTHER_PROMISE in ben.modal.text
    assert not ben.submit()
    assert "The terms have just changed. Please copy your text" in ben.modal.errors["commitment"]
    assert partners.covenant(quick_stage).terms.cadence is Cadence.WEEKLY
    assert heard(ben, "Your commitment") == []


def test_terms_that_change_while_somebody_writes_are_not_signed_unseen(quick_stage: Stage) -> None:
    ana, ben = introduced(quick_stage, "UANA", "UBEN")
    propose(quick_stage, ana)
    stale = ana.aim("covenant_sign", Where.MESSAGES)
    click(ben, "covenant_sign")
    ben.fill(commitment=OTHER_PROMISE)
    propose(quick_stage, ana, cadence="biweekly")
    assert not ben.submit()
    assert ben.modal is not None
    assert OTHER_PROMISE in ben.modal.text
    ben.close()
    stale()
    assert "Please look at the covenant card in your group DM and sign there" in ana.texts()[-1]
    assert partners.covenant(quick_stage).signed_by == frozenset()


def test_new_terms_need_everybody_again_and_replace_what_was_planned(quick_stage: Stage) -> None:
    ana, ben = signed(quick_stage, "UANA", "UBEN")
    card = partners.covenant(quick_stage).message_ts
    propose(quick_stage, ben, first_on="2026-11-30", time="09:00", cadence="biweekly")
    assert sees(ana, "@Ana Petrova · not signed yet")
    for member in (ana, ben):
        sign(member)
    quick_stage.settle()
    assert partners.covenant(quick_stage).message_ts == card
    assert [each.local_date for each in partners.check_ins(quick_stage)] == [date(2026, 11, 30), date(2026, 12, 14)]
    assert len(heard(ana, "Everybody has signed")) == 2


def test_while_new_terms_wait_for_signatures_the_agreed_check_ins_go_on(quick_stage: Stage) -> None:
    ana, ben = signed(quick_stage, "UANA", "UBEN")
    propose(quick_stage, ben, first_on="2026-11-30", time="09:00", cadence="biweekly")
    quick_stage.until(FIRST_AT + timedelta(weeks=3, hours=1), timedelta(hours=6))
    agreed = [FIRST_AT.date() + timedelta(weeks=week) for week in range(6)]
    assert [each.local_date for each in partners.check_ins(quick_stage)] == agreed
    assert len(heard(ana, "Did you meet with @Ben Okafor")) == 4


def test_new_terms_begin_on_a_day_from_which_a_check_in_was_moved_away(quick_stage: Stage) -> None:
    ana, ben = signed(quick_stage, "UANA", "UBEN")
    partners.jump(quick_stage, FIRST_AT.replace(day=25))
    assert partners.move(ana, "2026-11-28", "15:00")
    propose(quick_stage, ben, first_on="2026-11-26", time="20:00")
    for member in (ana, ben):
        sign(member)
    quick_stage.settle()
    first, second = partners.check_ins(quick_stage)
    assert (first.local_date, first.moved_to) == (date(2026, 11, 26), None)
    assert second.local_date == date(2026, 12, 3)


def test_terms_that_cannot_be_are_refused_at_their_field(quick_stage: Stage) -> None:
    (ana, _) = introduced(quick_stage, "UANA", "UBEN")
    open_covenant(ana)
    for terms, field, sentence in (
        ({"first_on": "2026-11-19"}, "first_on", "This has passed."),
        ({"first_on": "0001-01-01"}, "first_on", "This has passed."),
        ({"first_on": "2026-11-20", "time": "09:59"}, "first_on", "This has passed."),
        ({"first_on": "2027-06-01", "recalibrate_on": "2027-07-01"}, "first_on", "within the next 90 days"),
        ({"first_on": "2026-11-26", "recalibrate_on": "2026-11-26"}, "recalibrate_on", "after the first check-in"),
        ({"commitment": "run   "}, "commitment", "at least 10 characters"),
    ):
        ana.fill(terms)
        assert not ana.submit()
        assert ana.modal is not None
        assert sentence in ana.modal.errors[field]
    assert heard(ana, "Your commitment") == []


def test_a_changed_commitment_replaces_the_card_before(quick_stage: Stage) -> None:
    (ana, ben) = introduced(quick_stage, "UANA", "UBEN")
    propose(quick_stage, ana)
    propose(quick_stage, ana, commitment=OTHER_PROMISE)
    (card,) = heard(ana, "Your commitment")
    assert OTHER_PROMISE in card
    assert not sees(ben, PROMISE)
