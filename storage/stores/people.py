"""Members, goals by pointer and avoid lists."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from sqlalchemy import Row, and_, delete, select, update
from sqlalchemy.sql import ColumnElement

from storage.records import Goal, GoalSettings, Member, Outcome, Pointer
from storage.stores.base import Store, batches, pointer_of
from storage.tables import AvoidanceRow, GoalRow, MemberRow
from storage.vocabulary import GoalState, MemberStatus


class MemberStore(Store):
    """Reads and writes members."""

    def get(self, ws: str, member_id: str) -> Member | None:
        """Find one by their id."""
        row = self._connection.execute(select(MemberRow).where(_is_member(ws, member_id))).one_or_none()
        return None if row is None else _member(row)

    def all(self, ws: str) -> tuple[Member, ...]:
        """Give every member in the order of ids, whatever their status."""
        found = select(MemberRow).where(MemberRow.workspace_id == ws).order_by(MemberRow.member_id)
        return tuple(_member(row) for row in self._connection.execute(found))

    def add(self, member: Member) -> bool:
        """Add them; give False and change nothing if they are there."""
        values = asdict(member)
        return self._add(MemberRow, {"member_id": values.pop("id"), **values})

    def set_status(self, ws: str, member_id: str, status: MemberStatus, paused_until: date | None = None) -> None:
        """Set where they stand; the last day of an earlier pause is forgotten."""
        self._set(ws, member_id, status=status, paused_until=paused_until)

    def set_zone(self, ws: str, member_id: str, zone: str) -> None:
        """Follow a change of zone in Slack."""
        self._set(ws, member_id, zone=zone)

    def set_manager(self, ws: str, member_id: str, manager_id: str | None) -> None:
        """Set whom their profile names as manager."""
        self._set(ws, member_id, manager_id=manager_id)

    def set_outcomes(self, ws: str, outcomes: Mapping[str, Outcome]) -> None:
        """Set what a run meant for each member; as few statements as there are different outcomes, in batches."""
        alike: dict[Outcome, list[str]] = {}
        for member_id, outcome in sorted(outcomes.items()):
            alike.setdefault(outcome, []).append(member_id)
        for outcome, ids in alike.items():
            for some in batches(ids):
                those = and_(MemberRow.workspace_id == ws, MemberRow.member_id.in_(some))
                self._connection.execute(update(MemberRow).where(those).values(**asdict(outcome)))

    def _set(self, ws: str, member_id: str, **values: Any) -> None:
        self._connection.execute(update(MemberRow).where(_is_member(ws, member_id)).values(**values))


class GoalStore(Store):
    """Reads and writes where goal cards are and what was chosen with them."""

    def get(self, ws: str, member_id: str) -> Goal | None:
        """Find a member's goal, lapsed or not."""
        mine = and_(GoalRow.workspace_id == ws, GoalRow.member_id == member_id)
        row = self._connection.execute(select(GoalRow).where(mine)).one_or_none()
        return None if row is None else _goal(row)

    def put(self, goal: Goal) -> None:
        """Add it, or replace the goal that the member had."""
        values = {**asdict(goal), **asdict(goal.card), **asdict(goal.settings), **_declared(goal.declaration)}
        nested = {"card", "settings", "declaration"}
        self._put(GoalRow, {name: value for name, value in values.items() if name not in nested})

    def set_declaration(self, ws: str, member_id: str, declaration: Pointer | None) -> None:
        """Set where the goal was declared; None once that post is gone."""
        mine = and_(GoalRow.workspace_id == ws, GoalRow.member_id == member_id)
        self._connection.execute(update(GoalRow).where(mine).values(**_declared(declaration)))

    def set_period(self, ws: str, member_id: str, state: GoalState, recalibrate_on: date) -> None:
        """Set whether the goal goes on, and the last day of its period."""
        mine = and_(GoalRow.workspace_id == ws, GoalRow.member_id == member_id)
        self._connection.execute(update(GoalRow).where(mine).values(state=state, recalibrate_on=recalibrate_on))

    def over(self, until: date) -> tuple[Goal, ...]:
        """Give the active goals of all workspaces whose period ended on or before a date."""
        ended = and_(GoalRow.state == GoalState.ACTIVE, GoalRow.recalibrate_on <= until)
        rows = self._connection.execute(select(GoalRow).where(ended).order_by(GoalRow.workspace_id, GoalRow.member_id))
        return tuple(_goal(row) for row in rows)

    def active(self, ws: str) -> tuple[Goal, ...]:
        """Give the goals whose cards can still be read, in the order of members."""
        readable = and_(GoalRow.workspace_id == ws, GoalRow.state == GoalState.ACTIVE)
        rows = self._connection.execute(select(GoalRow).where(readable).order_by(GoalRow.member_id))
        return tuple(_goal(row) for row in rows)

    def lapse(self, goal: Goal) -> bool:
        """Note that its card is gone from Slack; False if the member has stated another goal since."""
        mine = and_(GoalRow.workspace_id == goal.workspace_id, GoalRow.member_id == goal.member_id)
        same = and_(GoalRow.channel_id == goal.card.channel_id, GoalRow.message_ts == goal.card.message_ts)
        return self._changed(update(GoalRow).where(mine, same).values(state=GoalState.LAPSED))


class AvoidanceStore(Store):
    """Reads and writes avoid lists, which nobody else ever sees."""

    def add(self, ws: str, member_id: str, avoided_id: str) -> None:
        """Put somebody on the member's list; once is enough."""
        self._add(AvoidanceRow, {"workspace_id": ws, "member_id": member_id, "avoided_id": avoided_id})

    def remove(self, ws: str, member_id: str, avoided_id: str) -> None:
        """Take somebody off the member's own list."""
        entry = and_(_of(ws, member_id), AvoidanceRow.avoided_id == avoided_id)
        self._connection.execute(delete(AvoidanceRow).where(entry))

    def of(self, ws: str, member_id: str) -> frozenset[str]:
        """Give who is on the member's own list."""
        return frozenset(self._scalars(select(AvoidanceRow.avoided_id).where(_of(ws, member_id))))

    def all(self, ws: str) -> frozenset[tuple[str, str]]:
        """Give every entry as (whose list, who is avoided)."""
        entries = select(AvoidanceRow.member_id, AvoidanceRow.avoided_id).where(AvoidanceRow.workspace_id == ws)
        return frozenset((mine, theirs) for mine, theirs in self._connection.execute(entries))


def _is_member(ws: str, member_id: str) -> ColumnElement[bool]:
    return and_(MemberRow.workspace_id == ws, MemberRow.member_id == member_id)


def _of(ws: str, member_id: str) -> ColumnElement[bool]:
    return and_(AvoidanceRow.workspace_id == ws, AvoidanceRow.member_id == member_id)


def _member(row: Row[Any]) -> Member:
    values = dict(row._mapping)
    return Member(id=values.pop("member_id"), **values)


def _goal(row: Row[Any]) -> Goal:
    return Goal(
        workspace_id=row.workspace_id,
        member_id=row.member_id,
        card=Pointer(row.channel_id, row.message_ts),
        settings=GoalSettings(**{name: row._mapping[name] for name in GoalSettings.__slots__}),
        state=row.state,
        stated_at=row.stated_at,
        recalibrate_on=row.recalibrate_on,
        declaration=pointer_of(row.declared_channel_id, row.declared_ts),
    )


def _declared(declaration: Pointer | None) -> dict[str, str | None]:
    channel_id, ts = (declaration.channel_id, declaration.message_ts) if declaration else (None, None)
    return {"declared_channel_id": channel_id, "declared_ts": ts}
