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

    def at(self, now: datetime) -> None:
        """Move to an instant; its day is named once something happens on it."""
        self._day = f"{now:%A} {now.day} {now:%B} {now.year}"

    def say(self, text: str) -> None:
        """Tell one thing that happens."""
        self._begin_day()
        for line in wrap(text, WIDTH - 2):
            print(f"  {line}")

    def read(self, reader: Actor, kind: str, text: str) -> None:
        """Show what somebody reads: whole at first, later only that it came."""
        kind = kind.partition("<@")[0][:30]
        if kind in self._known:
            return
        self._known.add(kind)
        self._begin_day()
        print(indent(f"┌ {reader.person.real_name} reads:\n{indent(text, '│ ')}", "    "))

    def title(self, text: str) -> None:
        """Begin a part."""
        print(f"\n{text}\n{'═' * len(text)}")

    def lines(self, lines: Iterable[str]) -> None:
        """Print as it is."""
        for line in lines:
            print(line)

    def _begin_day(self) -> None:
        if self._day != self._told_day:
            self._told_day = self._day
            print(f"\n── {self._day} {'─' * (WIDTH - len(self._day) - 4)}")
