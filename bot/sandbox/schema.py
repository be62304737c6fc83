"""Rules from which Block Kit's shape is written down; each gives faults with a place, never with words."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol


def fault(what: str, at: str) -> str:
    """Phrase a fault as Slack does, with a JSON pointer to its place."""
    return f"{what} [json-pointer:{at}]"


class Rule(Protocol):
    """One thing that a value must keep to."""

    def faults(self, value: Any, at: str) -> Iterator[str]:
        """Give what is wrong with the value at this place."""
        ...


@dataclass(frozen=True, slots=True)
class String:
    """A text of so many characters, perhaps of one form."""

    most: int
    least: int = 1
    form: str = ""

    def faults(self, value: Any, at: str) -> Iterator[str]:
        """Give what is wrong with the value at this place."""
        if not isinstance(value, str):
            yield fault("must be a string", at)
        elif len(value) > self.most:
            yield fault(f"must be less than {self.most + 1} characters", at)
        elif len(value) < self.least:
            yield fault(f"must be more than {self.least - 1} characters", at)
        elif self.form and not re.fullmatch(self.form, value):
            yield fault("failed to match schema", at)


@dataclass(frozen=True, slots=True)
class Flag:
    """True or false."""

    def faults(self, value: Any, at: str) -> Iterator[str]:
        """Give what is wrong with the value at this place."""
        if not isinstance(value, bool):
            yield fault("must be a boolean", at)


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number between two others, both allowed."""

    least: int
    most: int

    def faults(self, value: Any, at: str) -> Iterator[str]:
        """Give what is wrong with the value at this place."""
        if not isinstance(value, int) or isinstance(value, bool):
            yield fault("must be an integer", at)
        elif not self.least <= value <= self.most:
            yield fault(f"must be between {self.least} and {self.most}", at)


@dataclass(frozen=True, slots=True)
class Anything:
    """A part of Block Kit whose inside is not checked here."""

    def faults(self, value: Any, at: str) -> Iterator[str]:
        """Give nothing: every value passes, except none at all."""
        if value is None:
            yield fault("must not be null", at)


@dataclass(frozen=True, slots=True)
class Items:
    """A list of so many things that keep to one rule."""

    rule: Rule
    most: int
    least: int = 1

    def faults(self, value: Any, at: str) -> Iterator[str]:
        """Give what is wrong with the value at this place."""
        if not isinstance(value, list):
            yield fault("must be an array", at)
            return
        if len(value) > self.most:
            yield fault(f"no more than {self.most} items allowed", at)
        if len(value) < self.least:
            yield fault(f"must provide at least {self.least} items", at)
        for place, item in enumerate(value):
            yield from self.rule.faults(item, f"{at}/{place}")


@dataclass(frozen=True, slots=True)
class Thing:
    """An object with these fields and no others; of the fields in `either`, at least one is there."""

    needs: Mapping[str, Rule] = field(default_factory=dict)
    takes: Mapping[str, Rule] = field(default_factory=dict)
    either: tuple[str, ...] = ()

    def faults(self, value: Any, at: str) -> Iterator[str]:
        """Give what is wrong with the value at this place."""
        if not isinstance(value, dict):
            yield fault("must be an object", at)
            return
        rules = {**self.needs, **self.takes}
        if self.either and not any(name in value for name in self.either):
            yield fault("must define either " + " or ".join(f"`{name}`" for name in self.either), at)
        yield from (fault(f"missing required field: {name}", at) for name in self.needs if name not in value)
        for name, inner in value.items():
            if name in rules:
                yield from rules[name].faults(inner, f"{at}/{name}")
            elif name != "type":
                yield fault("invalid additional property", at)


@dataclass(frozen=True, slots=True)
class Typed:
    """An object whose `type` says which rule holds."""

    kinds: Mapping[str, Rule]

    def faults(self, value: Any, at: str) -> Iterator[str]:
        """Give what is wrong with the value at this place."""
        if not isinstance(value, dict):
            yield fault("must be an object", at)
            return
        rule = self.kinds.get(str(value.get("type")))
        if rule is None:
            yield fault("unsupported type", f"{at}/type")
        else:
            yield from rule.faults(value, at)
