"""The declarative base, and the two columns that nearly every table starts with."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Boolean, CheckConstraint, Date, DateTime, ForeignKeyConstraint, Integer, MetaData, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator, TypeEngine

from storage.types import SlackId

WITH_WORKSPACE = "until the app is removed from the workspace"
WITH_MEMBER = "until the member erases themselves"
WITH_HOST = "until an admin takes them off or they erase themselves"
WITH_RECIPIENT = "until those it is for erase themselves or the app is removed"
WITH_PARTNERSHIP = "until all its members erase themselves or the app is removed"


class Base(DeclarativeBase):
    """Names every constraint, so that migrations can find them on every database."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


def column(kind: Any, purpose: str, kept: str, **options: Any) -> Any:
    """Declare a column whose comment carries its purpose and its retention, for the data map."""
    return mapped_column(kind, comment=f"{purpose} | {kept}", **options)


def workspace_key() -> Mapped[str]:
    """Declare the workspace id that leads every key, so that tables can be distributed by it."""
    made: Mapped[str] = column(SlackId(), "the workspace that the row belongs to", WITH_WORKSPACE, primary_key=True)
    return made


def references(table: str, *columns: str) -> ForeignKeyConstraint:
    """Declare a reference within one workspace; the row goes when the row it refers to goes."""
    mine = ["workspace_id", *columns]
    theirs = [f"{table}.workspace_id", *(f"{table}.{_target(name)}" for name in columns)]
    return ForeignKeyConstraint(mine, theirs, ondelete="CASCADE")


def _target(name: str) -> str:
    return "id" if name in {"partnership_id", "suggestion_id"} else name


def forbid_sentences() -> None:
    """Let the database itself refuse text that has a space in it, and any text in a column that is not for text."""
    for table in Base.metadata.tables.values():
        for each in table.columns:
            form = _form(each.name, each.type)
            name = f"{each.name}_is_no_sentence"
            table.append_constraint(CheckConstraint(form.rule, name=name).ddl_if(dialect=form.dialect))


@dataclass(frozen=True)
class _Form:
    rule: str
    dialect: str | None = None  # SQLite alone takes any text in a column of any type


def _form(name: str, kind: TypeEngine[Any]) -> _Form:
    if isinstance(kind, TypeDecorator) and isinstance(kind.impl, String):
        return _Form(f"length({name}) <= {kind.impl.length} AND {name} = replace({name}, ' ', '')")
    if isinstance(kind, Integer):
        return _Form(f"{name} BETWEEN 0 AND 999999")  # in SQLite any text is greater than any number
    if isinstance(kind, Boolean):
        return _Form(f"{name} IN (0, 1)", "sqlite")
    if isinstance(kind, Date):
        return _Form(f"{name} GLOB '{_DATE}'", "sqlite")
    if isinstance(kind, TypeDecorator) and isinstance(kind.impl, DateTime):
        return _Form(f"{name} GLOB '{_DATE} {_TIME}'", "sqlite")
    raise TypeError(f"No rule keeps free text out of a {type(kind).__name__} column.")


_DIGIT = "[0-9]"
_DATE = "-".join((_DIGIT * 4, _DIGIT * 2, _DIGIT * 2))
_TIME = ":".join((_DIGIT * 2, _DIGIT * 2, _DIGIT * 2)) + "." + _DIGIT * 6
