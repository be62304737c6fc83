"""The two steps of a covenant: whoever goes forth and back finds everything that they wrote."""

from datetime import date
from typing import Any

import pytest

from bot.sandbox import clicks, payloads
from bot.sandbox.actor import Actor
from bot.sandbox.delivery import Acknowledgement, Kind
from bot.sandbox.faults import Fault
from bot.sandbox.spots import Where
from bot.sandbox.stage import Stage
from bot.slack.blocks.covenant_modal import QUESTIONS
from bot.slack.blocks.ids import Action, Form
from matching.vocabulary import Cadence
from tests.trips import by_hand, partners
from tests.trips.partners import OTHER_PROMISE, heard, introduced, open_covenant, propose, sign, signed
from tests.trips.screen import home, press
from tests.trips.steps import PROMISE, click, sees

SUPPORT = "Ask what got in the way before you suggest anything"
SHARED = {
    "missed_check_in": 'We write "a line" beforehand\nand find another day',
    "missed_commitment": "We look for the next small step",
    "earlier": "We only met when we felt like it",
    "between_us": "Nothing about clients, figures or plans",
    "decisions": "We ask each other first, then our host",
    "harder": "We keep the hour and let the rest go",
}
TERMS = {
    "first_on": "2026-11-27",
    "time": "07:45",
    "cadence": "monthly",
    "minutes": "60",
    "format": "in-person",
    "recalibrate_on": "2027-01-20",
    "preset": "movement",
}


def held(member: Actor) -> dict[str, Any]:
    """Give what every input of the open modal holds, by block id."""
    top = member.top_view
    assert top is not None
    values = clicks.with_state(top.view, top.view["state"]["values"])["state"]["values"]
    parts = ((block_id, one["answer"]) for block_id, one in values.items())
    return {block_id: _plain(next(part for name, part in one.items() if name != "type")) for block_id, one in parts}


def _plain(part: Any) -> Any:
    return part["value"] if isinstance(part, dict) else part


def forth(member: Actor) -> None:
    assert member.submit(), member.modal
    assert member.modal is not None
    assert member.modal.callback_id == Form.COVENANT_WORDS


def back(member: Actor) -> None:
    member.click(Action.COVENANT_BACK)
    assert member.last_error is None
    assert member.modal is not None
    assert member.modal.callback_id == Form.COVENANT


def stacked(stage: Stage, member: Actor) -> int:
    return len(stage.slack.world.modals[member.id])


def test_forth_back_and_forth_again_loses_nothing(quick_stage: Stage) -> None:
    (ana, ben) = introduced(quick_stage, "UANA", "UBEN")
    open_covenant(ana, PROMISE, support_style=SUPPORT)
    ana.fill(TERMS)
    begun = held(ana)
    for _ in range(3):
        forth(ana)
        assert stacked(quick_stage, ana) == 1, "no arrow of Slack's leads back, which would lose these words"
        ana.fill(SHARED)
        back(ana)
        assert held(ana) == begun
    ana.fill(commitment=OTHER_PROMISE, cadence="weekly")
    forth(ana)
    assert held(ana) == SHARED
    assert ana.submit()
    assert ana.top_view is None
    quick_stage.settle()
    kept = partners.covenant(quick_stage)
    assert (kept.terms.cadence, kept.terms.first_on) == (Cadence.WEEKLY, date(2026, 11, 27))
    assert (kept.terms.minute_of_day, kept.terms.minutes) == (7 * 60 + 45, 60)
    for words in (OTHER_PROMISE, SUPPORT, *SHARED.values()):
        assert words in heard(ben, "Our covenant\n")[0]
    assert not sees(ana, PROMISE)


def test_what_was_emptied_on_the_way_stays_empty(quick_stage: Stage) -> None:
    (ana, _) = introduced(quick_stage, "UANA", "UBEN")
    open_covenant(ana, PROMISE, support_style=SUPPORT)
    forth(ana)
    ana.fill(SHARED)
    assert ana.submit()
    click(ana, "covenant_open")
    forth(ana)
    assert held(ana) == SHARED
    ana.fill(dict.fromkeys(SHARED))
    back(ana)
    ana.fill(support_style=None)
    forth(ana)
    back(ana)
    assert held(ana)["support_style"] is None
    forth(ana)
    assert held(ana) == dict.fromkeys(SHARED)


def test_an_agreed_covenant_is_redesigned_with_a_way_back(quick_stage: Stage) -> None:
    (ana, ben) = signed(quick_stage, "UANA", "UBEN")
    click(ben, "covenant_open")
    ben.fill(TERMS)
    forth(ben)
    ben.fill(earlier=SHARED["earlier"])
    back(ben)
    assert TERMS.items() <= held(ben).items(), "not what was agreed"
    forth(ben)
    assert held(ben)["earlier"] == SHARED["earlier"]
    assert ben.submit()
    quick_stage.settle()
    for member in (ana, ben):
        sign(member)
    quick_stage.settle()
    assert partners.covenant(quick_stage).agreed == partners.covenant(quick_stage).terms
    assert partners.covenant(quick_stage).terms.cadence is Cadence.MONTHLY
    assert sees(ana, SHARED["earlier"])


def test_from_home_and_back_to_home(quick_stage: Stage) -> None:
    (ana, ben) = introduced(quick_stage, "UANA", "UBEN")
    propose(quick_stage, ben)
    home(ana)
    press(ana, "covenant_open")
    ana.fill(commitment=OTHER_PROMISE)
    for _ in range(2):
        forth(ana)
        ana.fill(SHARED)
        back(ana)
    forth(ana)
    assert held(ana) == SHARED
    assert ana.submit()
    assert ana.home is not None
    assert "Your proposal is in the group DM" in ana.home.text


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


def test_every_question_is_walked_through_here() -> None:
    assert list(SHARED) == [one.value for one in QUESTIONS]


def test_the_card_in_the_group_dm_waits_for_the_proposal(quick_stage: Stage) -> None:
    (ana, ben) = introduced(quick_stage, "UANA", "UBEN")
    ana.click("covenant_open", Where.MESSAGES)
    ana.fill(commitment=PROMISE)
    forth(ana)
    ana.fill(SHARED)
    back(ana)
    ana.close()
    quick_stage.settle()
    assert not any(sees(member, words) for member in (ana, ben) for words in (PROMISE, *SHARED.values()))
