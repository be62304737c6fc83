"""The declarative base, and the two columns that nearly every table starts with."""

from typing import Any

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, MetaData, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

from storage.types import SlackId

WITH_WORKSPACE = "until the app is removed from the workspace"
WITH_MEMBER = "until the member erases themselves"
WITH_PARTNERSHIP = "until a member of it erases themselves or the app is removed"


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
    """Let the database itself refuse any text that has a space in it or is too long for its column."""
    for table in Base.metadata.tables.values():
        for each in table.columns:
            if isinstance(each.type, TypeDecorator) and isinstance(each.type.impl, String):
                rule = f"length({each.name}) <= {each.type.impl.length} AND {each.name} NOT LIKE '% %'"
                table.append_constraint(CheckConstraint(rule, name=f"{each.name}_is_no_sentence"))
