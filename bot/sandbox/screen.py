"""Messages and views as plain text, the way one person sees them."""

from collections.abc import Iterable, Mapping

from bot.sandbox import rich_text
from bot.sandbox.elements import Placed
from bot.sandbox.fields import FIELDS
from bot.sandbox.forms import Answers, value_of
from bot.sandbox.mrkdwn import Viewer, name_of, shown, unescaped
from bot.sandbox.world import Json, Message

_NO_ERRORS: Mapping[str, str] = {}


def text(message: Message, viewer: Viewer, answers: Answers | None = None) -> str:
    """Render a message; with blocks the plain `text` is only for notifications and not shown."""
    files = [f"[{file.title}: {file.alt_text or file.name}]" for file in message.files]
    if message.blocks:
        return "\n".join(_blocks(message.blocks, viewer, answers or {}, _NO_ERRORS) + files)
    return "\n".join(([shown(message.text, viewer)] if message.text else []) + files)


def view(content: Json, viewer: Viewer, errors: Mapping[str, str] = _NO_ERRORS) -> str:
    """Render a modal or Home view, with what the person has put in and the errors beneath it."""
    lines = [content["title"]["text"]] if content["type"] == "modal" else []
    lines += _blocks(content["blocks"], viewer, content["state"]["values"], errors)
    lines += [f"[{content[part]['text']}]" for part in ("close", "submit") if content.get(part)]
    return "\n".join(lines)


def _blocks(blocks: Iterable[Json], viewer: Viewer, answers: Answers, errors: Mapping[str, str]) -> list[str]:
    lines: list[str] = []
    for block in blocks:
        lines += _block(block, viewer, answers)
        if block.get("block_id") in errors:
            lines.append(f"⚠ {errors[block['block_id']]}")
    return [line for line in lines if line]


def _block(block: Json, viewer: Viewer, answers: Answers) -> list[str]:
    match block["type"]:
        case "section":
            return _section(block, viewer, answers)
        case "header":
            return [_text(block["text"], viewer)]
        case "context":
            return ["  ".join(_part(part, viewer) for part in block["elements"])]
        case "actions":
            return [" ".join(_element(Placed(block, part), viewer, answers) for part in block["elements"])]
        case "input":
            return _input(Placed(block, block["element"]), viewer, answers)
        case "rich_text":
            return [rich_text.shown(block, viewer)]
        case "divider":
            return ["———"]
        case "image":
            return [f"[{block['alt_text']}]"]
        case other:
            return [f"[{other}]"]


def _section(block: Json, viewer: Viewer, answers: Answers) -> list[str]:
    texts = [block["text"]] if "text" in block else []
    lines = [_text(part, viewer) for part in texts + block.get("fields", [])]
    if "accessory" in block:
        lines.append(_element(Placed(block, block["accessory"]), viewer, answers))
    return lines


def _input(placed: Placed, viewer: Viewer, answers: Answers) -> list[str]:
    optional = " (optional)" if placed.block.get("optional") else ""
    label = placed.block["label"]["text"]
    hint = placed.block.get("hint", {}).get("text", "")
    return [f"{label}{optional}: {_value(placed, viewer, answers)}", hint]


def _element(placed: Placed, viewer: Viewer, answers: Answers) -> str:
    if placed.kind == "image":
        return f"[{placed.element['alt_text']}]"
    if placed.kind == "overflow":
        return f"[{' / '.join(option['text']['text'] for option in placed.element['options'])}]"
    if placed.kind not in FIELDS:
        return f"[{placed.element.get('text', {}).get('text', placed.kind)}]"
    label = placed.element.get("placeholder", {}).get("text", "")
    return f"[{_value(placed, viewer, answers) or label}]"


def _value(placed: Placed, viewer: Viewer, answers: Answers) -> str:
    if placed.kind not in FIELDS:
        return f"[{placed.kind}]"
    content = value_of(placed, answers)[FIELDS[placed.kind].answer]
    several = content if isinstance(content, list) else [] if content is None else [content]
    return ", ".join(_named(each, placed.kind, viewer) for each in several)


def _named(content: object, kind: str, viewer: Viewer) -> str:
    if isinstance(content, dict):
        return str(content["text"]["text"])
    return name_of(str(content), viewer.world) if "users" in kind else str(content)


def _part(part: Json, viewer: Viewer) -> str:
    return f"[{part['alt_text']}]" if part["type"] == "image" else _text(part, viewer)


def _text(composed: Json, viewer: Viewer) -> str:
    # Plain text is escaped too where Slack keeps it (slackapi/bolt-python#513), so clients turn it back.
    return shown(composed["text"], viewer) if composed["type"] == "mrkdwn" else unescaped(composed["text"])
