"""Writes docs/messages.md anew: every message and modal that the golden files hold, for a reader of the voice."""

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from tests.bot.golden import FOLDER

PAGE = Path(__file__).parents[2] / "docs" / "messages.md"
HEAD = """# Every message of Trellis

All that Trellis says, as the tests hold it: messages, modals and Home, by topic. `[…]` is a button, an indented
quotation is what somebody wrote, and *Notification* is the line that a phone shows. Names stand as ids. Written by
`make messages` from `tests/bot/golden/`; change the words in `bot/slack/blocks/`, never here.
"""
TOPICS = {
    "help": "First words",
    "goal": "A goal",
    "members": "Coming and going",
    "suggestion": "Suggestions",
    "circle": "Circles",
    "introduction": "The first hello",
    "convene": "The first move",
    "covenant": "The covenant",
    "calendar": "The calendar",
    "check-in": "Check-ins",
    "move": "Moving a check-in",
    "skip": "Letting a check-in go",
    "traded": "Traded recordings and written check-ins",
    "mid-month": "The written check-in between",
    "daily": "The daily step",
    "milestone": "Milestones",
    "life": "The life of a partnership",
    "practice": "Practice cards",
    "link": "Wider circles",
    "home": "Home",
    "settings": "Settings",
    "preview": "The preview for hosts",
    "pulse": "The pulse",
}
"""Headings by the beginning of a file's name, in the order of a life; others follow under their own first word."""
MOST_OPTIONS = 8
_LINK = re.compile(r"<([^<>|]+)\|([^<>]*)>")
_BOLD = re.compile(r"(?<![\w*])\*([^*\n]+)\*(?![\w*])")


def page() -> str:
    """Give the whole page."""
    names = sorted(file.stem for file in FOLDER.glob("*.json"))
    topics = {topic: [name for name in names if _topic(name) == topic] for topic in {_topic(name) for name in names}}
    order = [*TOPICS, *sorted(topics.keys() - TOPICS.keys())]
    parts = [part for topic in order if topic in topics for part in _chapter(topic, topics[topic])]
    return "\n\n".join([HEAD.strip(), *parts]) + "\n"


def _topic(name: str) -> str:
    known = [topic for topic in TOPICS if f"{name}-".startswith(f"{topic}-")]
    return max(known, key=len, default=name.split("-")[0])


def _chapter(topic: str, names: Iterable[str]) -> Iterator[str]:
    yield f"## {TOPICS.get(topic, topic.capitalize())}"
    for name in names:
        shown = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
        yield f"### {name.replace('-', ' ')}"
        yield "\n>\n".join(_quoted(part) for part in _card(shown))


def _card(shown: Any) -> Iterator[str]:
    if shown.get("type") == "modal":
        yield f"**{shown['title']['text']}** (modal)"
    if "text" in shown:
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
    lines = [_BOLD.sub(r"**\1**", line) for line in named.split("\n")]
    return "\\\n".join(re.sub(r"^• ", "- ", line) for line in lines)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
