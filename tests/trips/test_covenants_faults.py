"""What Slack can do to a covenant, and that no word is lost or left behind."""

import pytest

from bot.sandbox.faults import Fault
from bot.sandbox.spots import Where
from bot.sandbox.stage import Stage
from tests.trips import partners
from tests.trips.partners import (
    MINUTE,
    about_to_meet,
    heard,
    introduced,
    open_covenant,
    propose,
    sign,
)
from tests.trips.steps import PROMISE, sees, submit_covenant


def test_partners_are_introduced_in_a_group_dm_that_the_bot_can_only_write_in(quick_stage: Stage) -> None:
    ana, ben = introduced(quick_stage, "UANA", "UBEN")
    (group,) = ana.group_dms
    assert group == ben.group_dms[0]
    assert group.id == partners.partnership(quick_stage).channel_id
    (welcome,) = heard(ben, "Welcome to your partnership")
    assert "would you make the first move" in welcome
    assert "I cannot read what you say to each other here." in welcome


@pytest.mark.parametrize("fault", [Fault.REFUSE, Fault.RESET_BEFORE, Fault.RATE_LIMITED])
def test_when_slack_does_not_take_the_words_they_stay_in_the_modal(quick_stage: Stage, fault: Fault) -> None:
    (ana, _) = introduced(quick_stage, "UANA", "UBEN")
    open_covenant(ana)
    assert ana.submit()
    quick_stage.slack.faults.add("chat.postMessage", fault)
    assert not ana.submit()
    assert ana.modal is not None
    assert "Your text is still here; please press Propose again" in ana.modal.errors["missed_check_in"]
    assert ana.submit()
    assert len(heard(ana, "Your commitment")) == 1


@pytest.mark.parametrize("fault", [Fault.RESET_AFTER, Fault.ERROR_500_AFTER])
def test_words_that_slack_took_without_saying_so_are_found(quick_stage: Stage, fault: Fault) -> None:
    (ana, _) = introduced(quick_stage, "UANA", "UBEN")
    open_covenant(ana)
    assert ana.submit()
    quick_stage.slack.faults.add("chat.postMessage", fault)
    assert ana.submit()
    (card,) = [each for each in ana.messages(ana.dm.id) if "Your commitment" in ana.read(each)]
    assert partners.covenant(quick_stage).commitments["UANA"].message_ts == card.ts


def test_words_that_could_not_be_kept_are_taken_back(quick_stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    (ana, _) = introduced(quick_stage, "UANA", "UBEN")
    open_covenant(ana)
    assert ana.submit()
    with monkeypatch.context() as broken:
        broken.setattr("storage.stores.covenants.CovenantStore.put_commitment", lambda *_: 1 / 0)
        assert not ana.submit()
    assert heard(ana, "Your commitment") == []
    assert ana.submit()
    assert len(heard(ana, "Your commitment")) == 1


@pytest.mark.parametrize("fault", [Fault.REFUSE, Fault.RATE_LIMITED, Fault.RESET_AFTER])
def test_a_card_that_cannot_be_pinned_at_once_is_pinned_with_the_next_signature(
    quick_stage: Stage, fault: Fault
) -> None:
    (ana, _) = introduced(quick_stage, "UANA", "UBEN")
    quick_stage.slack.faults.add("pins.add", fault, times=2)
    propose(quick_stage, ana)
    assert sees(ana, "Our covenant\n")
    sign(ana)
    quick_stage.settle()
    assert quick_stage.slack.world.conversations[ana.group_dms[0].id].pins == [
        partners.covenant(quick_stage).message_ts
    ]


def test_a_card_of_unknown_outcome_is_posted_again_and_the_first_holds_nobodys_words(quick_stage: Stage) -> None:
    ana, ben = introduced(quick_stage, "UANA", "UBEN")
    open_covenant(ana)
    assert submit_covenant(ana)
    quick_stage.slack.faults.add("chat.postMessage", Fault.RESET_AFTER)
    quick_stage.settle()
    quick_stage.until(quick_stage.slack.clock.now() + MINUTE, MINUTE)
    first, second = heard(ben, "Our covenant\n")
    assert PROMISE not in first
    assert PROMISE in second


def test_a_group_dm_that_cannot_be_opened_yet_is_opened_as_soon_as_slack_lets_us(quick_stage: Stage) -> None:
    (ana, _) = about_to_meet(quick_stage, "UANA", "UBEN")
    quick_stage.slack.faults.add("conversations.open", Fault.RATE_LIMITED, seconds=40)
    quick_stage.settle()
    assert ana.group_dms == []
    quick_stage.until(quick_stage.slack.clock.now() + MINUTE, MINUTE)
    assert len(heard(ana, "Welcome to your partnership")) == 1


def test_while_slack_cannot_be_read_the_covenant_does_not_open_and_says_so(quick_stage: Stage) -> None:
    (ana, _) = introduced(quick_stage, "UANA", "UBEN")
    quick_stage.slack.faults.add("conversations.history", Fault.RATE_LIMITED)
    ana.click("covenant_open", Where.MESSAGES)
    assert ana.modal is None
    assert "Slack did not answer just now. Please try that again in a moment." in ana.texts()[-1]
