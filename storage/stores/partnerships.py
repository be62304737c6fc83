"""Partnerships and who belongs to them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from itertools import combinations
from typing import Any

from sqlalchemy import Connection, and_, select, update
from sqlalchemy.orm import aliased
from sqlalchemy.sql import ColumnElement

from storage.records import Partnership
from storage.stores.base import AnyRow, Store
from storage.tables import AttendanceRow, PartnershipMemberRow, PartnershipRow
from storage.vocabulary import Attendance, EndReason, PartnershipState


class PartnershipStore(Store):
    """Reads and writes partnerships; each turn of their life is taken once."""

    def add(self, partnership: Partnership) -> None:
        """Add it with its members."""
        names = ("workspace_id", "id", "channel_id", "state", "formed_at", "ended_at", "end_reason")
        self._add(PartnershipRow, {name: getattr(partnership, name) for name in names})
        for member_id in partnership.members:
            belongs = {"partnership_id": partnership.id, "member_id": member_id}
            self._add(PartnershipMemberRow, {"workspace_id": partnership.workspace_id, **belongs})

    def get(self, ws: str, partnership_id: str) -> Partnership | None:
        """Find one by its id, ended or not."""
        found = self._found(_is(ws, partnership_id))
        return found[0] if found else None

    def live_of(self, ws: str, member_id: str) -> tuple[Partnership, ...]:
        """Give those that have not ended and that the member has not left, oldest first."""
        mine = select(PartnershipMemberRow.partnership_id).where(
            _stays(ws), PartnershipMemberRow.member_id == member_id
        )
        return self._found(_is_live(ws), PartnershipRow.id.in_(mine))

    def live(self, ws: str) -> tuple[Partnership, ...]:
        """Give those that have not ended, oldest first."""
        return self._found(_is_live(ws))

    def set_channel(self, ws: str, partnership_id: str, channel_id: str) -> None:
        """Set the group DM."""
        self._connection.execute(update(PartnershipRow).where(_is(ws, partnership_id)).values(channel_id=channel_id))

    def activate(self, ws: str, partnership_id: str) -> bool:
        """Turn a forming one active; give False if somebody did so before."""
        forming = and_(_is(ws, partnership_id), PartnershipRow.state == PartnershipState.FORMING)
        return self._changed(update(PartnershipRow).where(forming).values(state=PartnershipState.ACTIVE))

    def join(self, ws: str, partnership_id: str, member_id: str) -> None:
        """Take a member in, also one who had left."""
        wait_for(self._connection, ws, partnership_id)
        key = {"workspace_id": ws, "partnership_id": partnership_id, "member_id": member_id}
        self._put(PartnershipMemberRow, {**key, "left_at": None})

    def leave(self, ws: str, partnership_id: str, member_id: str, now: datetime) -> bool:
        """Note that a member left; two who leave at once wait for one another."""
        wait_for(self._connection, ws, partnership_id)
        theirs = PartnershipMemberRow
        mine = and_(_stays(ws), theirs.partnership_id == partnership_id, theirs.member_id == member_id)
        return self._changed(update(PartnershipMemberRow).where(mine).values(left_at=now))

    def end(self, ws: str, partnership_id: str, reason: EndReason, now: datetime) -> bool:
        """End it; give False if it has ended."""
        ended = {"state": PartnershipState.ENDED, "end_reason": reason, "ended_at": now}
        return self._changed(update(PartnershipRow).where(_is(ws, partnership_id), _is_live(ws)).values(**ended))

    def live_counts(self, ws: str) -> Mapping[str, int]:
        """Give for each member in a live partnership how many they are in."""
        return Counter(member_id for each in self.live(ws) for member_id in each.members)

    def together(self, ws: str, since: date) -> frozenset[tuple[str, str]]:
        """Give sorted pairs who share a live partnership or both attended one check-in since that local date."""
        living = frozenset(pair for each in self.live(ws) for pair in combinations(each.members, 2))
        return living | self._met(ws, since)

    def _met(self, ws: str, since: date) -> frozenset[tuple[str, str]]:
        mine, theirs = aliased(AttendanceRow), aliased(AttendanceRow)
        same_check_in = and_(
            theirs.workspace_id == mine.workspace_id,
            theirs.partnership_id == mine.partnership_id,
            theirs.local_date == mine.local_date,
            theirs.member_id > mine.member_id,
        )
        attended = and_(mine.attendance == Attendance.ATTENDED, theirs.attendance == Attendance.ATTENDED)
        pairs = select(mine.member_id, theirs.member_id).join(theirs, same_check_in).distinct()
        rows = self._connection.execute(pairs.where(mine.workspace_id == ws, mine.local_date >= since, attended))
        return frozenset((min(a, b), max(a, b)) for a, b in rows)

    def _found(self, *wanted: ColumnElement[bool]) -> tuple[Partnership, ...]:
        by_id: dict[str, list[AnyRow]] = {}
        for row in self._connection.execute(_SIDES.where(*wanted)):
            by_id.setdefault(row.id, []).append(row)
        return tuple(_partnership(rows) for rows in by_id.values())


def wait_for(connection: Connection, ws: str, partnership_id: str) -> None:
    """Let only one unit of work at a time change what hangs on a partnership (on SQLite that is so anyway)."""
    connection.execute(select(PartnershipRow.id).where(_is(ws, partnership_id)).with_for_update(key_share=True))


def _is(ws: str, partnership_id: str) -> ColumnElement[bool]:
    return and_(PartnershipRow.workspace_id == ws, PartnershipRow.id == partnership_id)


def _is_live(ws: str) -> ColumnElement[bool]:
    return and_(PartnershipRow.workspace_id == ws, PartnershipRow.state != PartnershipState.ENDED)


def _stays(ws: Any) -> ColumnElement[bool]:
    return and_(PartnershipMemberRow.workspace_id == ws, PartnershipMemberRow.left_at.is_(None))


_SIDES = (
    select(PartnershipRow, PartnershipMemberRow.member_id)
    .outerjoin(
        PartnershipMemberRow,
        and_(_stays(PartnershipRow.workspace_id), PartnershipMemberRow.partnership_id == PartnershipRow.id),
    )
    .order_by(PartnershipRow.formed_at, PartnershipRow.id)
)


def _partnership(sides: Sequence[AnyRow]) -> Partnership:
    values = dict(sides[0]._mapping)
    del values["member_id"]
    return Partnership(**values, members=tuple(sorted(side.member_id for side in sides if side.member_id is not None)))
