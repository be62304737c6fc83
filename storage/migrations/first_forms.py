"""How the first migrations make tables; frozen, so that changing storage.tables never rewrites history."""

from typing import Any

import sqlalchemy as sa
from alembic import op

WORKSPACE = "until the app is removed from the workspace"
MEMBER = "until the member erases themselves"
RECIPIENT = "until those it is for erase themselves or the app is removed"
PARTNERSHIP = "until all its members erase themselves or the app is removed"

DATE = sa.Date()
MOMENT = sa.DateTime(timezone=True)
NUMBER = sa.Integer()
YES_NO = sa.Boolean()
ID = sa.String(32)
CHOICE = sa.String(24)
CHOICES = sa.String(128)
ZONE = sa.String(64)
MEMBERS = sa.String(255)

_DATE_FORM = "[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]"
_TIME_FORM = "[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]"


def column(name: str, kind: Any, purpose: str, kept: str, nullable: bool = False) -> sa.Column[Any]:
    """Describe a column with the comment that the data map reads."""
    return sa.Column(name, kind, nullable=nullable, autoincrement=False, comment=f"{purpose} | {kept}")


def create(
    name: str,
    key: list[str],
    columns: list[sa.Column[Any]],
    refers: dict[str, list[str]] | None = None,
    unique: list[str] | None = None,
) -> None:
    """Create a table led by the workspace id; `refers` names tables and the columns of ours that point at them."""
    leading = column("workspace_id", ID, "the workspace that the row belongs to", WORKSPACE)
    checks = [_check(name, each) for each in (leading, *columns)]
    op.create_table(
        name,
        leading,
        *columns,
        sa.PrimaryKeyConstraint("workspace_id", *key, name=f"pk_{name}"),
        *(_reference(name, table, names) for table, names in (refers or {}).items()),
        *([sa.UniqueConstraint(*unique, name="_".join(("uq", name, *unique)))] if unique else []),
        *(check for check in checks if check is not None),
    )


def add(table: str, added: sa.Column[Any]) -> None:
    """Add a column that may be empty, in place: rebuilding a table on SQLite deletes by cascade what refers to it."""
    kind = added.type.compile(op.get_bind().dialect)
    check = _check(table, added)
    rule = f" CONSTRAINT {check.name} CHECK ({check.sqltext})" if check is not None else ""
    op.execute(f"ALTER TABLE {table} ADD COLUMN {added.name} {kind}{rule}")
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"COMMENT ON COLUMN {table}.{added.name} IS '{added.comment}'")


def _reference(name: str, table: str, names: list[str]) -> sa.ForeignKeyConstraint:
    mine = ["workspace_id", *names]
    theirs = [f"{table}.{'id' if each in {'partnership_id', 'suggestion_id'} else each}" for each in mine]
    return sa.ForeignKeyConstraint(mine, theirs, name=f"fk_{name}_{table}", ondelete="CASCADE")


def _check(table: str, stored: sa.Column[Any]) -> sa.CheckConstraint | None:
    name, kind = stored.name, stored.type
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    if isinstance(kind, sa.String):
        rule = f"length({name}) <= {kind.length} AND {name} = replace({name}, ' ', '')"
    elif isinstance(kind, sa.Integer):
        rule = f"{name} BETWEEN 0 AND 999999"
    elif not on_sqlite:
        return None
    elif isinstance(kind, sa.Boolean):
        rule = f"{name} IN (0, 1)"
    else:
        rule = (
            f"{name} GLOB '{_DATE_FORM}'" if isinstance(kind, sa.Date) else f"{name} GLOB '{_DATE_FORM} {_TIME_FORM}'"
        )
    return sa.CheckConstraint(rule, name=op.f(f"ck_{table}_{name}_is_no_sentence"))
