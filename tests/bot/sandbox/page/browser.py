"""A browser without script or eyes: follows links, fills forms by their labels, presses buttons by their words."""

from collections.abc import Mapping

from flask.testing import FlaskClient

from tests.bot.sandbox.page.reader import Attributes, Reader

Typed = Mapping[str, str | list[str]]


class Browser:
    """One window on the page."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client
        self.html = ""
        self.path = ""

    @property
    def text(self) -> str:
        """Give the words on the page, each stretch of blanks as one."""
        return " ".join(" ".join(Reader(self.html).words).split())

    @property
    def tags(self) -> list[tuple[str, Attributes]]:
        """Give every tag with its attributes."""
        return Reader(self.html).tags

    @property
    def buttons(self) -> list[str]:
        """Give the words on every button that sends something."""
        return [label for form in Reader(self.html).forms for label in form.buttons]

    def open(self, path: str) -> None:
        """Go to an address."""
        self._show("GET", path, {})

    def follow(self, words: str) -> None:
        """Follow the first link that shows these words."""
        self.open(next(path for shown, path in Reader(self.html).links.items() if words in shown))

    def press(self, label: str, typed: Typed | None = None) -> None:
        """Fill in the last form that has this button, by labels, and press it."""
        form = [one for one in Reader(self.html).forms if label in one.buttons][-1]
        data = dict(form.values)
        for caption, value in (typed or {}).items():
            data[form.names[caption]] = [value] if isinstance(value, str) else value
        button = form.buttons[label]
        if "name" in button:
            data[button["name"]] = [button["value"]]
        self._show("POST", button.get("formaction", form.action), data)

    def _show(self, method: str, path: str, data: Mapping[str, list[str]]) -> None:
        answer = self.client.open(path, method=method, data=data, follow_redirects=True)
        assert answer.status_code == 200, (path, answer.status_code)
        self.html = answer.get_data(as_text=True)
        self.path = answer.request.path
