"""Reads a page as a browser without script does: forms with what is filled in, labels, links and words."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

Attributes = dict[str, str]


@dataclass
class Form:
    """A form as it stands; `names` leads from a label or legend to the input's name."""

    action: str
    values: dict[str, list[str]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    buttons: dict[str, Attributes] = field(default_factory=dict)


class Reader(HTMLParser):
    """The parts of one page, from top to bottom."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.words: list[str] = []
        self.tags: list[tuple[str, Attributes]] = []
        self.links: dict[str, str] = {}
        self._open: dict[str, Attributes] = {}
        self._labels: dict[str, str] = {}
        self._legend = ""
        self._text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.tags.append((tag, given))
        self._open[tag] = given
        match tag:
            case "form":
                self.forms.append(Form(given["action"]))
            case "label" | "legend" | "button" | "a":
                self._text = ""
            case "textarea" | "select":
                self._text = ""
                self._named(given, self._labels.get(given["id"], ""))
            case "input":
                self._input(given)
            case "option" if "selected" in given:
                self.forms[-1].values[self._open["select"]["name"]] = [given["value"]]

    def handle_data(self, data: str) -> None:
        self._text += data
        self.words.append(data)

    def handle_endtag(self, tag: str) -> None:
        given = self._open.get(tag, {})
        match tag:
            case "label" if "for" in given:
                self._labels[given["for"]] = self._text.strip()
            case "legend":
                self._legend = self._text.strip()
            case "button" if "hidden" not in given and given.get("type") != "button":
                self.forms[-1].buttons[self._text.strip()] = given
            case "textarea":
                self.forms[-1].values[given["name"]] = [self._text.removeprefix("\n")]
            case "a":
                self.links.setdefault(" ".join(self._text.split()), given["href"])

    def _input(self, given: Attributes) -> None:
        ticked = given.get("type") in {"checkbox", "radio"}
        self._named(given, self._legend if ticked else self._labels.get(given.get("id", ""), ""))
        if not ticked or "checked" in given:
            self.forms[-1].values[given["name"]].append(given.get("value", ""))

    def _named(self, given: Attributes, label: str) -> None:
        self.forms[-1].values.setdefault(given["name"], [])
        self.forms[-1].names[label] = given["name"]
