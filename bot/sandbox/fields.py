"""What each kind of input takes and how Slack reports it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from bot.sandbox.elements import NotPossibleError, Placed
from bot.sandbox.world import Json, World

Given = str | date | time | Sequence[str] | None
"""What a person puts into an input: text, an option's value or label, an id, a date, a time, several, or nothing."""


@dataclass(frozen=True, slots=True)
class Field:
    """How one element type is answered: key of the answer, key of what it starts with, check of what is given."""

    answer: str
    initial: str
    take: Callable[[Placed, Given, World], Any]


def initial(placed: Placed) -> Json:
    """Give the state of an element that nobody has touched yet."""
    field = field_of(placed)
    nothing: Any = [] if field.answer.endswith("s") else None
    return {"type": placed.kind, field.answer: placed.element.get(field.initial, nothing)}


def answered(placed: Placed, given: Given, world: World) -> Json:
    """Give the state after a person has put something in; raises if the client would not take it."""
    field = field_of(placed)
    return {"type": placed.kind, field.answer: field.take(placed, given, world)}


def field_of(placed: Placed) -> Field:
    """Find how an element is answered; raises for one that takes no answer, such as a button."""
    try:
        return FIELDS[placed.kind]
    except KeyError:
        raise NotPossibleError(f"nothing can be chosen in {placed.action_id} ({placed.kind})") from None


def _text(placed: Placed, given: Given, _: World) -> str | None:
    if given is not None and not isinstance(given, str):
        raise NotPossibleError(f"{placed.action_id} takes text")
    if given and "\n" in given and not placed.element.get("multiline"):
        raise NotPossibleError(f"{placed.action_id} has one line")
    return given or None


def _option(placed: Placed, given: Given, _: World) -> Json | None:
    return None if given is None else _find_option(placed, str(given))


def _options(placed: Placed, given: Given, _: World) -> list[Json]:
    chosen = [_find_option(placed, value) for value in _several(given)]
    _within_limit(placed, chosen)
    return chosen


def _find_option(placed: Placed, wanted: str) -> Json:
    groups: list[Json] = placed.element.get("option_groups") or [placed.element]
    for option in (option for group in groups for option in group["options"]):
        if wanted in {option.get("value"), option["text"]["text"]}:
            shown: Json = option
            return shown
    raise NotPossibleError(f"{placed.action_id} offers no such option")


def _person(placed: Placed, given: Given, world: World) -> str | None:
    if given is None:
        return None
    person = world.people.get(str(given))
    if person is None or person.deleted:
        raise NotPossibleError(f"{placed.action_id} offers nobody with that id")
    return person.id


def _people(placed: Placed, given: Given, world: World) -> list[str]:
    chosen = [str(_person(placed, value, world)) for value in _several(given)]
    _within_limit(placed, chosen)
    return chosen


def _conversation(placed: Placed, given: Given, world: World) -> str | None:
    place = world.conversations.get(str(given))
    offered = placed.element.get("filter", {}).get("include", ["im", "mpim", "public"])
    if given is not None and (place is None or {"channel": "public"}.get(place.kind, place.kind) not in offered):
        raise NotPossibleError(f"{placed.action_id} offers no such conversation")
    return None if given is None else str(given)


def _date(placed: Placed, given: Given, _: World) -> str | None:
    try:
        return None if given is None else date.fromisoformat(str(given)).isoformat()
    except ValueError:
        raise NotPossibleError(f"{placed.action_id} takes a date") from None


def _time(placed: Placed, given: Given, _: World) -> str | None:
    try:
        return None if given is None else time.fromisoformat(str(given)).strftime("%H:%M")
    except ValueError:
        raise NotPossibleError(f"{placed.action_id} takes a time of day") from None


def _moment(placed: Placed, given: Given, _: World) -> int | None:
    if given is None:
        return None
    if not isinstance(given, datetime):
        raise NotPossibleError(f"{placed.action_id} takes a date with a time")
    return int(given.timestamp())


def _several(given: Given) -> list[str]:
    if given is None:
        return []
    return [str(given)] if isinstance(given, (str, date, time)) else [str(value) for value in given]


def _within_limit(placed: Placed, chosen: Sequence[object]) -> None:
    if len(chosen) > placed.element.get("max_selected_items", len(chosen)):
        raise NotPossibleError(f"{placed.action_id} does not take so many")


FIELDS = {
    "plain_text_input": Field("value", "initial_value", _text),
    "static_select": Field("selected_option", "initial_option", _option),
    "radio_buttons": Field("selected_option", "initial_option", _option),
    "overflow": Field("selected_option", "initial_option", _option),
    "multi_static_select": Field("selected_options", "initial_options", _options),
    "checkboxes": Field("selected_options", "initial_options", _options),
    "users_select": Field("selected_user", "initial_user", _person),
    "multi_users_select": Field("selected_users", "initial_users", _people),
    "conversations_select": Field("selected_conversation", "initial_conversation", _conversation),
    "channels_select": Field("selected_channel", "initial_channel", _conversation),
    "datepicker": Field("selected_date", "initial_date", _date),
    "timepicker": Field("selected_time", "initial_time", _time),
    "datetimepicker": Field("selected_date_time", "initial_date_time", _moment),
}
