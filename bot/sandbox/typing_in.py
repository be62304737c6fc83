"""How what somebody types reaches Slack: escaped, with mentions turned into ids."""

import re

from bot.sandbox.world import World

_MENTION = re.compile(r"(?<!\w)@([\w.-]*\w)")


def typed(text: str, world: World) -> str:
    """Escape a text as Slack does, and name people as `<@id|name>` (`should_escape` in a manifest)."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    ids = {person.name: person.id for person in world.people.values()}

    def mention(found: re.Match[str]) -> str:
        name = found[1].lower()
        return f"<@{ids[name]}|{name}>" if name in ids else found[0]

    return _MENTION.sub(mention, escaped)
