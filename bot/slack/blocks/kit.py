"""The few Block Kit pieces that every message and modal is made of; slack_sdk's models hold Slack's limits."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, time
from enum import Enum
from typing import TypeVar

from slack_sdk.models.blocks import (
    ActionsBlock,
    ButtonElement,
    CheckboxesElement,
    ConfirmObject,
    ContextBlock,
    ConversationFilter,
    ConversationSelectElement,
    DatePickerElement,
    DividerBlock,
    HeaderBlock,
    InputBlock,
    InputInteractiveElement,
    MarkdownTextObject,
    Option,
    OptionGroup,
    PlainTextInputElement,
    PlainTextObject,
    RadioButtonsElement,
    SectionBlock,
    StaticMultiSelectElement,
    StaticSelectElement,
    TimePickerElement,
    UserMultiSelectElement,
    UserSelectElement,
)
from slack_sdk.models.views import View

from bot.slack.blocks.ids import Action, Field, Form
from bot.slack.message import Block

E = TypeVar("E", bound=Enum)

ANSWER = "answer"
"""The action id of every input element; the block id says which field it is."""


def section(text: str) -> Block:
    """Show a paragraph of mrkdwn that we wrote ourselves; a member's words go through `words_block`."""
    return _block(SectionBlock(text=MarkdownTextObject(text=text)))


def header(text: str) -> Block:
    """Show a headline."""
    return _block(HeaderBlock(text=text))


def context(text: str) -> Block:
    """Show small print."""
    return _block(ContextBlock(elements=[MarkdownTextObject(text=text)]))


def divider() -> Block:
    """Show a line."""
    return _block(DividerBlock())


def button(
    label: str, action: Action, value: str | None = None, style: str | None = None, confirm: str | None = None
) -> ButtonElement:
    """Make a button; `confirm` asks this before the click counts."""
    asked = confirm and ConfirmObject(
        title="Are you sure?", text=PlainTextObject(text=confirm), confirm="Yes", deny="No"
    )
    return ButtonElement(text=label, action_id=action.value, value=value, style=style, confirm=asked or None)


def actions(*buttons: ButtonElement) -> Block:
    """Show buttons in a row."""
    return _block(ActionsBlock(elements=list(buttons)))


def text_input(
    field: Field, label: str, hint: str, initial: str | None, longest: int = 500, optional: bool = False
) -> Block:
    """Ask for words; the length is also checked on our side, where a hand-made request arrives."""
    element = PlainTextInputElement(action_id=ANSWER, multiline=True, initial_value=initial, max_length=longest)
    return input_block(field, label, element, hint, optional)


def choose_one(field: Field, label: str, labels: Mapping[E, str], initial: E | None, hint: str | None = None) -> Block:
    """Ask for one value of an enum."""
    options = {one: Option(value=str(one.value), text=shown) for one, shown in labels.items()}
    element = StaticSelectElement(
        action_id=ANSWER, options=list(options.values()), initial_option=options[initial] if initial else None
    )
    return input_block(field, label, element, hint)


def choose_flag(field: Field, label: str, labels: Mapping[bool, str], initial: bool) -> Block:
    """Ask for yes or no."""
    options = {one: Option(value=str(one).lower(), text=shown) for one, shown in labels.items()}
    element = RadioButtonsElement(action_id=ANSWER, options=list(options.values()), initial_option=options[initial])
    return input_block(field, label, element)


def choose_number(field: Field, label: str, labels: Mapping[int, str], initial: int) -> Block:
    """Ask for one number of a list."""
    options = {one: Option(value=str(one), text=shown) for one, shown in labels.items()}
    element = StaticSelectElement(action_id=ANSWER, options=list(options.values()), initial_option=options.get(initial))
    return input_block(field, label, element)


def choose_grouped(field: Field, label: str, groups: Mapping[str, Sequence[str]], initial: str) -> Block:
    """Ask for one of many names that are shown in groups; the name is the value."""
    shown = [
        OptionGroup(label=PlainTextObject(text=title), options=[Option(value=name, text=name) for name in names])
        for title, names in groups.items()
    ]
    chosen = Option(value=initial, text=initial)
    return input_block(field, label, StaticSelectElement(action_id=ANSWER, option_groups=shown, initial_option=chosen))


def pick_person(field: Field, label: str) -> Block:
    """Ask for a person of the workspace."""
    return input_block(field, label, UserSelectElement(action_id=ANSWER))


def pick_people(field: Field, label: str, initial: Iterable[str], most: int, hint: str | None = None) -> Block:
    """Ask for several people of the workspace, or for nobody."""
    element = UserMultiSelectElement(action_id=ANSWER, initial_users=sorted(initial) or None, max_selected_items=most)
    return input_block(field, label, element, hint, optional=True)


def pick_channel(field: Field, label: str, initial: str | None, hint: str | None = None) -> Block:
    """Ask for a public channel, or for none."""
    public = ConversationFilter(include=["public"])
    element = ConversationSelectElement(action_id=ANSWER, initial_conversation=initial, filter=public)
    return input_block(field, label, element, hint, optional=True)


def line_input(field: Field, label: str, hint: str, initial: str | None, longest: int) -> Block:
    """Ask for one line that may stay empty."""
    element = PlainTextInputElement(action_id=ANSWER, initial_value=initial, max_length=longest)
    return input_block(field, label, element, hint, optional=True)


def choose_several(field: Field, label: str, labels: Mapping[E, str], initial: Iterable[E]) -> Block:
    """Ask for one or more values of an enum."""
    options = {one: Option(value=str(one.value), text=shown) for one, shown in labels.items()}
    chosen = [options[one] for one in labels if one in set(initial)]
    kind = CheckboxesElement if len(options) <= 10 else StaticMultiSelectElement
    return input_block(
        field, label, kind(action_id=ANSWER, options=list(options.values()), initial_options=chosen or None)
    )


def pick_date(field: Field, label: str, initial: date | None, hint: str | None = None, optional: bool = False) -> Block:
    """Ask for a date."""
    element = DatePickerElement(action_id=ANSWER, initial_date=initial.isoformat() if initial else None)
    return input_block(field, label, element, hint, optional)


def pick_time(field: Field, label: str, initial: time, hint: str | None = None) -> Block:
    """Ask for a time of day."""
    return input_block(field, label, TimePickerElement(action_id=ANSWER, initial_time=initial.strftime("%H:%M")), hint)


def input_block(
    field: Field, label: str, element: InputInteractiveElement, hint: str | None = None, optional: bool = False
) -> Block:
    """Wrap an element into an input with its label."""
    hinted = PlainTextObject(text=hint) if hint else None
    return _block(InputBlock(block_id=field.value, label=label, element=element, hint=hinted, optional=optional))


def modal(
    form: Form | None, title: str, blocks: Sequence[Block], submit: str | None = "Save", metadata: str = ""
) -> Block:
    """Make a modal; without a form it has nothing to submit."""
    return View(
        type="modal",
        callback_id=form.value if form else None,
        title=PlainTextObject(text=title),
        submit=PlainTextObject(text=submit) if submit and form else None,
        close=PlainTextObject(text="Close"),
        blocks=[dict(one) for one in blocks],
        private_metadata=metadata,
    ).to_dict()


def _block(model: SectionBlock | HeaderBlock | ContextBlock | DividerBlock | ActionsBlock | InputBlock) -> Block:
    shaped: Block = model.to_dict()
    return shaped
