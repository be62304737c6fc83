"""What can come between the two steps of a covenant: errors, words without room, late clicks, Slack itself."""

from typing import Any

import pytest

from bot.sandbox import clicks, payloads
from bot.sandbox.actor import Actor
from bot.sandbox.delivery import Acknowledgement, Kind
from bot.sandbox.faults import Fault
from bot.sandbox.stage import Stage
from bot.slack.blocks.ids import Action, Form
from tests.trips import by_hand
from tests.trips.partners import OTHER_PROMISE, heard, introduced, open_covenant
from tests.trips.steps import PROMISE
from tests.trips.walking import SHARED, SUPPORT, back, forth, held


def test_an_error_in_the_first_step_keeps_both(quick_stage: Stage) -> None:
    (ana, _) = introduced(quick_stage, "UANA", "UBEN")
    open_covenant(ana, PROMISE, support_style=SUPPORT)
    forth(ana)
    ana.fill(SHARED)
    back(ana)
    ana.fill(first_on="2026-11-01")
    assert not ana.submit()
    assert ana.modal is not None
    assert "This has passed" in ana.modal.errors["first_on"]
    assert (held(ana)["commitment"], held(ana)["support_style"]) == (PROMISE, SUPPORT)
    ana.fill(first_on="2026-11-26")
    forth(ana)
    assert held(ana) == SHARED


def test_an_error_in_the_second_step_is_mended_in_the_first(quick_stage: Stage) -> None:
    (ana, _) = introduced(quick_stage, "UANA", "UBEN")
    open_covenant(ana)
    forth(ana)
    ana.fill(SHARED)
    quick_stage.slack.faults.add("chat.postMessage", Fault.REFUSE)
    assert not ana.submit()
    back(ana)
    ana.fill(commitment=OTHER_PROMISE)
    forth(ana)
    assert ana.modal is not None
    assert ana.modal.errors == {}
    assert ana.submit()
    assert [OTHER_PROMISE in card for card in heard(ana, "Your commitment")] == [True]


@pytest.mark.parametrize("fault", [Fault.REFUSE, Fault.RATE_LIMITED])
def test_a_way_back_that_slack_does_not_open_loses_nothing(quick_stage: Stage, fault: Fault) -> None:
    (ana, _) = introduced(quick_stage, "UANA", "UBEN")
    open_covenant(ana)
    forth(ana)
    ana.fill(SHARED)
    quick_stage.slack.faults.add("views.update", fault)
    ana.click(Action.COVENANT_BACK)
    assert ana.modal is not None
    assert "Slack did not answer just now" in ana.modal.text
    ana.close()
    assert held(ana) == SHARED
    back(ana)
    forth(ana)
    assert held(ana) == SHARED


@pytest.mark.parametrize("letter", ["m", "ü", "𝄞", "&", "<", "\\", '"m', "\nm", ' "ja"\n- '])
def test_the_longest_words_come_back_whole(quick_stage: Stage, letter: str) -> None:
    (ana, _) = introduced(quick_stage, "UANA", "UBEN")
    own = {"commitment": "." + (letter * 500)[:498] + ".", "support_style": "." + (letter * 300)[:298] + "."}
    shared = dict.fromkeys(SHARED, (letter * 300)[:299] + ".") if letter != "\\" else {"earlier": "\\" * 300}
    open_covenant(ana, own["commitment"], support_style=own["support_style"])
    for _ in range(2):
        forth(ana)
        ana.fill(shared)
        back(ana)
        assert own.items() <= held(ana).items()
    forth(ana)
    assert shared.items() <= held(ana).items()


def test_words_that_cannot_be_carried_stay_where_they_are(quick_stage: Stage) -> None:
    (ana, _) = introduced(quick_stage, "UANA", "UBEN")
    open_covenant(ana, PROMISE)
    forth(ana)
    quotes = dict.fromkeys(SHARED, '"' * 300)
    ana.fill(quotes)
    ana.click(Action.COVENANT_BACK)
    assert ana.modal is not None
    assert ana.modal.callback_id == Form.COVENANT_WORDS
    assert ana.modal.text.count("These words take more room than I can carry") == 1
    assert held(ana) == quotes
    ana.fill(harder="We keep the hour", earlier=None, decisions="")
    back(ana)
    assert held(ana)["commitment"] == PROMISE
    forth(ana)
    assert (held(ana)["missed_check_in"], held(ana)["harder"]) == ('"' * 300, "We keep the hour")


def test_a_second_click_and_a_closed_modal_change_nothing(quick_stage: Stage) -> None:
    (ana, _) = introduced(quick_stage, "UANA", "UBEN")
    open_covenant(ana, PROMISE)
    forth(ana)
    ana.fill(SHARED)
    again = later(quick_stage, ana)
    back(ana)
    ana.fill(commitment=OTHER_PROMISE)
    assert again().status == 200
    assert held(ana)["commitment"] == OTHER_PROMISE
    forth(ana)
    again = later(quick_stage, ana)
    ana.close()
    said = len(ana.messages())
    assert again().status == 200
    assert (ana.top_view, len(ana.messages())) == (None, said)


def later(stage: Stage, member: Actor) -> Any:
    """Keep a click on the way back as Slack would send it now, to send it later."""
    top = member.top_view
    assert top is not None
    payload = payloads.view_action(stage.slack.world, member.person, clicks.with_state(top.view, top.view["state"]))
    action = {"type": "button", "action_id": Action.COVENANT_BACK, "block_id": "b", "action_ts": "1.1"}

    def click_now() -> Acknowledgement:
        return by_hand.send(stage, Kind.INTERACTIVE, {**payload, "actions": [action]})

    return click_now
