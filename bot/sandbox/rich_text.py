"""Rich text blocks as a person sees them, and whom they ping; their text is literal, never parsed."""

from collections.abc import Iterator

from bot.sandbox.dates import shown_date
from bot.sandbox.mrkdwn import Viewer, name_of
from bot.sandbox.world import Json


def shown(block: Json, viewer: Viewer) -> str:
    """Render one rich text block."""
    return "\n".join(_section(section, viewer) for section in block["elements"])


def pinged(block: Json) -> set[str]:
    """Find whom its mentions notify."""
    found: set[str] = set()
    for leaf in _leaves(block):
        if leaf["type"] == "user":
            found.add(leaf["user_id"])
        elif leaf["type"] == "broadcast":
            found.add(leaf["range"])
    return found


def _section(section: Json, viewer: Viewer) -> str:
    if section["type"] == "rich_text_list":
        return "\n".join(f"• {_section(item, viewer)}" for item in section["elements"])
    line = "".join(_leaf(leaf, viewer) for leaf in section["elements"])
    return f"▎ {line}" if section["type"] == "rich_text_quote" else line


def _leaf(leaf: Json, viewer: Viewer) -> str:
    match leaf["type"]:
        case "text":
            return str(leaf["text"])
        case "link":
            return str(leaf.get("text") or leaf["url"])
        case "user":
            return name_of(leaf["user_id"], viewer.world)
        case "emoji":
            return f":{leaf['name']}:"
        case "broadcast":
            return f"@{leaf['range']}"
        case "date":
            command = f"!date^{leaf['timestamp']}^{leaf['format']}|{leaf.get('fallback', '')}"
            return shown_date(command, viewer.zone, viewer.now)
        case other:
            return f"[{other}]"


def _leaves(part: Json) -> Iterator[Json]:
    for child in part.get("elements", []):
        if "elements" in child:
            yield from _leaves(child)
        else:
            yield child
