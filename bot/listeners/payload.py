"""Reading Slack's payloads: who acts, what they pressed, what they filled in."""

import re
from collections.abc import Callable, Mapping
from datetime import date, time
from enum import Enum
from typing import Any, TypeVar

from bot.services.context import Who
from bot.services.errors import MemberError
from bot.slack.blocks.ids import Field
from bot.slack.blocks.kit import ANSWER
from bot.slack.message import Block

Body = Mapping[str, Any]
E = TypeVar("E", bound=Enum)
T = TypeVar("T")
FROM_HOME = "~home"
CHANNEL = re.compile(r"C[A-Z0-9]{1,31}")
CHOOSE = "Please choose from the list."


def who_acts(body: Body) -> Who:
    """Give the member that Slack signed for; what a button carries never says who clicked."""
    if "user_id" in body:
        return Who(body["team_id"], body["user_id"])
    return Who(body["team"]["id"], body["user"]["id"])


def is_home(body: Body) -> bool:
    """Tell whether a button was pressed in App Home."""
    return bool((body.get("view") or {}).get("type") == "home")


def is_modal(body: Body) -> bool:
    """Tell whether a button was pressed in a modal."""
    return bool((body.get("view") or {}).get("type") == "modal")


def pressed(body: Body) -> str:
    """Give what the pressed button carries."""
    return str(body["actions"][0].get("value") or "")


def two_of(value: str) -> tuple[str, str]:
    """Split what a button or modal carries into its two parts; a made-up value gives parts that nothing matches."""
    first, _, second = value.partition(":")
    return first, second


def revision_of(value: str) -> tuple[str, int]:
    """Split a partnership's id from the revision of its terms."""
    partnership_id, revision = two_of(value)
    return partnership_id, int(revision) if revision.isdecimal() else -1


def date_of(value: str) -> tuple[str, date]:
    """Split a partnership's id from the date of a check-in."""
    partnership_id, on = two_of(value)
    try:
        return partnership_id, date.fromisoformat(on)
    except ValueError:
        return partnership_id, date.min


def is_from_home(body: Body) -> bool:
    """Tell whether a button was pressed in App Home, or in a modal that was opened from there."""
    return is_home(body) or (is_modal(body) and metadata_of(body["view"])[1])


def remember_home(view: Block, body: Body) -> Block:
    """Note in a modal that it was opened from App Home, so that Home is shown anew afterwards."""
    return {**view, "private_metadata": view.get("private_metadata", "") + FROM_HOME} if is_from_home(body) else view


def metadata_of(view: Body) -> tuple[str, bool]:
    """Give what the modal carries, and whether it was opened from App Home."""
    carried = str(view.get("private_metadata") or "")
    return carried.removesuffix(FROM_HOME), carried.endswith(FROM_HOME)


def text_of(view: Body, field: Field) -> str | None:
    """Give what was typed; anything but text, as only a hand-made request holds, counts as nothing."""
    value = _answer(view, field).get("value")
    return value if isinstance(value, str) else None


def one_of(view: Body, field: Field, kind: type[E]) -> E:
    """Give the chosen value of an enum; raises MemberError for anything that is not in the list."""
    return _in_list((_answer(view, field).get("selected_option") or {}).get("value"), field, kind)


def some_of(view: Body, field: Field, kind: type[E]) -> frozenset[E]:
    """Give the chosen values of an enum, at least one."""
    chosen = _answer(view, field).get("selected_options") or ()
    if not chosen:
        raise MemberError("Please choose at least one.", field)
    return frozenset(_in_list(one.get("value"), field, kind) for one in chosen)


def number_of(view: Body, field: Field) -> int:
    """Give a chosen number."""
    value = chosen_value(view, field)
    if not value.isdecimal():
        raise MemberError(CHOOSE, field)
    return int(value)


def chosen_value(view: Body, field: Field) -> str:
    """Give the value of a chosen option as it is."""
    return str((_answer(view, field).get("selected_option") or {}).get("value") or "")


def person_of(view: Body, field: Field) -> str:
    """Give the id of the chosen person."""
    chosen = _answer(view, field).get("selected_user")
    if not chosen:
        raise MemberError("Please choose somebody.", field)
    return str(chosen)


def people_of(view: Body, field: Field) -> frozenset[str]:
    """Give the ids of the chosen people."""
    return frozenset(str(one) for one in _answer(view, field).get("selected_users") or ())


def channel_of(view: Body, field: Field) -> str | None:
    """Give the id of the chosen channel, if any; raises MemberError for what is no channel's id."""
    chosen = _answer(view, field).get("selected_conversation")
    if chosen and not CHANNEL.fullmatch(str(chosen)):
        raise MemberError(CHOOSE, field)
    return str(chosen) if chosen else None


def is_shown(view: Body, field: Field) -> bool:
    """Tell whether the form has this field, which some people are not shown."""
    return field.value in view["state"]["values"]


def chosen_date(view: Body, field: Field) -> date | None:
    """Give the chosen date, if any."""
    value = _answer(view, field).get("selected_date")
    found = _read(date.fromisoformat, value) if value else None
    if value and found is None:
        raise MemberError("Please choose a date.", field)
    return found


def required_date(view: Body, field: Field) -> date:
    """Give the chosen date; raises MemberError without one."""
    chosen = chosen_date(view, field)
    if chosen is None:
        raise MemberError("Please choose a date.", field)
    return chosen


def chosen_time(view: Body, field: Field) -> time:
    """Give the chosen time of day; raises MemberError without one."""
    found = _read(time.fromisoformat, _answer(view, field).get("selected_time"))
    if found is None:
        raise MemberError("Please choose a time.", field)
    return found


def _read(form: Callable[[str], T], value: object) -> T | None:
    """Read a value of a form; without a handler around what is raised next, since Python's own error quotes it."""
    try:
        return form(str(value))
    except ValueError:
        return None


def _answer(view: Body, field: Field) -> Body:
    answer: Body = view["state"]["values"].get(field.value, {}).get(ANSWER) or {}
    return answer


def _in_list(value: object, field: Field, kind: type[E]) -> E:
    found = next((one for one in kind if str(one.value) == str(value)), None)
    if found is None:
        raise MemberError(CHOOSE, field)
    return found
