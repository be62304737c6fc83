"""What is planned and still to come, and moving it where the rules of a zone put it now."""

from datetime import datetime

from sqlalchemy import and_, exists, select, update
from sqlalchemy.orm import aliased

from storage.records import EVERYONE, CheckIn, Nudge
from storage.stores import nudge_rows as rows
from storage.stores.base import Store
from storage.tables import CheckInRow, NudgeRow, PartnershipRow
from storage.vocabulary import CheckInState, NudgeKind, NudgeState, PartnershipState


class AheadStore(Store):
    """Reads what has yet to come; a change is refused to what was changed or begun since it was read."""

    def check_ins(self, ws: str, now: datetime) -> tuple[CheckIn, ...]:
        """Give those of active partnerships that start later and that no member has moved."""
        later = and_(CheckInRow.workspace_id == ws, CheckInRow.starts_at > now)
        standing = and_(CheckInRow.state == CheckInState.PLANNED, _OF_ACTIVE, ~_CAME_HERE, ~_MOVED)
        query = select(CheckInRow).where(later, standing)
        found = self._connection.execute(query.order_by(CheckInRow.partnership_id, CheckInRow.local_date))
        return tuple(CheckIn(**row._mapping) for row in found)

    def restart(self, check_in: CheckIn, starts_at: datetime) -> bool:
        """Let a check-in start at another instant of its date."""
        key = (CheckInRow.workspace_id, CheckInRow.partnership_id, CheckInRow.local_date)
        mine = and_(*(column == getattr(check_in, column.key) for column in key))
        same = and_(mine, CheckInRow.state == CheckInState.PLANNED, CheckInRow.starts_at == check_in.starts_at)
        return self._changed(update(CheckInRow).where(same).values(starts_at=starts_at))

    def nudges(self, ws: str, now: datetime) -> tuple[Nudge, ...]:
        """Give those that are due later and that nobody has tried to send."""
        later = and_(NudgeRow.workspace_id == ws, NudgeRow.due_at > now, rows.is_open())
        untried = and_(NudgeRow.state == NudgeState.DUE, NudgeRow.attempted_at.is_(None))
        found = self._connection.execute(select(NudgeRow).where(later, untried).order_by(NudgeRow.due_at, *rows.KEY))
        return tuple(rows.from_row(row) for row in found)

    def retime(self, nudge: Nudge, due_at: datetime, expires_at: datetime) -> bool:
        """Let a nudge be due at another instant."""
        same = and_(rows.is_(nudge), NudgeRow.state == NudgeState.DUE, NudgeRow.due_at == nudge.due_at)
        return self._changed(update(NudgeRow).where(same).values(due_at=due_at, expires_at=expires_at))


_FROM = aliased(CheckInRow)
_CAME_HERE = exists().where(
    _FROM.workspace_id == CheckInRow.workspace_id,
    _FROM.partnership_id == CheckInRow.partnership_id,
    _FROM.moved_to == CheckInRow.local_date,
)
# A move within a day leaves no other trace than the message that told of it.
_MOVED = exists().where(
    NudgeRow.workspace_id == CheckInRow.workspace_id,
    NudgeRow.subject_id == CheckInRow.partnership_id,
    NudgeRow.local_date == CheckInRow.local_date,
    NudgeRow.member_id == EVERYONE,
    NudgeRow.kind == NudgeKind.MOVED,
)
_OF_ACTIVE = exists().where(
    PartnershipRow.workspace_id == CheckInRow.workspace_id,
    PartnershipRow.id == CheckInRow.partnership_id,
    PartnershipRow.state == PartnershipState.ACTIVE,
)
