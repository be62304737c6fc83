"""Refuses blocks and views that Slack would refuse, and gives ids to those that came without."""

import json
from collections.abc import Iterator
from typing import Any

from bot.sandbox.limits import HOME, MESSAGE, MESSAGE_BLOCKS_SIZE, MODAL, VIEW_SIZE
from bot.sandbox.refusals import Refused, faulty
from bot.sandbox.schema import fault
from bot.sandbox.world import Json, World


def message_blocks(world: World, given: Any) -> list[Json]:
    """Give a message's blocks as Slack stores them; raises `invalid_blocks` or `msg_blocks_too_long`."""
    if not isinstance(given, list):
        raise Refused("invalid_blocks_format")
    found = [*MESSAGE.faults(given, "/blocks")] or [*_between_blocks(given, "/blocks")]
    if found:
        raise faulty("invalid_blocks", found)
    if _size(given) > MESSAGE_BLOCKS_SIZE:
        raise Refused("msg_blocks_too_long")
    return [_with_ids(world, block) for block in given]


def checked_view(world: World, given: Any, kind: str) -> Json:
    """Give a view whose blocks have ids; raises `invalid_arguments`, or `view_too_large`."""
    if not isinstance(given, dict):
        raise faulty("invalid_arguments", [fault("must be an object", "/view")])
    if given.get("type") != kind:
        raise faulty("invalid_arguments", [fault(f"must be a view of type {kind}", "/view/type")])
    rule = MODAL if kind == "modal" else HOME
    found = [*rule.faults(given, "/view")] or [*_between_blocks(given["blocks"], "/view/blocks")]
    if found := found or [*_without_submit(given)]:
        raise faulty("invalid_arguments", found)
    if _size(given) > VIEW_SIZE:
        raise Refused("view_too_large")
    return given | {"blocks": [_with_ids(world, block) for block in given["blocks"]]}


def elements(block: Json) -> list[Json]:
    """Give what a member can act on in a block: its elements, accessory or input element."""
    inside = [*block.get("elements", []), block.get("accessory"), block.get("element")]
    return [item for item in inside if item and item.get("type") not in {"image", "mrkdwn", "plain_text"}]


def _size(given: Any) -> int:
    return len(json.dumps(given, ensure_ascii=False, separators=(",", ":")))


def _without_submit(view: Json) -> Iterator[str]:
    if view["type"] == "modal" and "submit" not in view:
        for place, block in enumerate(view["blocks"]):
            if block["type"] == "input":
                yield fault("must define `submit` to use an `input` block in modals", f"/view/blocks/{place}")


def _between_blocks(blocks: list[Json], at: str) -> Iterator[str]:
    seen: set[str] = set()
    for place, block in enumerate(blocks):
        block_id = block.get("block_id")
        if block_id in seen:
            yield fault("`block_id` already exists", f"{at}/{place}/block_id")
        if block_id:
            seen.add(block_id)
        if block["type"] != "rich_text":
            yield from _between_elements(block, f"{at}/{place}")


def _between_elements(block: Json, at: str) -> Iterator[str]:
    seen: set[str] = set()
    for element in elements(block):
        action_id = element.get("action_id")
        if action_id in seen:
            yield fault("`action_id` already exists", at)
        if action_id:
            seen.add(action_id)
        yield from _initial_choices(element, at)


def _initial_choices(element: Json, at: str) -> Iterator[str]:
    offered = [*element.get("options", [])]
    offered += [option for group in element.get("option_groups", []) for option in group["options"]]
    chosen = [*element.get("initial_options", [])]
    chosen += [element["initial_option"]] if "initial_option" in element else []
    if any(option not in offered for option in chosen):
        yield fault("initial option must be one of the options", at)
    if element.get("min_length", 0) > element.get("max_length", 3000):
        yield fault("`min_length` must not be more than `max_length`", at)


def _with_ids(world: World, block: Json) -> Json:
    named: Json = {**block, "block_id": block.get("block_id") or world.next_id("b")}
    if block["type"] in {"actions", "context"}:
        named["elements"] = [_with_action_id(world, item) for item in block["elements"]]
    for place in {"accessory", "element"} & block.keys():
        named[place] = _with_action_id(world, block[place])
    return named


def _with_action_id(world: World, element: Json) -> Json:
    if element["type"] in {"image", "mrkdwn", "plain_text"} or element.get("action_id"):
        return element
    return {**element, "action_id": world.next_id("a")}
