"""Counts over all partnerships of a workspace; exact, so they are for `bot.practice.pulse` and nobody else."""

from datetime import date, datetime

from sqlalchemy import and_, exists, func, or_, select
from sqlalchemy.sql import ColumnElement

from storage.stores.base import Store
from storage.tables import AttendanceRow, CheckInRow, CycleRow, PartnershipRow
from storage.vocabulary import Attendance, CheckInState


class PulseStore(Store):
    """Counts as of an instant in the past, so that asking on a later day gives the same answer."""

    def alive(self, ws: str, at: datetime) -> int:
        """Count partnerships whose check-ins had begun by then and that had not ended."""
        return int(self._scalars(select(func.count()).select_from(PartnershipRow).where(_was_alive(ws, at))).one())

    def renewed(self, ws: str, at: datetime, since: date, until: date) -> int:
        """Count those alive by then that began another cycle than their first on a local date in [since, until)."""
        again = exists().where(
            CycleRow.workspace_id == PartnershipRow.workspace_id,
            CycleRow.partnership_id == PartnershipRow.id,
            CycleRow.number > 1,
            CycleRow.began_on >= since,
            CycleRow.began_on < until,
        )
        query = select(func.count()).select_from(PartnershipRow).where(_was_alive(ws, at), again)
        return int(self._scalars(query).one())

    def kept(self, ws: str, since: datetime, until: datetime) -> tuple[int, ...]:
        """Give, for each partnership that has any, its check-ins in [since, until) that two or more attended."""
        here = and_(
            CheckInRow.workspace_id == ws,
            CheckInRow.state == CheckInState.PLANNED,
            CheckInRow.starts_at >= since,
            CheckInRow.starts_at < until,
        )
        attended = and_(
            AttendanceRow.workspace_id == CheckInRow.workspace_id,
            AttendanceRow.partnership_id == CheckInRow.partnership_id,
            AttendanceRow.local_date == CheckInRow.local_date,
            AttendanceRow.attendance == Attendance.ATTENDED,
        )
        together = (
            select(CheckInRow.partnership_id)
            .join(AttendanceRow, attended)
            .where(here)
            .group_by(CheckInRow.partnership_id, CheckInRow.local_date)
            .having(func.count() > 1)
            .subquery()
        )
        each = select(func.count()).select_from(together).group_by(together.c.partnership_id)
        return tuple(sorted(self._scalars(each)))


def _was_alive(ws: str, at: datetime) -> ColumnElement[bool]:
    begun = exists().where(
        CheckInRow.workspace_id == PartnershipRow.workspace_id,
        CheckInRow.partnership_id == PartnershipRow.id,
        CheckInRow.starts_at < at,
    )
    still = or_(PartnershipRow.ended_at.is_(None), PartnershipRow.ended_at >= at)
    return and_(PartnershipRow.workspace_id == ws, begun, still)
