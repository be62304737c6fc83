"""Planned check-ins and what members recorded of them."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import and_, delete, exists, func, or_, select, update
from sqlalchemy.orm import aliased
from sqlalchemy.sql import ColumnElement

from storage.records import CheckIn
from storage.stores.base import AnyRow, Store
from storage.tables import AttendanceRow, CheckInRow, NudgeRow, PartnershipMemberRow, PartnershipRow
from storage.vocabulary import Attendance, CheckInState, NudgeKind, PartnershipState


class CheckInStore(Store):
    """Reads and writes check-ins; dates are local to the covenant, starts are UTC."""

    def add(self, check_in: CheckIn) -> bool:
        """Plan it; give False if the partnership has one on that date."""
        names = ("workspace_id", "partnership_id", "local_date", "starts_at", "minutes", "state", "moved_to")
        return self._add(CheckInRow, {name: getattr(check_in, name) for name in names})

    def get(self, ws: str, partnership_id: str, local_date: date) -> CheckIn | None:
        """Find the one on a date, with its attendance."""
        found = self._found(_is(ws, partnership_id, local_date))
        return found[0] if found else None

    def all_of(self, ws: str, partnership_id: str) -> tuple[CheckIn, ...]:
        """Give all of a partnership in the order of dates."""
        return self._found(_is_of(ws, partnership_id))

    def next_of(self, ws: str, partnership_id: str, now: datetime) -> CheckIn | None:
        """Give the first planned one that is not over."""
        planned = self._found(_is_of(ws, partnership_id), CheckInRow.state == CheckInState.PLANNED)
        ahead = [each for each in planned if each.starts_at + timedelta(minutes=each.minutes) > now]
        return min(ahead, key=lambda each: each.starts_at, default=None)

    def without_nudges(self, start: datetime, now: datetime, end: datetime) -> tuple[CheckIn, ...]:
        """Give the planned ones of active partnerships that start in [start, end) and have no nudges yet.

        Those still to come are given again for a partner who joined after the others had theirs.
        """
        starts = and_(CheckInRow.starts_at >= start, CheckInRow.starts_at < end)
        overlooked = and_(CheckInRow.starts_at > now, _OVERLOOKS_SOMEBODY)
        missing = or_(~exists().where(_NUDGED), overlooked)
        return self._found(starts, CheckInRow.state == CheckInState.PLANNED, _OF_ACTIVE, missing)

    def running_out(self, now: datetime, wanted: int) -> tuple[tuple[str, str], ...]:
        """Give workspace and id of each active partnership with fewer planned ones ahead than are wanted.

        One that was moved there does not count, or the rhythm would stop until two that were moved far away are over.
        """
        ahead = and_(CheckInRow.state == CheckInState.PLANNED, CheckInRow.starts_at > now, ~_IS_MOVED_HERE)
        theirs = and_(
            CheckInRow.workspace_id == PartnershipRow.workspace_id, CheckInRow.partnership_id == PartnershipRow.id
        )
        query = (
            select(PartnershipRow.workspace_id, PartnershipRow.id)
            .outerjoin(CheckInRow, and_(theirs, ahead))
            .where(PartnershipRow.state == PartnershipState.ACTIVE)
            .group_by(PartnershipRow.workspace_id, PartnershipRow.id)
            .having(func.count(CheckInRow.local_date) < wanted)
            .order_by(PartnershipRow.workspace_id, PartnershipRow.id)
        )
        return tuple((row.workspace_id, row.id) for row in self._connection.execute(query))

    def move(self, ws: str, partnership_id: str, local_date: date, moved_to: date) -> bool:
        """Mark it as moved to another date, also if it had been let go; give False if it was moved before."""
        standing = and_(_is(ws, partnership_id, local_date), CheckInRow.state != CheckInState.MOVED)
        return self._changed(update(CheckInRow).where(standing).values(state=CheckInState.MOVED, moved_to=moved_to))

    def skip(self, ws: str, partnership_id: str, local_date: date) -> bool:
        """Mark it as let go; give False if it was moved or let go before."""
        planned = and_(_is(ws, partnership_id, local_date), CheckInRow.state == CheckInState.PLANNED)
        return self._changed(update(CheckInRow).where(planned).values(state=CheckInState.SKIPPED))

    def shift(self, ws: str, partnership_id: str, local_date: date, starts_at: datetime, minutes: int) -> None:
        """Plan the one on this date for another hour, also if it had been moved away; earlier answers are void."""
        anew = {"starts_at": starts_at, "minutes": minutes, "state": CheckInState.PLANNED, "moved_to": None}
        self._connection.execute(update(CheckInRow).where(_is(ws, partnership_id, local_date)).values(**anew))
        said = AttendanceRow
        mine = and_(said.workspace_id == ws, said.partnership_id == partnership_id, said.local_date == local_date)
        self._connection.execute(delete(AttendanceRow).where(mine))

    def drop_after(self, ws: str, partnership_id: str, now: datetime) -> None:
        """Delete those that were to start later, moved ones too, unless somebody was there.

        Who had said that they could not come said so of an hour that is no more.
        """
        met = exists().where(_RECORDED, AttendanceRow.attendance == Attendance.ATTENDED)
        gone = and_(_is_of(ws, partnership_id), CheckInRow.starts_at > now, ~met)
        said = and_(AttendanceRow.workspace_id == ws, AttendanceRow.partnership_id == partnership_id)
        of_gone = AttendanceRow.local_date.in_(select(CheckInRow.local_date).where(gone))
        self._connection.execute(delete(AttendanceRow).where(said, of_gone))
        self._connection.execute(delete(CheckInRow).where(gone))

    def record(self, ws: str, partnership_id: str, local_date: date, member_id: str, attendance: Attendance) -> bool:
        """Record what a member says for themselves; the first answer stays."""
        key = {"workspace_id": ws, "partnership_id": partnership_id, "local_date": local_date, "member_id": member_id}
        return self._add(AttendanceRow, {**key, "attendance": attendance})

    def _found(self, *wanted: ColumnElement[bool]) -> tuple[CheckIn, ...]:
        by_key: dict[tuple[str, str, date], list[AnyRow]] = {}
        for row in self._connection.execute(_SIDES.where(*wanted)):
            by_key.setdefault((row.workspace_id, row.partnership_id, row.local_date), []).append(row)
        return tuple(_check_in(rows) for rows in by_key.values())


_OF_ACTIVE = exists().where(
    PartnershipRow.workspace_id == CheckInRow.workspace_id,
    PartnershipRow.id == CheckInRow.partnership_id,
    PartnershipRow.state == PartnershipState.ACTIVE,
)
_NUDGED = and_(
    NudgeRow.workspace_id == CheckInRow.workspace_id,
    NudgeRow.subject_id == CheckInRow.partnership_id,
    NudgeRow.local_date == CheckInRow.local_date,
    NudgeRow.kind == NudgeKind.AFTER,
)
_OVERLOOKS_SOMEBODY = exists().where(
    PartnershipMemberRow.workspace_id == CheckInRow.workspace_id,
    PartnershipMemberRow.partnership_id == CheckInRow.partnership_id,
    PartnershipMemberRow.left_at.is_(None),
    ~exists().where(_NUDGED, NudgeRow.member_id == PartnershipMemberRow.member_id),
)
_FROM = aliased(CheckInRow)
_IS_MOVED_HERE = exists().where(
    _FROM.workspace_id == CheckInRow.workspace_id,
    _FROM.partnership_id == CheckInRow.partnership_id,
    _FROM.moved_to == CheckInRow.local_date,
)
_KEY = (CheckInRow.workspace_id, CheckInRow.partnership_id, AttendanceRow.member_id)
_RECORDED = and_(
    AttendanceRow.workspace_id == CheckInRow.workspace_id,
    AttendanceRow.partnership_id == CheckInRow.partnership_id,
    AttendanceRow.local_date == CheckInRow.local_date,
)
_SIDES = (
    select(CheckInRow, AttendanceRow.member_id, AttendanceRow.attendance)
    .outerjoin(AttendanceRow, _RECORDED)
    .order_by(CheckInRow.local_date, *_KEY)
)


def _is_of(ws: str, partnership_id: str) -> ColumnElement[bool]:
    return and_(CheckInRow.workspace_id == ws, CheckInRow.partnership_id == partnership_id)


def _is(ws: str, partnership_id: str, local_date: date) -> ColumnElement[bool]:
    return and_(_is_of(ws, partnership_id), CheckInRow.local_date == local_date)


def _check_in(sides: Sequence[AnyRow]) -> CheckIn:
    values = dict(sides[0]._mapping)
    del values["member_id"], values["attendance"]
    said = {side.member_id: side.attendance for side in sides if side.member_id is not None}
    return CheckIn(**values, attendance=said)
