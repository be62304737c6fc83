"""Slack's text formatting as a person sees it, and whom it pings."""

import re
from dataclasses import dataclass
from datetime import datetime

from bot.sandbox.dates import shown_date
from bot.sandbox.world import World

_ENTITY = re.compile(r"<([^<>]+)>")
_CODE = re.compile(r"```(.+?)```|`([^`\n]+)`", re.DOTALL)
_STYLED = re.compile(r"(?<![\w*_~])([*_~])(?=\S)([^\n]*?\S)\1(?![\w*_~])")
_QUOTED = re.compile(r"^(?:&gt;|>) ?", re.MULTILINE)
_BROADCASTS = frozenset({"!channel", "!here", "!everyone"})


@dataclass(frozen=True, slots=True)
class Viewer:
    """Whose eyes a text is rendered for."""

    world: World
    person_id: str

    @property
    def zone(self) -> str:
        """Give the zone in which this person's client shows times."""
        return self.world.people[self.person_id].zone

    @property
    def now(self) -> datetime:
        """Give the workspace's time."""
        return self.world.clock.now()


def shown(text: str, viewer: Viewer) -> str:
    """Render mrkdwn to plain text: names for mentions, dates in the viewer's zone, marks taken off."""
    kept: list[str] = []

    def keep(piece: str) -> str:
        kept.append(piece)
        return f"\0{len(kept) - 1}\0"

    text = _CODE.sub(lambda code: keep(code[1] or code[2]), text)
    text = _ENTITY.sub(lambda entity: keep(_entity(entity[1], viewer)), text)
    text = _unstyled(_QUOTED.sub("▎ ", text))
    while "\0" in text:
        text = re.sub(r"\0(\d+)\0", lambda place: kept[int(place[1])], text)
    return unescaped(text)


def unescaped(text: str) -> str:
    """Turn Slack's three escapes back into characters."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def pinged(text: str) -> set[str]:
    """Find whom unescaped mentions in mrkdwn notify: person ids, or channel, here, everyone."""
    found: set[str] = set()
    for entity in _ENTITY.findall(text):
        name = entity.partition("|")[0]
        if name.startswith("@") or name in _BROADCASTS:
            found.add(name[1:])
    return found


def name_of(person_id: str, world: World) -> str:
    """Give the name that a mention shows."""
    person = world.people.get(person_id)
    return f"@{person.real_name}" if person else "@Trellis" if person_id == world.bot_user_id else "@unknown"


def _unstyled(text: str) -> str:
    plain = _STYLED.sub(r"\2", text)
    return plain if plain == text else _unstyled(plain)


def _entity(entity: str, viewer: Viewer) -> str:
    name, _, label = entity.partition("|")
    if name.startswith("@"):
        return name_of(name[1:], viewer.world)
    if name.startswith("#"):
        channel = viewer.world.conversations.get(name[1:])
        return f"#{channel.name if channel else label}"
    if name.startswith("!date^"):
        return shown_date(entity, viewer.zone, viewer.now)
    if name.startswith("!"):
        return f"@{name[1:]}" if name in _BROADCASTS else label
    return label or name
