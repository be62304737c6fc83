"""How what somebody types reaches Slack: escaped, with mentions turned into ids."""

import re

from bot.sandbox.world import World


def typed(text: str, world: World) -> str:
    """Escape a text as Slack does, and name people as `<@id|name>` (`should_escape` in a manifest).

    Slack offers people while somebody types; here both names do, the short one and the one that messages show.
    """
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    people = {name.lower(): one for one in world.people.values() for name in (one.name, one.real_name)}
    longest_first = sorted(people, key=len, reverse=True)
    mention = rf"(?<!\w)@({'|'.join(re.escape(name) for name in longest_first)})(?![\w-]|\.\w)"

    def named(found: re.Match[str]) -> str:
        person = people[found[1].lower()]
        return f"<@{person.id}|{person.name}>"

    return re.sub(mention, named, escaped, flags=re.IGNORECASE)
