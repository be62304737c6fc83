"""Nudges on their way: planned once, claimed by one worker at a time, settled behind a fence (design, section 5)."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Update, and_, func, select, update

from storage.errors import LostLeaseError
from storage.records import Nudge
from storage.stores import nudge_rows as rows
from storage.stores.base import Store, keys
from storage.stores.nudge_rows import UNHELD, is_
from storage.tables import NudgeRow, WorkspaceRow
from storage.vocabulary import NudgeKind, NudgeReason, NudgeState

_NOT_SENT = (NudgeState.DUE, NudgeState.EXPIRED, NudgeState.CANCELLED)
_UNDERWAY = (NudgeState.SENDING, NudgeState.UNKNOWN, NudgeState.SENT)
_GLANCE = 2
"""How many of the oldest nudges of all a claim looks at for each that it may take, before it asks each workspace."""
_TAKE = rows.change("state", "fence", "owner", "lease_until")
_INTEND = rows.change_if_held("attempted_at")
_SENT = rows.change_if_held("message_ts", **UNHELD)
_LATER = rows.change_if_held("due_at", **UNHELD)
_CLOSE = rows.change_if_held("reason", **UNHELD)


class NudgeStore(Store):
    """Reads and writes nudges; every write after a claim names the fence that the claim gave."""

    def plan(self, nudges: Sequence[Nudge]) -> int:
        """Insert those that are not there and give how many; in order of keys, so that planners cannot block."""
        return self._insert_all(self._insert(NudgeRow).on_conflict_do_nothing(), rows.as_rows(nudges))

    def revive(self, *nudges: Nudge) -> None:
        """Insert, or make due again at the new time; whoever holds one loses it, its message stays known."""
        put = self._insert(NudgeRow)
        times = {"due_at": put.excluded.due_at, "expires_at": put.excluded.expires_at}
        again = {"state": NudgeState.DUE, "reason": None, "attempted_at": None, "fence": NudgeRow.fence + 1}
        anew = put.on_conflict_do_update(index_elements=keys(NudgeRow), set_={**times, **again, **UNHELD})
        self._insert_all(anew, rows.as_rows(nudges))

    def shift(self, nudge: Nudge) -> None:
        """Move it to its new time, also if it was given up, as long as it was not sent and nobody holds it."""
        anew = {"state": NudgeState.DUE, "due_at": nudge.due_at, "expires_at": nudge.expires_at, "reason": None}
        self._connection.execute(update(NudgeRow).where(is_(nudge), NudgeRow.state.in_(_NOT_SENT)).values(**anew))

    def get(self, nudge: Nudge) -> Nudge | None:
        """Find the one with the same key, as it stands."""
        row = self._connection.execute(select(NudgeRow).where(is_(nudge))).one_or_none()
        return None if row is None else rows.from_row(row)

    def claim(
        self,
        now: datetime,
        owner: str,
        lease: timedelta,
        limit: int,
        each: int | None = None,
        resting: Collection[str] = (),
    ) -> tuple[Nudge, ...]:
        """Take up to `limit` that are due and held by nobody, at most `each` of a workspace, none of those `resting`.

        Whoever has waited longest comes first. UNKNOWN ones may have arrived already.
        """
        share = each or limit
        found = self._oldest(now, limit, share, resting)
        if found is None:
            found = self._by_turns(now, limit, share, resting)
        taken = [rows.taken(one, owner) for one in found]
        if taken:
            hold = {"owner": owner, "lease_until": now + lease}
            changes = [rows.key_of(one) | hold | {"state": one.state, "fence": one.fence} for one in taken]
            self._connection.execute(_TAKE, changes)
        return tuple(sorted(taken, key=lambda one: (one.due_at, one.key)))

    def _oldest(self, now: datetime, limit: int, each: int, resting: Collection[str]) -> list[Nudge] | None:
        """Give the oldest of all; None where few workspaces have so many that others may wait behind them."""
        awake = and_(rows.is_free(now), NudgeRow.workspace_id.not_in(resting))
        look = select(NudgeRow).where(awake).order_by(NudgeRow.due_at, *rows.KEY).limit(_GLANCE * limit)
        seen = self._connection.execute(look.with_for_update(skip_locked=True)).all()
        shares: Counter[str] = Counter()
        found: list[Nudge] = []
        for row in seen:
            shares[row.workspace_id] += 1
            if shares[row.workspace_id] <= each and len(found) < limit:
                found.append(rows.from_row(row))
        return found if len(found) == limit or len(seen) < _GLANCE * limit else None

    def _by_turns(self, now: datetime, limit: int, each: int, resting: Collection[str]) -> list[Nudge]:
        found: list[Nudge] = []
        for ws in self._heads(now, limit, resting):
            if len(found) == limit:
                break
            found += self._free_of(ws, now, min(limit - len(found), each))
        return found

    def _heads(self, now: datetime, most: int, resting: Collection[str]) -> Sequence[str]:
        """Ask each workspace for its oldest, and give those that have waited longest."""
        mine = and_(NudgeRow.workspace_id == WorkspaceRow.workspace_id, rows.is_free(now))
        oldest = select(func.min(NudgeRow.due_at)).where(mine).scalar_subquery()
        heads = (
            select(WorkspaceRow.workspace_id, oldest.label("oldest"))
            .where(WorkspaceRow.workspace_id.not_in(resting))
            .subquery()
        )
        turns = (
            select(heads.c.workspace_id)
            .where(heads.c.oldest.is_not(None))
            .order_by(heads.c.oldest, heads.c.workspace_id)
            .limit(most)
        )
        return self._scalars(turns).all()

    def _free_of(self, ws: str, now: datetime, most: int) -> list[Nudge]:
        free = select(NudgeRow).where(NudgeRow.workspace_id == ws, rows.is_free(now))
        oldest = free.order_by(NudgeRow.due_at, *rows.KEY).limit(most).with_for_update(skip_locked=True)
        return [rows.from_row(row) for row in self._connection.execute(oldest)]

    def intend(self, nudge: Nudge, now: datetime) -> None:
        """Note that a call to Slack follows; an earlier attempt of unknown outcome stays the one to look back to."""
        unresolved = nudge.attempted_at if nudge.state is NudgeState.UNKNOWN else None
        self._settle(_INTEND, nudge, NudgeState.SENDING, attempted_at=unresolved or now)

    def sent(self, nudge: Nudge, message_ts: str) -> None:
        """Note that it arrived as this message."""
        self._settle(_SENT, nudge, NudgeState.SENT, message_ts=message_ts)

    def back(self, nudge: Nudge, due_at: datetime) -> None:
        """Note that it surely did not arrive and is due again then."""
        self._settle(_LATER, nudge, NudgeState.DUE, due_at=due_at)

    def unsure(self, nudge: Nudge, due_at: datetime) -> None:
        """Note that nobody knows whether it arrived; look then."""
        self._settle(_LATER, nudge, NudgeState.UNKNOWN, due_at=due_at)

    def close(self, nudge: Nudge, state: NudgeState, reason: NudgeReason) -> None:
        """Give it up as expired or cancelled, with the reason that App Home shows."""
        self._settle(_CLOSE, nudge, state, reason=reason)

    def answer(self, nudge: Nudge) -> bool:
        """Note that its question was answered, not how; give False if it was answered before or never on its way."""
        asked = and_(is_(nudge), NudgeRow.state.in_(_UNDERWAY), NudgeRow.reason.is_(None))
        return self._changed(update(NudgeRow).where(asked).values(reason=NudgeReason.ANSWERED))

    def ask_again(self, nudge: Nudge) -> None:
        """Note that the answer came to nothing, so that another one counts."""
        self._connection.execute(update(NudgeRow).where(is_(nudge)).values(reason=None))

    def of_member(self, ws: str, member_id: str, since: datetime) -> tuple[Nudge, ...]:
        """Give those to a member that were due since then, oldest first."""
        mine = and_(NudgeRow.workspace_id == ws, NudgeRow.member_id == member_id, NudgeRow.due_at >= since)
        found = self._connection.execute(select(NudgeRow).where(mine).order_by(NudgeRow.due_at, NudgeRow.kind))
        return tuple(rows.from_row(row) for row in found)

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
        earliest: datetime | None = self._scalars(select(func.min(free_from)).where(rows.is_open())).one()
        return earliest

    def _settle(self, statement: Update, nudge: Nudge, state: NudgeState, **values: Any) -> None:
        given = rows.key_of(nudge) | {"held": nudge.fence, "state": state} | values
        if not self._connection.execute(statement, given).rowcount:
            raise LostLeaseError("Another worker took this nudge over, or it is gone.")
