"""What is looked up for all partnerships of a workspace at once, to see which of them a card is due for."""

from collections.abc import Collection, Mapping
from datetime import date, datetime

from sqlalchemy import and_, distinct, exists, func, or_, select

from storage.records import EVERYONE, Nudge, Terms
from storage.stores.base import Store, batches
from storage.tables import AgreedRow, AttendanceRow, CheckInRow, NudgeRow, PartnershipRow
from storage.vocabulary import Attendance, CheckInState, NudgeKind, NudgeState, PartnershipState

ENOUGH = 2
"""With fewer check-ins amiss there is no sign of decay to look for."""


class LifeStore(Store):
    """Reads across the partnerships of a workspace in one query each."""

    def agreed(self, ws: str) -> Mapping[str, Terms]:
        """Give the agreed terms of each active partnership."""
        theirs = and_(
            PartnershipRow.workspace_id == AgreedRow.workspace_id, PartnershipRow.id == AgreedRow.partnership_id
        )
        active = and_(AgreedRow.workspace_id == ws, PartnershipRow.state == PartnershipState.ACTIVE)
        rows = self._connection.execute(select(AgreedRow).join(PartnershipRow, theirs).where(active))
        return {row.partnership_id: Terms(**{name: row._mapping[name] for name in Terms.__slots__}) for row in rows}

    def amiss(self, ws: str, since: datetime, lately: datetime, now: datetime) -> tuple[str, ...]:
        """Give the active partnerships with several check-ins missed, moved or let go, the newest of them lately."""
        missed = exists().where(
            AttendanceRow.workspace_id == CheckInRow.workspace_id,
            AttendanceRow.partnership_id == CheckInRow.partnership_id,
            AttendanceRow.local_date == CheckInRow.local_date,
            AttendanceRow.attendance == Attendance.MISSED,
        )
        active = exists().where(
            PartnershipRow.workspace_id == CheckInRow.workspace_id,
            PartnershipRow.id == CheckInRow.partnership_id,
            PartnershipRow.state == PartnershipState.ACTIVE,
        )
        began = and_(CheckInRow.workspace_id == ws, CheckInRow.starts_at >= since, CheckInRow.starts_at <= now)
        query = (
            select(CheckInRow.partnership_id)
            .where(began, or_(CheckInRow.state != CheckInState.PLANNED, missed), active)
            .group_by(CheckInRow.partnership_id)
            .having(func.count(distinct(CheckInRow.local_date)) >= ENOUGH, func.max(CheckInRow.starts_at) >= lately)
            .order_by(CheckInRow.partnership_id)
        )
        return tuple(self._scalars(query))

    def to_groups(self, ws: str, kinds: Collection[NudgeKind], since: datetime) -> tuple[Nudge, ...]:
        """Give the nudges of these kinds to group DMs that were due since then, whatever became of them."""
        wanted = and_(NudgeRow.kind.in_(kinds), NudgeRow.member_id == EVERYONE, NudgeRow.due_at >= since)
        rows = self._connection.execute(select(NudgeRow).where(NudgeRow.workspace_id == ws, wanted))
        return tuple(Nudge(**{name: row._mapping[name] for name in Nudge.__slots__}) for row in rows)

    def unanswered(self, ws: str, since: datetime, until: datetime) -> Mapping[tuple[str, str], tuple[date, ...]]:
        """Give by (partnership, member) the dates since their last answer on which they were asked whether they met.

        Only of members who were asked about a check-in between `since` and `until` and have not answered that one;
        check-ins that were moved or let go in the end are not counted.
        """
        query = select(NudgeRow.subject_id, NudgeRow.member_id).where(
            *_ASKED, ~_ANSWERED, NudgeRow.workspace_id == ws, NudgeRow.due_at >= since, NudgeRow.due_at < until
        )
        silent = {(row.subject_id, row.member_id) for row in self._connection.execute(query)}
        found: dict[tuple[str, str], tuple[date, ...]] = {}
        for subjects in batches(sorted({subject_id for subject_id, _ in silent})):
            theirs = and_(NudgeRow.workspace_id == ws, NudgeRow.subject_id.in_(subjects))
            for row in self._connection.execute(select(NudgeRow).where(theirs, *_ASKED, ~_ANSWERED, _HELD)):
                key = (row.subject_id, row.member_id)
                if key in silent and row.due_at < until:
                    found[key] = (*found.get(key, ()), row.local_date)
        return found


_ASKED = (NudgeRow.kind == NudgeKind.AFTER, NudgeRow.state == NudgeState.SENT)
_ANSWERED = exists().where(  # that one, or one since
    AttendanceRow.workspace_id == NudgeRow.workspace_id,
    AttendanceRow.partnership_id == NudgeRow.subject_id,
    AttendanceRow.member_id == NudgeRow.member_id,
    AttendanceRow.local_date >= NudgeRow.local_date,
)
_HELD = exists().where(
    CheckInRow.workspace_id == NudgeRow.workspace_id,
    CheckInRow.partnership_id == NudgeRow.subject_id,
    CheckInRow.local_date == NudgeRow.local_date,
    CheckInRow.state == CheckInState.PLANNED,
)
