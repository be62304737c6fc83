"""Which scope a conversation asks for, by its kind."""

from bot.sandbox.refusals import missing_scope
from bot.sandbox.world import World

FAMILIES = {"im": "im", "mpim": "mpim", "channel": "channels"}
"""The first half of a scope's name by kind of conversation."""


def require(world: World, scope: str) -> None:
    """Refuse with `missing_scope` if the token lacks the scope; an empty scope is always there."""
    if scope and scope not in world.scopes:
        raise missing_scope(scope, world.scopes)


def require_for_kind(world: World, kind: str, act: str) -> None:
    """Refuse unless the token may do this act (`read`, `write` or `history`) in this kind of conversation."""
    require(world, f"{FAMILIES[kind]}:{act}")


def require_for_any_kind(world: World, act: str) -> None:
    """Refuse if the token may do the act nowhere; Slack says so before it looks for the conversation."""
    asked = [f"{family}:{act}" for family in FAMILIES.values()]
    if not world.scopes.intersection(asked):
        raise missing_scope(",".join(asked), world.scopes)
