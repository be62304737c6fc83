from typing import Any

import pytest
from slack_sdk.models import blocks as kit
from slack_sdk.models.views import View

from bot.sandbox.blocks_check import checked_view, message_blocks
from bot.sandbox.world import World

OPTIONS = [kit.Option(value=str(number), text=f"Option {number}") for number in range(3)]
SURE = kit.ConfirmObject(title="Sure?", text="It cannot be undone.", confirm="Yes", deny="No", style="danger")

EVERYWHERE = [
    kit.SectionBlock(text=kit.MarkdownTextObject(text="*a*", verbatim=True), block_id="a"),
    kit.SectionBlock(fields=[kit.PlainTextObject(text="a", emoji=True), "b"]),
    kit.SectionBlock(text="a", accessory=kit.OverflowMenuElement(action_id="o", options=OPTIONS)),
    kit.SectionBlock(text="a", accessory=kit.ImageElement(image_url="https://x/y.png", alt_text="y")),
    kit.HeaderBlock(text="a"),
    kit.DividerBlock(),
    kit.ContextBlock(elements=[kit.MarkdownTextObject(text="a"), kit.PlainTextObject(text="b")]),
    kit.ImageBlock(image_url="https://x/y.png", alt_text="y", title="t"),
    kit.ActionsBlock(
        elements=[
            kit.ButtonElement(text="a", action_id="a", value="1", style="primary", confirm=SURE),
            kit.StaticSelectElement(action_id="b", options=OPTIONS, initial_option=OPTIONS[0], placeholder="p"),
            kit.UserSelectElement(action_id="c", placeholder="p"),
            kit.DatePickerElement(action_id="d", initial_date="2026-03-02"),
            kit.TimePickerElement(action_id="e", initial_time="09:30"),
            kit.RadioButtonsElement(action_id="f", options=OPTIONS, initial_option=OPTIONS[1]),
            kit.CheckboxesElement(action_id="g", options=OPTIONS, initial_options=OPTIONS[:2]),
            kit.ConversationSelectElement(
                action_id="h", filter=kit.ConversationFilter(include=["im"], exclude_bot_users=True)
            ),
            kit.LinkButtonElement(text="a", url="https://x", action_id="i"),
            kit.DateTimePickerElement(action_id="j", initial_date_time=1772442000),
        ]
    ),
]
QUESTIONS = [
    kit.PlainTextInputElement(action_id="a", multiline=True, min_length=10, max_length=500, initial_value="x" * 10),
    kit.StaticMultiSelectElement(action_id="a", options=OPTIONS, initial_options=OPTIONS, max_selected_items=3),
    kit.UserMultiSelectElement(action_id="a", initial_users=["U1"]),
    kit.StaticSelectElement(action_id="a", option_groups=[kit.OptionGroup(label="l", options=OPTIONS)]),
    kit.NumberInputElement(action_id="a", is_decimal_allowed=False, min_value="1", max_value="9"),
    kit.CheckboxesElement(action_id="a", options=OPTIONS),
    kit.DatePickerElement(action_id="a"),
]


def _named(part: Any) -> str:
    return str(part.type)


@pytest.mark.parametrize("block", EVERYWHERE, ids=_named)
def test_blocks_as_the_sdk_builds_them_pass(world: World, block: kit.Block) -> None:
    (stored,) = message_blocks(world, [block.to_dict()])
    assert stored["type"] == block.type


@pytest.mark.parametrize("element", QUESTIONS, ids=_named)
def test_questions_as_the_sdk_builds_them_pass(world: World, element: kit.InputInteractiveElement) -> None:
    asked = kit.InputBlock(label="l", element=element, hint="h", optional=True, dispatch_action=False)
    view = View(type="modal", title="t", submit="s", close="c", callback_id="i", private_metadata="m", blocks=[asked])
    assert checked_view(world, view.to_dict(), "modal")["blocks"][0]["element"]["type"] == element.type
