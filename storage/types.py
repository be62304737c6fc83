"""Column types that cannot hold free text: each accepts one narrow form and refuses the rest."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from enum import Enum
from typing import Any

from sqlalchemy import DateTime, Dialect, String
from sqlalchemy.types import TypeDecorator

from matching.zones import known_zones
from storage.errors import UnstorableValueError


class NarrowText(TypeDecorator[Any]):
    """Base of all textual columns; `accepts` decides by form, and no form has a space in it."""

    impl = String
    cache_ok = True
    length = 32

    def __init__(self) -> None:
        super().__init__(self.length)

    def accepts(self, value: str) -> bool:
        """Tell whether the stored form is one that this column may hold."""
        raise NotImplementedError  # every concrete type below overrides it

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:  # noqa: ARG002 the signature is SQLAlchemy's
        """Refuse what does not fit; the message never repeats the value."""
        if value is None or (isinstance(value, str) and self.accepts(value)):
            return value
        raise UnstorableValueError(f"A {type(self).__name__} column refused a value of the wrong form.")


class SlackId(NarrowText):
    """An id as Slack gives it: U…, D…, G…, C…, T…."""

    cache_ok = True
    pattern = re.compile(r"[A-Z][A-Z0-9]{1,31}")

    def accepts(self, value: str) -> bool:
        """Match Slack's capital letters and digits."""
        return self.pattern.fullmatch(value) is not None


class ProfileField(NarrowText):
    """The id of a field in Slack's profiles: Xf…."""

    cache_ok = True
    pattern = re.compile(r"Xf[A-Z0-9]{1,30}")

    def accepts(self, value: str) -> bool:
        """Match the prefix, then capital letters and digits."""
        return self.pattern.fullmatch(value) is not None


class SlackTs(NarrowText):
    """A message timestamp as Slack gives it: seconds, dot, six digits."""

    cache_ok = True
    pattern = re.compile(r"\d{9,12}\.\d{6}")

    def accepts(self, value: str) -> bool:
        """Match digits around one dot."""
        return self.pattern.fullmatch(value) is not None


class RowId(NarrowText):
    """An id that we drew ourselves: 32 hexadecimal digits."""

    cache_ok = True
    pattern = re.compile(r"[0-9a-f]{32}")

    def accepts(self, value: str) -> bool:
        """Match 32 hexadecimal digits."""
        return self.pattern.fullmatch(value) is not None


class ZoneName(NarrowText):
    """An IANA zone name that the installed tzdata knows."""

    cache_ok = True
    length = 64

    def accepts(self, value: str) -> bool:
        """Look the name up."""
        return value in known_zones()


class MemberIds(NarrowText):
    """Member ids in order, joined by commas; in Python a tuple."""

    cache_ok = True
    length = 255
    pattern = re.compile(r"[A-Z][A-Z0-9]{1,31}(,[A-Z][A-Z0-9]{1,31}){0,5}")

    def accepts(self, value: str) -> bool:
        """Match up to six ids; an invitation that reaches nobody names its inviter alone."""
        return self.pattern.fullmatch(value) is not None

    def process_bind_param(self, value: Iterable[str] | None, dialect: Dialect) -> str | None:
        """Sort, so that the same people give the same key."""
        return super().process_bind_param(None if value is None else ",".join(sorted(value)), dialect)

    def process_result_value(self, value: Any, dialect: Dialect) -> tuple[str, ...] | None:  # noqa: ARG002 the signature is SQLAlchemy's
        """Hand out a tuple."""
        return None if value is None else tuple(value.split(","))


class Choice(TypeDecorator[Any]):
    """One value of an enum, stored by its value."""

    impl = String
    cache_ok = True

    def __init__(self, of: type[Enum]) -> None:
        super().__init__(24)
        self.of = of
        self._by_value = {str(one.value): one for one in of}

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:  # noqa: ARG002 the signature is SQLAlchemy's
        """Refuse what is not in the list."""
        if value is not None and not isinstance(value, self.of):
            raise UnstorableValueError(f"A column for {self.of.__name__} refused another value.")
        return None if value is None else str(value.value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:  # noqa: ARG002 the signature is SQLAlchemy's
        """Hand out the enum member."""
        return None if value is None else self._by_value[value]


class Choices(TypeDecorator[Any]):
    """A set of values of one enum, stored in the enum's order with commas; in Python a frozenset."""

    impl = String
    cache_ok = True

    def __init__(self, of: type[Enum]) -> None:
        super().__init__(128)
        self.of = of
        self._by_value = {str(one.value): one for one in of}

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:  # noqa: ARG002 the signature is SQLAlchemy's
        """Refuse what is not in the list."""
        if value is None:
            return None
        if not all(isinstance(one, self.of) for one in value):
            raise UnstorableValueError(f"A column for {self.of.__name__} refused another value.")
        return ",".join(str(one.value) for one in self.of if one in value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:  # noqa: ARG002 the signature is SQLAlchemy's
        """Hand out a frozenset of enum members."""
        return (
            None
            if value is None
            else frozenset(self._by_value[one] for one in value.split(",") if one in self._by_value)
        )


class Moment(TypeDecorator[datetime]):
    """An instant in UTC, aware in Python on every database."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a time without a zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise UnstorableValueError("A Moment column refused a time without a zone.")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 the signature is SQLAlchemy's
        """Hand out aware UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
