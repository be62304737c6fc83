"""Where a person can look in their client, and on the page."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum, unique
from typing import assert_never

from bot.sandbox.actor import Actor
from bot.sandbox.page.playground import Playground
from bot.sandbox.world import Conversation


@unique
class Kind(StrEnum):
    """Kinds of places; the last three are Slack's own words."""

    HOME = "home"
    STORED = "stored"
    IM = "im"
    MPIM = "mpim"
    CHANNEL = "channel"


@dataclass(frozen=True, slots=True)
class Place:
    """One place in the list on the left; `id` stands in the page's address."""

    id: str
    kind: Kind
    name: str
    unread: int = 0

    @property
    def is_writable(self) -> bool:
        """Tell whether people can write here: never to the bot itself."""
        return self.kind in {Kind.MPIM, Kind.CHANNEL}


STORED = Place("stored", Kind.STORED, "What Trellis stores")


def places(playground: Playground, actor: Actor) -> list[Place]:
    """List Home, the conversation with Trellis, group DMs and the channel."""
    return [Place("home", Kind.HOME, "Trellis Home"), *_conversations(playground, actor)]


def place_of(playground: Playground, actor: Actor, place_id: str) -> Place | None:
    """Find the place that an address names, if this person can look there."""
    return next((one for one in [*places(playground, actor), STORED] if one.id == place_id), None)


def _conversations(playground: Playground, actor: Actor) -> Iterator[Place]:
    general = actor.world.conversations[actor.world.general_id]
    for one in [actor.dm, *reversed(actor.group_dms), general]:
        yield Place(one.id, Kind(one.kind), _name(actor, one), playground.unread(actor, one.id))


def _name(actor: Actor, one: Conversation) -> str:
    match Kind(one.kind):
        case Kind.IM:
            return "Trellis"
        case Kind.MPIM:
            others = one.members - {actor.id, actor.world.bot_user_id}
            return ", ".join(sorted(actor.world.people[other].real_name.split()[0] for other in others))
        case Kind.CHANNEL | Kind.HOME | Kind.STORED:
            return f"#{one.name}"
        case other:
            assert_never(other)
