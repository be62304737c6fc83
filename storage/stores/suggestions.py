"""Suggestions and each member's own answer to them."""

from collections.abc import Sequence
from datetime import datetime
from itertools import combinations
from typing import Any

from sqlalchemy import and_, or_, select, update
from sqlalchemy.sql import ColumnElement

from storage.records import Suggestion
from storage.stores.base import AnyRow, Store
from storage.tables import SuggestionMemberRow, SuggestionRow
from storage.vocabulary import Answer, SuggestionState


class SuggestionStore(Store):
    """Reads and writes suggestions; only open ones ever change."""

    def add(self, *suggestions: Suggestion) -> frozenset[str]:
        """Add them with a side for each member; give the ids without those whose people were suggested that week."""
        names = [name for name in Suggestion.__slots__ if name not in {"answers", "messages"}]
        insert = self._insert(SuggestionRow).on_conflict_do_nothing().returning(SuggestionRow.id)
        rows = [{name: getattr(one, name) for name in names} for one in suggestions]
        added = frozenset(self._connection.execute(insert, rows).scalars()) if rows else frozenset()
        sides = [_side_of(one, member_id) for one in suggestions if one.id in added for member_id in one.members]
        self._insert_all(self._insert(SuggestionMemberRow).on_conflict_do_nothing(), sides)
        return added

    def get(self, ws: str, suggestion_id: str) -> Suggestion | None:
        """Find one by its id."""
        found = self._found(_is(ws, suggestion_id))
        return found[0] if found else None

    def open_of(self, ws: str, member_id: str) -> tuple[Suggestion, ...]:
        """Give the open ones that name the member, whatever they answered, oldest first."""
        return self._found(_is_open(ws), _names(ws, member_id))

    def shown_to(self, ws: str, member_id: str) -> tuple[Suggestion, ...]:
        """Give all that name the member, oldest first."""
        return self._found(_names(ws, member_id))

    def overdue(self, now: datetime) -> tuple[Suggestion, ...]:
        """Give the open ones of all workspaces that have lapsed."""
        return self._found(SuggestionRow.state == SuggestionState.OPEN, SuggestionRow.expires_at <= now)

    def open_members(self, ws: str) -> frozenset[str]:
        """Give everybody whom an open suggestion binds; another member's invitation binds only who said yes to it."""
        binds = or_(SuggestionRow.inviter_id.is_(None), SuggestionMemberRow.answer == Answer.YES)
        sides = select(SuggestionMemberRow.member_id).join(SuggestionRow, _SIDE).where(_is_open(ws), binds)
        return frozenset(self._scalars(sides))

    def suggested(self, ws: str, iso_week: int) -> frozenset[tuple[str, str]]:
        """Give sorted pairs who were suggested to one another that week, however it ended."""
        that_week = select(SuggestionRow.members)
        groups = self._scalars(that_week.where(SuggestionRow.workspace_id == ws, SuggestionRow.iso_week == iso_week))
        return frozenset(pair for members in groups for pair in combinations(sorted(members), 2))

    def answer(self, ws: str, suggestion_id: str, member_id: str, answer: Answer) -> bool:
        """Record the first answer of a member to an open suggestion; answers wait for one another."""
        still_open = select(SuggestionRow.id).where(_is(ws, suggestion_id), _is_open(ws))
        if self._scalars(still_open.with_for_update(key_share=True)).one_or_none() is None:
            return False
        unanswered = and_(_is_side(ws, suggestion_id, member_id), SuggestionMemberRow.answer == Answer.NONE)
        return self._changed(update(SuggestionMemberRow).where(unanswered).values(answer=answer))

    def close(self, ws: str, suggestion_id: str, state: SuggestionState) -> bool:
        """Give it its last state; False if it had one."""
        return self._changed(update(SuggestionRow).where(_is(ws, suggestion_id), _is_open(ws)).values(state=state))

    def shown(self, ws: str, suggestion_id: str, member_id: str, message_ts: str) -> None:
        """Note which message shows it to the member."""
        side = _is_side(ws, suggestion_id, member_id)
        self._connection.execute(update(SuggestionMemberRow).where(side).values(message_ts=message_ts))

    def _found(self, *wanted: ColumnElement[bool]) -> tuple[Suggestion, ...]:
        sides = select(SuggestionRow, SuggestionMemberRow.member_id, *_SAID).join(SuggestionMemberRow, _SIDE)
        ordered = sides.where(*wanted).order_by(SuggestionRow.made_at, SuggestionRow.id)
        by_id: dict[tuple[str, str], list[AnyRow]] = {}
        for row in self._connection.execute(ordered):
            by_id.setdefault((row.workspace_id, row.id), []).append(row)
        return tuple(_suggestion(rows) for rows in by_id.values())


_SIDE = and_(
    SuggestionMemberRow.workspace_id == SuggestionRow.workspace_id,
    SuggestionMemberRow.suggestion_id == SuggestionRow.id,
)
_SAID = (SuggestionMemberRow.answer, SuggestionMemberRow.message_ts)


def _is(ws: str, suggestion_id: str) -> ColumnElement[bool]:
    return and_(SuggestionRow.workspace_id == ws, SuggestionRow.id == suggestion_id)


def _is_open(ws: str) -> ColumnElement[bool]:
    return and_(SuggestionRow.workspace_id == ws, SuggestionRow.state == SuggestionState.OPEN)


def _is_side(ws: str, suggestion_id: str, member_id: str) -> ColumnElement[bool]:
    mine = SuggestionMemberRow
    return and_(mine.workspace_id == ws, mine.suggestion_id == suggestion_id, mine.member_id == member_id)


def _names(ws: str, member_id: str) -> ColumnElement[bool]:
    mine = and_(SuggestionMemberRow.workspace_id == ws, SuggestionMemberRow.member_id == member_id)
    theirs = select(SuggestionMemberRow.suggestion_id).where(mine)
    return and_(SuggestionRow.workspace_id == ws, SuggestionRow.id.in_(theirs))


def _side_of(suggestion: Suggestion, member_id: str) -> dict[str, Any]:
    return {
        "workspace_id": suggestion.workspace_id,
        "suggestion_id": suggestion.id,
        "member_id": member_id,
        "answer": suggestion.answers.get(member_id, Answer.NONE),
        "message_ts": suggestion.messages.get(member_id),
    }


def _suggestion(rows: Sequence[AnyRow]) -> Suggestion:
    first = rows[0]
    return Suggestion(
        workspace_id=first.workspace_id,
        id=first.id,
        iso_week=first.iso_week,
        members=first.members,
        because=first.because,
        state=first.state,
        made_at=first.made_at,
        expires_at=first.expires_at,
        answers={row.member_id: row.answer for row in rows},
        messages={row.member_id: row.message_ts for row in rows if row.message_ts is not None},
        partnership_id=first.partnership_id,
        inviter_id=first.inviter_id,
    )
