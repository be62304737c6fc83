"""Nudges on their way: planned once, claimed by one worker at a time, settled behind a fence (design, section 5)."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import BindParameter, Row, and_, case, func, literal, or_, select, tuple_, update
from sqlalchemy.sql import ColumnElement

from storage.errors import LostLeaseError
from storage.records import Nudge
from storage.stores.base import Store, keys
from storage.tables import NudgeRow
from storage.vocabulary import NudgeKind, NudgeReason, NudgeState

_OPEN = (NudgeState.DUE, NudgeState.CLAIMED, NudgeState.SENDING, NudgeState.UNKNOWN)
_NOT_SENT = (NudgeState.DUE, NudgeState.EXPIRED, NudgeState.CANCELLED)
_UNDERWAY = (NudgeState.SENDING, NudgeState.UNKNOWN, NudgeState.SENT)
_UNHELD: dict[str, Any] = {"owner": None, "lease_until": None}


class NudgeStore(Store):
    """Reads and writes nudges; every write after a claim names the fence that the claim gave."""

    def plan(self, nudges: Sequence[Nudge]) -> int:
        """Insert those that are not there and give how many; in order of keys, so that planners cannot block."""
        return self._insert_all(self._insert(NudgeRow).on_conflict_do_nothing(), _rows(nudges))

    def revive(self, *nudges: Nudge) -> None:
        """Insert, or make due again at the new time; whoever holds one loses it, its message stays known."""
        put = self._insert(NudgeRow)
        times = {"due_at": put.excluded.due_at, "expires_at": put.excluded.expires_at}
        again = {"state": NudgeState.DUE, "reason": None, "attempted_at": None, "fence": NudgeRow.fence + 1}
        anew = put.on_conflict_do_update(index_elements=keys(NudgeRow), set_={**times, **again, **_UNHELD})
        self._insert_all(anew, _rows(nudges))

    def shift(self, nudge: Nudge) -> None:
        """Move it to its new time, also if it was given up, as long as it was not sent and nobody holds it."""
        anew = {"state": NudgeState.DUE, "due_at": nudge.due_at, "expires_at": nudge.expires_at, "reason": None}
        self._connection.execute(update(NudgeRow).where(_is(nudge), NudgeRow.state.in_(_NOT_SENT)).values(**anew))

    def get(self, nudge: Nudge) -> Nudge | None:
        """Find the one with the same key, as it stands."""
        row = self._connection.execute(select(NudgeRow).where(_is(nudge))).one_or_none()
        return None if row is None else _nudge(row)

    def claim(self, now: datetime, owner: str, lease: timedelta, limit: int) -> tuple[Nudge, ...]:
        """Take up to `limit` that are due and held by nobody, oldest first; UNKNOWN ones may have arrived already."""
        key = [getattr(NudgeRow, name) for name in keys(NudgeRow)]
        free = select(*key).where(_is_free(now)).order_by(NudgeRow.due_at, *key).limit(limit)
        picked = free.with_for_update(skip_locked=True).cte("picked")
        untried = NudgeRow.state.in_((NudgeState.DUE, NudgeState.CLAIMED))
        taken = {
            "state": case((untried, _as_state(NudgeState.CLAIMED)), else_=_as_state(NudgeState.UNKNOWN)),
            "owner": owner,
            "lease_until": now + lease,
            "fence": NudgeRow.fence + 1,
        }
        claim = update(NudgeRow).where(tuple_(*key).in_(select(picked))).values(**taken).returning(NudgeRow)
        found = [_nudge(row) for row in self._connection.execute(claim)]
        return tuple(sorted(found, key=lambda each: (each.due_at, each.key)))

    def intend(self, nudge: Nudge, now: datetime) -> None:
        """Note that a call to Slack follows; an earlier attempt of unknown outcome stays the one to look back to."""
        unresolved = and_(NudgeRow.state == NudgeState.UNKNOWN, NudgeRow.attempted_at.is_not(None))
        since = case((unresolved, NudgeRow.attempted_at), else_=literal(now, NudgeRow.attempted_at.type))
        self._settle(nudge, state=NudgeState.SENDING, attempted_at=since)

    def sent(self, nudge: Nudge, message_ts: str) -> None:
        """Note that it arrived as this message."""
        self._settle(nudge, state=NudgeState.SENT, message_ts=message_ts, **_UNHELD)

    def back(self, nudge: Nudge, due_at: datetime) -> None:
        """Note that it surely did not arrive and is due again then."""
        self._settle(nudge, state=NudgeState.DUE, due_at=due_at, **_UNHELD)

    def unsure(self, nudge: Nudge, due_at: datetime) -> None:
        """Note that nobody knows whether it arrived; look then."""
        self._settle(nudge, state=NudgeState.UNKNOWN, due_at=due_at, **_UNHELD)

    def close(self, nudge: Nudge, state: NudgeState, reason: NudgeReason) -> None:
        """Give it up as expired or cancelled, with the reason that App Home shows."""
        self._settle(nudge, state=state, reason=reason, **_UNHELD)

    def answer(self, nudge: Nudge) -> bool:
        """Note that its question was answered, not how; give False if it was answered before or never on its way."""
        asked = and_(_is(nudge), NudgeRow.state.in_(_UNDERWAY), NudgeRow.reason.is_(None))
        return self._changed(update(NudgeRow).where(asked).values(reason=NudgeReason.ANSWERED))

    def ask_again(self, nudge: Nudge) -> None:
        """Note that the answer came to nothing, so that another one counts."""
        self._connection.execute(update(NudgeRow).where(_is(nudge)).values(reason=None))

    def of_member(self, ws: str, member_id: str, since: datetime) -> tuple[Nudge, ...]:
        """Give those to a member that were due since then, oldest first."""
        mine = and_(NudgeRow.workspace_id == ws, NudgeRow.member_id == member_id, NudgeRow.due_at >= since)
        rows = self._connection.execute(select(NudgeRow).where(mine).order_by(NudgeRow.due_at, NudgeRow.kind))
        return tuple(_nudge(row) for row in rows)

    def told(self, ws: str, subject_id: str, kind: NudgeKind) -> Mapping[date, frozenset[str]]:
        """Give by local date to whom a kind of nudge about a subject was sent."""
        about = and_(NudgeRow.workspace_id == ws, NudgeRow.subject_id == subject_id, NudgeRow.kind == kind)
        query = select(NudgeRow.local_date, NudgeRow.member_id).where(about, NudgeRow.state == NudgeState.SENT)
        by_date: dict[date, set[str]] = {}
        for row in self._connection.execute(query):
            by_date.setdefault(row.local_date, set()).add(row.member_id)
        return {on: frozenset(members) for on, members in by_date.items()}

    def next_due(self) -> datetime | None:
        """Give the earliest instant from which there may be something to claim."""
        free_from = func.coalesce(NudgeRow.lease_until, NudgeRow.due_at, type_=NudgeRow.due_at.type)
        earliest: datetime | None = self._scalars(select(func.min(free_from)).where(NudgeRow.state.in_(_OPEN))).one()
        return earliest

    def _settle(self, nudge: Nudge, **values: Any) -> None:
        held = and_(_is(nudge), NudgeRow.fence == nudge.fence)
        if not self._changed(update(NudgeRow).where(held).values(**values)):
            raise LostLeaseError("Another worker took this nudge over, or it is gone.")


def _is(nudge: Nudge) -> ColumnElement[bool]:
    return and_(*(getattr(NudgeRow, name) == getattr(nudge, name) for name in keys(NudgeRow)))


def _is_free(now: datetime) -> ColumnElement[bool]:
    unheld = or_(NudgeRow.lease_until.is_(None), NudgeRow.lease_until < now)
    return and_(NudgeRow.state.in_(_OPEN), NudgeRow.due_at <= now, unheld)


def _as_state(state: NudgeState) -> BindParameter[NudgeState]:
    return literal(state, NudgeRow.state.type)


def _rows(nudges: Sequence[Nudge]) -> Sequence[dict[str, Any]]:
    ordered = sorted(nudges, key=lambda each: each.key)
    return [{name: getattr(each, name) for name in Nudge.__slots__} for each in ordered]


def _nudge(row: Row[Any]) -> Nudge:
    return Nudge(**{name: row._mapping[name] for name in Nudge.__slots__})
