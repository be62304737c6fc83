"""The inputs of a modal, ready to be drawn, and what a browser sends back for them."""

from collections.abc import Iterable
from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from bot.sandbox.elements import Placed, inputs
from bot.sandbox.fields import FIELDS, Given
from bot.sandbox.forms import value_of
from bot.sandbox.onlooker import Shown
from bot.sandbox.world import Json, World

SEVERAL = frozenset({"checkboxes", "multi_static_select", "multi_users_select"})
"""Kinds of which several options can be chosen; all are drawn as checkboxes."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One option of a list."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Drawn:
    """One input; `groups` holds its options by heading, which is empty where there is only one group."""

    name: str
    kind: str
    label: str
    hint: str
    optional: bool
    value: str
    groups: dict[str, list[Choice]]
    error: str | None
    has_focus: bool


def drawn(modal: Shown, world: World) -> dict[str, Drawn]:
    """Give every input of a modal by block id; the first with an error has the focus, else the first."""
    found = inputs(modal.view["blocks"])
    focus = next((one.block_id for one in found if one.block_id in modal.errors), found[0].block_id if found else "")
    return {one.block_id: _drawn(one, modal, world, one.block_id == focus) for one in found}


def given(modal: Shown, form: MultiDict[str, str]) -> dict[str, Given]:
    """Read what the browser sent, in the form in which `Actor.fill` takes it."""
    return {one.block_id: _given(one, form.getlist(_name(one))) for one in inputs(modal.view["blocks"])}


def _name(placed: Placed) -> str:
    return f"input-{placed.block_id}"


def _given(placed: Placed, values: list[str]) -> Given:
    if placed.kind in SEVERAL:
        return values
    return values[0].replace("\r\n", "\n") or None if values else None


def _drawn(placed: Placed, modal: Shown, world: World, has_focus: bool) -> Drawn:
    content = value_of(placed, modal.view["state"]["values"])[FIELDS[placed.kind].answer]
    several = content if isinstance(content, list) else [] if content is None else [content]
    chosen = [each["value"] if isinstance(each, dict) else str(each) for each in several]
    return Drawn(
        name=_name(placed),
        kind=placed.kind,
        label=placed.block["label"]["text"],
        hint=(placed.block.get("hint") or {}).get("text", ""),
        optional=bool(placed.block.get("optional")),
        value=chosen[0] if chosen else "",
        groups=_groups(placed, chosen, world),
        error=modal.errors.get(placed.block_id),
        has_focus=has_focus,
    )


def _groups(placed: Placed, chosen: list[str], world: World) -> dict[str, list[Choice]]:
    if placed.kind in {"users_select", "multi_users_select"}:
        active = [one for one in world.people.values() if not one.deleted]
        return {"": [Choice(one.id, one.real_name, one.id in chosen) for one in active]}
    if placed.kind == "conversations_select":
        channels = [one for one in world.conversations.values() if one.kind == "channel"]
        return {"": [Choice(one.id, f"#{one.name}", one.id in chosen) for one in channels]}
    if "option_groups" in placed.element:
        groups = placed.element["option_groups"]
        return {group["label"]["text"]: _choices(group["options"], chosen) for group in groups}
    return {"": _choices(placed.element.get("options", []), chosen)}


def _choices(options: Iterable[Json], chosen: list[str]) -> list[Choice]:
    return [Choice(one["value"], one["text"]["text"], one["value"] in chosen) for one in options]
