"""Where on a person's screen something can be clicked."""

from copy import deepcopy
from enum import StrEnum, unique
from typing import assert_never

from bot.sandbox.elements import NotPossibleError, Placed, interactive
from bot.sandbox.onlooker import Onlooker, Values
from bot.sandbox.world import Json, Message, OpenView

Spot = Message | OpenView
"""A message or a view that holds interactive elements."""


@unique
class Where(StrEnum):
    """Parts of the screen."""

    MODAL = "modal"
    HOME = "home"
    MESSAGES = "messages"


def find(
    eyes: Onlooker, action_id: str, where: Where | Message | None, value: str | None = None
) -> tuple[Spot, Placed]:
    """Find the one element with this action id that the person sees, in the newest message that has one.

    Without `where`: in the open modal alone, else in an open Home tab, else in messages. `value` tells buttons apart.
    """
    for spot in _spots(eyes, where):
        found = [
            placed
            for placed in interactive(blocks_of(spot))
            if placed.action_id == action_id and value in {None, placed.element.get("value")}
        ]
        if len(found) > 1:
            raise NotPossibleError(f"{action_id} is there {len(found)} times: say which by value")
        if found:
            return deepcopy(spot), deepcopy(found[0])
    raise NotPossibleError(f"{eyes.id} sees no {action_id}")


def blocks_of(spot: Spot) -> list[Json]:
    """Give what a message or view is made of."""
    return spot.blocks if isinstance(spot, Message) else spot.view["blocks"]


def values_of(eyes: Onlooker, spot: Spot) -> Values:
    """Give the live record of what was put into the elements of a message or view."""
    if isinstance(spot, Message):
        return eyes.client.choices.setdefault(spot.ts, {})
    live = [*eyes.world.modals.get(eyes.id, []), *eyes.world.homes.values()]
    for view in live:
        if view.view["id"] == spot.view["id"]:
            values: Values = view.view["state"]["values"]
            return values
    raise NotPossibleError(f"{eyes.id} no longer sees that view")


def _spots(eyes: Onlooker, where: Where | Message | None) -> list[Spot]:
    if isinstance(where, Message):
        return [message for message in eyes.messages() if message is where or message.ts == where.ts]
    match where or _looking_at(eyes):
        case Where.MODAL:
            return [eyes.top_view] if eyes.top_view else []
        case Where.HOME:
            return [eyes.world.homes[eyes.id]] if eyes.client.at_home and eyes.id in eyes.world.homes else []
        case Where.MESSAGES:
            return [*reversed(eyes.messages())]
        case other:
            assert_never(other)


def _looking_at(eyes: Onlooker) -> Where:
    if eyes.top_view:
        return Where.MODAL
    return Where.HOME if eyes.client.at_home else Where.MESSAGES
