from typing import Any

import pytest

from bot.sandbox.actor import Actor
from bot.sandbox.delivery import Acknowledgement, Kind
from bot.sandbox.elements import NotPossibleError
from bot.sandbox.events import Events
from bot.sandbox.line import Line
from bot.sandbox.modals import push, replace
from bot.sandbox.world import Json, World
from tests.bot.sandbox.small_blocks import MODAL, SECOND, plain


class Listener:
    """A delivery that keeps what it was given and acknowledges it with nothing."""

    def __init__(self) -> None:
        self.heard: list[Json] = []

    def deliver(self, kind: Kind, payload: Json, retry: int = 0, reason: str = "") -> Acknowledgement:
        assert (kind, retry, reason) == (Kind.INTERACTIVE, 0, "")
        self.heard.append(payload)
        return Acknowledgement(200, None, 0.0)


@pytest.fixture
def listener() -> Listener:
    return Listener()


@pytest.fixture
def ann(world: World, listener: Listener) -> Actor:
    line = Line(world, lambda *_: "http://there", listener)
    return Actor(line, Events(line), "U1")


def dispatching(view: Json) -> Json:
    return view | {"blocks": [block | {"dispatch_action": True} for block in view["blocks"]]}


def test_an_input_that_dispatches_tells_the_bot_at_once(world: World, ann: Actor, listener: Listener) -> None:
    push(world, "U1", dispatching(MODAL))
    ann.fill(cadence="monthly")
    told = listener.heard[-1]
    assert told["type"] == "block_actions"
    assert told["actions"][0]["selected_option"]["value"] == "monthly"
    assert told["view"]["state"]["values"]["cadence"]["cadence"]["selected_option"]["value"] == "monthly"


def test_an_ordinary_input_tells_nothing_before_the_form_is_sent(world: World, ann: Actor, listener: Listener) -> None:
    push(world, "U1", MODAL)
    ann.fill(goal="Walk daily")
    assert listener.heard == []
    with pytest.raises(NotPossibleError):
        ann.choose("cadence", "monthly")


def test_text_survives_an_update_of_its_view(world: World, ann: Actor, listener: Listener) -> None:
    modal = push(world, "U1", MODAL)
    ann.fill(goal="Walk daily")
    hint: dict[str, Any] = {"type": "section", "block_id": "hint", "text": plain("How will you know?")}
    replace(world, modal, MODAL | {"blocks": [*MODAL["blocks"], hint]})
    assert ann.modal is not None
    assert "What do you mean to do: Walk daily" in ann.modal.text
    ann.submit()
    assert listener.heard[-1]["view"]["state"]["values"]["goal"]["text"]["value"] == "Walk daily"


def test_a_view_that_clears_on_close_takes_its_stack_along(world: World, ann: Actor, listener: Listener) -> None:
    push(world, "U1", MODAL | {"notify_on_close": True})
    push(world, "U1", SECOND | {"clear_on_close": True})
    ann.close()
    assert ann.modal is None
    assert [told["view"]["callback_id"] for told in listener.heard] == ["second", "goal"]
    assert all(told["is_cleared"] for told in listener.heard)


def test_an_input_or_a_modal_that_is_not_there_cannot_be_used(world: World, ann: Actor) -> None:
    for act in (ann.submit, ann.close, lambda: ann.fill(goal="Walk")):
        with pytest.raises(NotPossibleError):
            act()
    push(world, "U1", MODAL)
    with pytest.raises(NotPossibleError):
        ann.fill(nothing="Walk")


def test_a_button_is_not_chosen_and_a_menu_is_not_clicked(world: World, ann: Actor) -> None:
    menu = {"type": "static_select", "action_id": "menu", "options": [{"text": plain("A"), "value": "a"}]}
    buttons = [{"type": "button", "action_id": "go", "text": plain("Go"), "value": place} for place in "ab"]
    blocks = [
        {"type": "actions", "block_id": "one", "elements": [menu, buttons[0]]},
        {"type": "actions", "block_id": "two", "elements": [buttons[1]]},
    ]
    push(world, "U1", SECOND | {"blocks": blocks})
    with pytest.raises(NotPossibleError):
        ann.click("menu")
    with pytest.raises(NotPossibleError):
        ann.choose("go", "a")
    with pytest.raises(NotPossibleError, match="2 times"):
        ann.click("go")


def test_buttons_of_one_name_are_told_apart_by_value(world: World, ann: Actor, listener: Listener) -> None:
    buttons = [{"type": "button", "action_id": "go", "text": plain("Go"), "value": place} for place in "ab"]
    blocks = [{"type": "actions", "block_id": button["value"], "elements": [button]} for button in buttons]
    push(world, "U1", SECOND | {"blocks": blocks})
    ann.click("go", value="b")
    assert listener.heard[-1]["actions"][0]["block_id"] == "b"
