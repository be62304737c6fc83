"""Slack's text as HTML for one person's eyes; everything that somebody wrote is escaped."""

import re

from markupsafe import Markup, escape

from bot.sandbox.mrkdwn import Viewer, shown, unescaped
from bot.sandbox.world import Json

EMOJI = {"seedling": "🌱"}
"""Those that Trellis writes by name."""
_ENTITY = re.compile(r"<([^<>]+)>")
_CODE = re.compile(r"```(.+?)```|`([^`\n]+)`", re.DOTALL)
_STYLED = re.compile(r"(?<![\w*_~])([*_~])(?=\S)([^\n]*?\S)\1(?![\w*_~])")
_QUOTED = re.compile(r"^&gt; ?(.*)$", re.MULTILINE)
_EMOJI = re.compile(r":(\w+):")
_KEPT = re.compile(r"\0(\d+)\0")
_TAGS = {"*": "strong", "_": "em", "~": "s"}


def composed(text: Json, viewer: Viewer) -> Markup:
    """Render a text object of Block Kit."""
    return mrkdwn(text["text"], viewer) if text["type"] == "mrkdwn" else escape(unescaped(text["text"]))


def mrkdwn(text: str, viewer: Viewer) -> Markup:
    """Render mrkdwn: bold, italic, struck out, code, quotes, links, and names and dates as the viewer sees them."""
    kept: list[Markup] = []

    def keep(piece: Markup) -> str:
        kept.append(piece)
        return f"\0{len(kept) - 1}\0"

    text = text.replace("\0", "")
    text = _CODE.sub(lambda code: keep(_code(code[1] or code[2])), text)
    text = _ENTITY.sub(lambda entity: keep(_entity(entity[1], viewer)), text)
    html = _QUOTED.sub(r'<span class="quote">\1</span>', _styled(str(escape(unescaped(text)))))
    html = _EMOJI.sub(lambda name: EMOJI.get(name[1], name[0]), html)
    while _KEPT.search(html):
        html = _KEPT.sub(lambda place: kept[int(place[1])], html)
    return Markup(html)


def _styled(html: str) -> str:
    styled = _STYLED.sub(lambda found: f"<{_TAGS[found[1]]}>{found[2]}</{_TAGS[found[1]]}>", html)
    return html if styled == html else _styled(styled)


def _code(text: str) -> Markup:
    return Markup("<code>{}</code>").format(unescaped(text))


def _entity(entity: str, viewer: Viewer) -> Markup:
    address, _, label = entity.partition("|")
    if address.startswith(("https://", "http://")):
        link = Markup('<a href="{}" rel="noreferrer">{}</a>')
        return link.format(unescaped(address), unescaped(label or address))
    said = shown(f"<{entity}>", viewer)
    return Markup('<span class="mention">{}</span>').format(said) if entity[0] in "@#" else escape(said)
