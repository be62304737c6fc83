"""Pinned messages."""

from bot.sandbox import arguments, lookups
from bot.sandbox.rates import Tier
from bot.sandbox.refusals import Refused
from bot.sandbox.registry import Method
from bot.sandbox.world import Conversation, Json, World


def _pinnable(world: World, params: Json) -> tuple[Conversation, str]:
    place = lookups.joined(world, arguments.text(params, "channel"))
    ts = arguments.text(params, "timestamp")
    if not ts:
        raise Refused("no_item_specified")
    return place, lookups.message(place, ts).ts


def add(world: World, params: Json) -> Json:
    """Pin a message; raises `already_pinned`."""
    place, ts = _pinnable(world, params)
    if ts in place.pins:
        raise Refused("already_pinned")
    place.pins.append(ts)
    return {}


def remove(world: World, params: Json) -> Json:
    """Take a pin away; raises `no_pin`."""
    place, ts = _pinnable(world, params)
    if ts not in place.pins:
        raise Refused("no_pin")
    place.pins.remove(ts)
    return {}


METHODS = (
    Method("pins.add", add, Tier.TWO, "pins:write"),
    Method("pins.remove", remove, Tier.TWO, "pins:write"),
)
