from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from bot.sandbox.elements import NotPossibleError, Placed
from bot.sandbox.fields import Given, answered, initial
from bot.sandbox.forms import REQUIRED, complaints
from bot.sandbox.world import World

OPTIONS = [{"text": {"type": "plain_text", "text": label.title()}, "value": label} for label in ("mon", "tue")]


def placed(kind: str, **more: Any) -> Placed:
    element = {"type": kind, "action_id": "it", **more}
    return Placed({"type": "input", "block_id": "b", "element": element}, element)


@pytest.mark.parametrize(
    ("field", "given", "answer"),
    [
        (placed("static_select", options=OPTIONS), "mon", {"selected_option": OPTIONS[0]}),
        (placed("radio_buttons", options=OPTIONS), "Tue", {"selected_option": OPTIONS[1]}),
        (placed("checkboxes", options=OPTIONS), ["mon", "tue"], {"selected_options": OPTIONS}),
        (placed("multi_static_select", options=OPTIONS), "mon", {"selected_options": OPTIONS[:1]}),
        (placed("multi_static_select", options=OPTIONS), None, {"selected_options": []}),
        (placed("users_select"), "U2", {"selected_user": "U2"}),
        (placed("multi_users_select"), ["U1", "U2"], {"selected_users": ["U1", "U2"]}),
        (placed("datepicker"), date(2026, 4, 1), {"selected_date": "2026-04-01"}),
        (placed("timepicker"), time(9, 5), {"selected_time": "09:05"}),
        (placed("datetimepicker"), datetime(2026, 1, 1, tzinfo=UTC), {"selected_date_time": 1767225600}),
        (placed("plain_text_input"), "", {"value": None}),
    ],
)
def test_an_answer_takes_slacks_form(world: World, field: Placed, given: Given, answer: dict[str, Any]) -> None:
    assert answered(field, given, world) == {"type": field.kind, **answer}


@pytest.mark.parametrize(
    ("field", "given"),
    [
        (placed("static_select", options=OPTIONS), "wed"),
        (placed("multi_static_select", options=OPTIONS, max_selected_items=1), ["mon", "tue"]),
        (placed("users_select"), "U3"),
        (placed("users_select"), "U999"),
        (placed("conversations_select", filter={"include": ["im"]}), "C0GENERAL"),
        (placed("conversations_select"), "C999"),
        (placed("plain_text_input"), "two\nlines"),
        (placed("datepicker"), "tomorrow"),
        (placed("datetimepicker"), "2026-01-01"),
        (placed("button"), "mon"),
    ],
)
def test_what_a_client_does_not_offer_cannot_be_given(world: World, field: Placed, given: Given) -> None:
    with pytest.raises(NotPossibleError):
        answered(field, given, world)


def test_an_untouched_field_starts_with_what_the_bot_put_in() -> None:
    assert initial(placed("timepicker", initial_time="08:30"))["selected_time"] == "08:30"
    assert initial(placed("checkboxes", options=OPTIONS))["selected_options"] == []


@pytest.mark.parametrize("kind", ["plain_text_input", "datepicker", "checkboxes"])
def test_an_empty_field_is_refused_unless_it_is_optional(kind: str) -> None:
    block = placed(kind).block
    assert complaints([block], {}) == {"b": REQUIRED}
    assert complaints([block | {"optional": True}], {}) == {}
