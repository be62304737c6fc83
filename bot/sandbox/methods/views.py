"""Modals and Home views."""

import time

from bot.sandbox import arguments, lookups, modals
from bot.sandbox.blocks_check import checked_view
from bot.sandbox.rates import Tier
from bot.sandbox.refusals import Refused, faulty
from bot.sandbox.registry import Method
from bot.sandbox.world import Json, OpenView, World

TRIGGER_SECONDS = 3.0
"""How long a trigger lives, in real time whatever the workspace's clock says."""
DEEPEST = 3
"""Views in one stack."""


def _view(params: Json) -> object:
    given: object = arguments.structure(params, "view", "invalid_arguments")
    return given


def _spend_trigger(world: World, params: Json) -> str:
    trigger = arguments.needed(params, "trigger_id")
    if trigger in world.spent_triggers:
        raise Refused("exchanged_trigger_id")
    if trigger not in world.triggers:
        raise Refused("invalid_trigger_id")
    person_id, issued = world.triggers.pop(trigger)
    if time.monotonic() - issued > TRIGGER_SECONDS:
        raise Refused("expired_trigger_id")
    world.spent_triggers.add(trigger)
    return person_id


def open_(world: World, params: Json) -> Json:
    """Open a modal for whoever the trigger belongs to; what was open before is gone."""
    checked = checked_view(world, _view(params), "modal")
    person_id = _spend_trigger(world, params)
    world.modals[person_id] = []
    return {"view": modals.push(world, person_id, checked).view}


def push(world: World, params: Json) -> Json:
    """Put a modal on top of an open one; raises `push_limit_reached` at the fourth."""
    checked = checked_view(world, _view(params), "modal")
    person_id = _spend_trigger(world, params)
    stack = world.modals.get(person_id, [])
    if not stack:
        raise Refused("not_found")
    if len(stack) >= DEEPEST:
        raise Refused("push_limit_reached")
    return {"view": modals.push(world, person_id, checked).view}


def update(world: World, params: Json) -> Json:
    """Change an open view, named by its id or external id; raises `hash_conflict` if it changed meanwhile."""
    shown = _named(world, params)
    checked = checked_view(world, _view(params), shown.view["type"])
    _unchanged(shown, params)
    return {"view": modals.replace(world, shown, checked).view}


def _named(world: World, params: Json) -> OpenView:
    names = ("view_id", "external_id")
    wanted = [(name.removeprefix("view_"), arguments.text(params, name)) for name in names]
    wanted = [(key, value) for key, value in wanted if value]
    if not wanted:
        raise faulty("invalid_arguments", ["missing required field: view_id"])
    shown = [view for stack in world.modals.values() for view in stack] + list(world.homes.values())
    for view in shown:
        if all(view.view[key] == value for key, value in wanted):
            return view
    raise Refused("not_found")


def _unchanged(shown: OpenView, params: Json) -> None:
    if (given := arguments.text(params, "hash")) and given != shown.view["hash"]:
        raise Refused("hash_conflict")


def publish(world: World, params: Json) -> Json:
    """Show a Home view to one person; raises `hash_conflict` if it changed meanwhile."""
    person = lookups.person(world, arguments.needed(params, "user_id"))
    checked = checked_view(world, _view(params), "home")
    if person.id in world.homes:
        _unchanged(world.homes[person.id], params)
    return {"view": modals.publish(world, person.id, checked).view}


METHODS = (
    Method("views.open", open_, Tier.FOUR),
    Method("views.push", push, Tier.FOUR),
    Method("views.update", update, Tier.FOUR),
    Method("views.publish", publish, Tier.FOUR),
)
