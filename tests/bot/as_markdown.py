"""A message or modal as Markdown, the way somebody reads it who looks at all of them in one sitting."""

import re
from collections.abc import Iterator
from typing import Any

MOST_OPTIONS = 8
_LINK = re.compile(r"<([^<>|]+)\|([^<>]*)>")
_BOLD = re.compile(r"(?<![\w*])\*([^*\n]+)\*(?![\w*])")


def quotation(shown: Any) -> str:
    """Give a message, modal or Home as one quotation; raises ValueError for a piece that it cannot show."""
    return "\n>\n".join(_quoted(part) for part in _card(shown))


def _card(shown: Any) -> Iterator[str]:
    if shown.get("type") == "modal":
        yield f"**{shown['title']['text']}** (modal)"
    if "text" in shown and shown["text"] != shown["blocks"][0].get("text", {}).get("text"):
        yield f"*Notification: {_markdown(shown['text'])}*"
    for block in shown["blocks"]:
        yield from _block(block)
    ends = [f"[{shown[part]['text']}]" for part in ("close", "submit") if shown.get(part)]
    if ends:
        yield " ".join(ends)


def _block(block: Any) -> Iterator[str]:
    match block["type"]:
        case "header":
            yield f"**{block['text']['text']}**"
        case "section" if block["text"]["type"] == "plain_text":
            yield _quoted(block["text"]["text"])
        case "section":
            yield _markdown(block["text"]["text"])
            if "accessory" in block:
                yield _element(block["accessory"])
        case "context":
            yield f"<sub>{' '.join(_markdown(part['text']) for part in block['elements'])}</sub>"
        case "actions":
            yield " ".join(_element(one) for one in block["elements"])
        case "input":
            yield _field(block)
        case "divider":
            yield "· · ·"
        case other:
            raise ValueError(f"nobody has said how a {other} block is shown on the page")


def _field(block: Any) -> str:
    optional = " (may stay empty)" if block.get("optional") else ""
    hint = block.get("hint") or {}
    lines = [f"**{block['label']['text']}**{optional}: {_element(block['element'])}", hint.get("text", "")]
    return "\\\n".join(line for line in lines if line)


def _element(element: Any) -> str:
    match element["type"]:
        case "button":
            asks = f" (asks first: {element['confirm']['text']['text']})" if element.get("confirm") else ""
            return f"[{element['text']['text']}]{asks}"
        case "plain_text_input":
            return "…"
        case "datepicker" | "timepicker":
            return f"{element.get('initial_date') or element.get('initial_time') or 'a date'}"
        case "static_select" | "checkboxes" | "radio_buttons" | "multi_static_select":
            return " / ".join(_options(element))
        case kind if kind.endswith("_select"):
            return f"({kind.replace('_', ' ').replace('multi ', 'several of ').removesuffix(' select')})"
        case other:
            raise ValueError(f"nobody has said how a {other} is shown on the page")


def _options(element: Any) -> Iterator[str]:
    groups = element.get("option_groups") or [{"options": element.get("options", [])}]
    options = [option for group in groups for option in group["options"]]
    first = [element.get("initial_option")] if element.get("initial_option") else []
    chosen = {one["value"] for one in element.get("initial_options") or first}
    for option in options[:MOST_OPTIONS]:
        yield f"*{option['text']['text']}*" if option["value"] in chosen else option["text"]["text"]
    if len(options) > MOST_OPTIONS:
        yield f"and {len(options) - MOST_OPTIONS} more"


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))


def _markdown(text: str) -> str:
    """Turn Slack's markup into Markdown."""
    linked = _LINK.sub(
        lambda found: found[2] if found[1].startswith(("!", "@", "#")) else f"[{found[2]}]({found[1]})", text
    )
    named = re.sub(r"<[@#]([A-Z0-9]+)>", r"@\1", linked)
    lines = [re.sub(r"^• ", "- ", _BOLD.sub(r"**\1**", line)) for line in named.split("\n")]
    return "".join(line + _ending(line, after) for line, after in zip(lines, [*lines[1:], None], strict=True))


def _ending(line: str, after: str | None) -> str:
    """Break a line where Markdown would go on; beside a list it would show the sign for it."""
    if after is None:
        return ""
    return "\n" if line.startswith("- ") or after.startswith("- ") else "\\\n"
