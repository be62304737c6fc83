from collections.abc import Callable
from typing import Any

import pytest

from bot.sandbox.blocks_check import message_blocks
from bot.sandbox.refusals import Refused
from bot.sandbox.world import World
from tests.bot.sandbox.calling import Json, button, plain, question, section


def _option(text: str = "One", value: str = "1", **more: Any) -> Json:
    return {"text": plain(text), "value": value, **more}


def _actions(*elements: Json, **more: Any) -> Json:
    return {"type": "actions", "elements": list(elements), **more}


def _choice(kind: str, count: int, **more: Any) -> Json:
    options = [_option(value=str(number)) for number in range(count)]
    return {"type": kind, "action_id": "pick", "options": options, **more}


def _confirm(**more: str) -> Json:
    words = {"title": "Sure", "text": "Really", "confirm": "Yes", "deny": "No"} | more
    return {name: plain(word) for name, word in words.items()}


PARTS: dict[str, tuple[int, Callable[[int], Json]]] = {
    "section text": (3000, lambda n: section("x" * n)),
    "field text": (2000, lambda n: {"type": "section", "fields": [plain("x" * n)]}),
    "fields": (10, lambda n: {"type": "section", "fields": [plain("x")] * n}),
    "header": (150, lambda n: {"type": "header", "text": plain("x" * n)}),
    "context elements": (10, lambda n: {"type": "context", "elements": [plain("x")] * n}),
    "actions elements": (25, lambda n: _actions(*[button(action_id=str(i)) for i in range(n)])),
    "button text": (75, lambda n: _actions(button("x" * n))),
    "button value": (2000, lambda n: _actions(button(value="x" * n))),
    "button url": (3000, lambda n: _actions(button(url="x" * n))),
    "action id": (255, lambda n: _actions(button(action_id="x" * n))),
    "block id": (255, lambda n: section(block_id="x" * n)),
    "option text": (75, lambda n: _actions(_choice("static_select", 0, options=[_option("x" * n)]))),
    "option value": (150, lambda n: _actions(_choice("static_select", 0, options=[_option(value="x" * n)]))),
    "select options": (100, lambda n: section(accessory=_choice("static_select", n))),
    "checkboxes": (10, lambda n: _actions(_choice("checkboxes", n))),
    "radio buttons": (10, lambda n: _actions(_choice("radio_buttons", n))),
    "overflow options": (5, lambda n: section(accessory=_choice("overflow", n))),
    "placeholder": (150, lambda n: _actions(_choice("static_select", 1, placeholder=plain("x" * n)))),
    "confirm title": (100, lambda n: _actions(button(confirm=_confirm(title="x" * n)))),
    "confirm text": (300, lambda n: _actions(button(confirm=_confirm(text="x" * n)))),
    "confirm yes": (30, lambda n: _actions(button(confirm=_confirm(confirm="x" * n)))),
    "label": (2000, lambda n: question(label=plain("x" * n))),
    "hint": (2000, lambda n: question(hint=plain("x" * n))),
    "initial value": (3000, lambda n: question(element={"initial_value": "x" * n})),
    "image alt": (2000, lambda n: {"type": "image", "image_url": "https://x", "alt_text": "x" * n}),
}


def _refusal(world: World, blocks: list[Json]) -> Refused:
    with pytest.raises(Refused) as caught:
        message_blocks(world, blocks)
    return caught.value


@pytest.mark.parametrize("part", sorted(PARTS))
def test_each_part_of_a_block_holds_exactly_as_much_as_slack_allows(world: World, part: str) -> None:
    most, build = PARTS[part]
    assert message_blocks(world, [build(most)])
    assert _refusal(world, [build(most + 1)]).error == "invalid_blocks"


@pytest.mark.parametrize("part", sorted(PARTS.keys() - {"initial value"}))
def test_no_part_of_a_block_is_empty_but_what_a_member_may_leave_empty(world: World, part: str) -> None:
    assert _refusal(world, [PARTS[part][1](0)]).error == "invalid_blocks"
    assert message_blocks(world, [PARTS["initial value"][1](0)])


@pytest.mark.parametrize(
    ("block", "fault"),
    [
        ({"type": "hologram"}, "unsupported type [json-pointer:/blocks/0/type]"),
        (_actions({"type": "lever"}), "unsupported type [json-pointer:/blocks/0/elements/0/type]"),
        (
            section("x" * 3001),
            "must be less than 3001 characters [json-pointer:/blocks/0/text/text]",
        ),
        ({"type": "section"}, "must define either `text` or `fields` [json-pointer:/blocks/0]"),
        ({"type": "header"}, "missing required field: text [json-pointer:/blocks/0]"),
        (section(colour="red"), "invalid additional property [json-pointer:/blocks/0]"),
        (
            {"type": "header", "text": {"type": "mrkdwn", "text": "x"}},
            "unsupported type [json-pointer:/blocks/0/text/type]",
        ),
        (_actions(button(style="huge")), "failed to match schema [json-pointer:/blocks/0/elements/0/style]"),
        (_actions(question()["element"]), "unsupported type [json-pointer:/blocks/0/elements/0/type]"),
        (question(optional="yes"), "must be a boolean [json-pointer:/blocks/0/optional]"),
        (_actions(button(action_id="a"), button(action_id="a")), "`action_id` already exists [json-pointer:/blocks/0]"),
        (
            _actions(_choice("radio_buttons", 2, initial_option=_option("Other"))),
            "initial option must be one of the options [json-pointer:/blocks/0]",
        ),
        ("words", "must be an object [json-pointer:/blocks/0]"),
    ],
)
def test_a_fault_is_named_by_its_place(world: World, block: Any, fault: str) -> None:
    refused = _refusal(world, [block])
    assert refused.answer()["errors"] == [fault]
    assert refused.answer()["response_metadata"] == {"messages": [f"[ERROR] {fault}"]}


def test_a_refusal_never_repeats_what_was_written(world: World) -> None:
    secret = "canary " * 500
    refused = _refusal(world, [section(secret, canary="canary")])
    assert len(refused.answer()["errors"]) == 2
    assert "canary" not in str(refused.answer())


def test_a_date_and_a_time_have_one_form_each(world: World) -> None:
    good = _actions(
        {"type": "datepicker", "initial_date": "2026-03-02"}, {"type": "timepicker", "initial_time": "09:30"}
    )
    bad = _actions({"type": "datepicker", "initial_date": "2 March"}, {"type": "timepicker", "initial_time": "24:00"})
    assert message_blocks(world, [good])
    assert len(_refusal(world, [bad]).answer()["errors"]) == 2


def test_a_block_id_is_used_once_in_a_message(world: World) -> None:
    refused = _refusal(world, [section(block_id="a"), section(block_id="a")])
    assert refused.answer()["errors"] == ["`block_id` already exists [json-pointer:/blocks/1/block_id]"]


def test_a_message_holds_50_blocks(world: World) -> None:
    assert len(message_blocks(world, [section()] * 50)) == 50
    assert _refusal(world, [section()] * 51).error == "invalid_blocks"


def test_blocks_that_are_well_formed_can_still_be_too_long_together(world: World) -> None:
    assert message_blocks(world, [section("x" * 2900)] * 4)
    assert _refusal(world, [section("x" * 2900)] * 5).error == "msg_blocks_too_long"
