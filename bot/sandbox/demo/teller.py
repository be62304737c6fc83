"""Tells the story: a message is shown whole the first time somebody reads one of its kind, then in a line."""

from collections.abc import Iterable
from datetime import datetime
from textwrap import indent, wrap

from bot.sandbox.actor import Actor

WIDTH = 96


class Teller:
    """Prints the story to a terminal, or anywhere that takes lines."""

    def __init__(self) -> None:
        self._day = ""
        self._told_day = ""
        self._known: set[str] = set()
        self._asides: list[str] = []

    def at(self, now: datetime) -> None:
        """Move to an instant; its day is named once something happens on it."""
        day = f"{now:%A} {now.day} {now:%B} {now.year}"
        if day != self._day:
            self._tell_asides()
        self._day = day

    def say(self, text: str) -> None:
        """Tell one thing that happens."""
        self._tell_asides()
        self._paragraph(text)

    def aside(self, text: str) -> None:
        """Tell a small thing; those that follow one another share a line."""
        self._asides.append(text)

    def read(self, reader: Actor, kind: str, text: str) -> None:
        """Show what somebody reads: whole at first, later only that it came."""
        kind = kind.partition("<@")[0][:30]
        if kind in self._known:
            return
        self._known.add(kind)
        self._tell_asides()
        self._begin_day()
        self.lines([indent(f"┌ {reader.person.real_name} reads:\n{indent(text, '│ ')}", "    ")])

    def title(self, text: str) -> None:
        """Begin a part."""
        self._tell_asides()
        self._day = ""
        self.lines(["", text, "═" * len(text)])

    def lines(self, lines: Iterable[str]) -> None:
        """Print as it is, and at once, also into a pipe."""
        for line in lines:
            print(line, flush=True)

    def _tell_asides(self) -> None:
        told, self._asides = self._asides, []
        if told:
            self._paragraph(" ".join(told))

    def _paragraph(self, text: str) -> None:
        self._begin_day()
        self.lines(f"  {line}" for line in wrap(text, WIDTH - 2))

    def _begin_day(self) -> None:
        if self._day and self._day != self._told_day:
            self._told_day = self._day
            self.lines(["", f"── {self._day} {'─' * (WIDTH - len(self._day) - 4)}"])
