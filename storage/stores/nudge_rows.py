"""One nudge as a row: its key, its conditions, and the changes that are made of it many thousand times."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, Row, Update, and_, bindparam, or_, update
from sqlalchemy.sql import ColumnElement

from storage.records import Nudge
from storage.stores.base import keys
from storage.tables import NudgeRow
from storage.vocabulary import NudgeState

_OPEN = (NudgeState.DUE, NudgeState.CLAIMED, NudgeState.SENDING, NudgeState.UNKNOWN)
_UNTRIED = (NudgeState.DUE, NudgeState.CLAIMED)
UNHELD: dict[str, Any] = {"owner": None, "lease_until": None}
_NAMES = keys(NudgeRow)
KEY = tuple(getattr(NudgeRow, name) for name in _NAMES)


def change(*names: str, **fixed: Any) -> Update:
    """Give the update of the one nudge that `key_of` names; `names` are its parameters."""
    mine = (column == bindparam(f"its_{column.name}") for column in KEY)
    given: dict[str, BindParameter[Any]] = {name: bindparam(name) for name in names}
    return update(NudgeRow.__table__).where(*mine).values({**given, **fixed})  # type: ignore[arg-type]  # it is a Table


def change_if_held(*names: str, **fixed: Any) -> Update:
    """Give an update to a new state that finds nothing unless the fence is still the one `held`."""
    return change("state", *names, **fixed).where(NudgeRow.fence == bindparam("held"))


def key_of(nudge: Nudge) -> dict[str, Any]:
    """Give the parameters by which `change` finds it."""
    return {f"its_{name}": getattr(nudge, name) for name in _NAMES}


def is_(nudge: Nudge) -> ColumnElement[bool]:
    """Tell whether a row has the same key."""
    return and_(*(column == getattr(nudge, column.name) for column in KEY))


def is_open() -> ColumnElement[bool]:
    """Tell whether a row is still on its way."""
    # Written out, and in this order, since SQLite uses a partial index only for the very words that made it.
    return NudgeRow.state.in_(bindparam("open", _OPEN, NudgeRow.state.type, expanding=True, literal_execute=True))


def is_free(now: datetime) -> ColumnElement[bool]:
    """Tell whether a row is due and nobody holds it."""
    unheld = or_(NudgeRow.lease_until.is_(None), NudgeRow.lease_until < now)
    return and_(is_open(), NudgeRow.due_at <= now, unheld)


def taken(nudge: Nudge, owner: str) -> Nudge:
    """Give it as its claim leaves it: whatever may have been sent before is of unknown outcome."""
    state = NudgeState.CLAIMED if nudge.state in _UNTRIED else NudgeState.UNKNOWN
    return replace(nudge, state=state, owner=owner, fence=nudge.fence + 1)


def as_rows(nudges: Sequence[Nudge]) -> Sequence[dict[str, Any]]:
    """Give all columns of each, in the order of keys."""
    ordered = sorted(nudges, key=lambda each: each.key)
    return [{name: getattr(each, name) for name in Nudge.__slots__} for each in ordered]


def from_row(row: Row[Any]) -> Nudge:
    """Give the record that a row holds."""
    held = row._mapping
    return Nudge(**{name: held[name] for name in Nudge.__slots__})
