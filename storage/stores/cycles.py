"""Cycles of partnerships, what is not to be proposed in them, and wider circles."""

from datetime import date

from sqlalchemy import and_, delete, or_, select, update
from sqlalchemy.sql import ColumnElement

from storage.records import CircleLink, Cycle
from storage.stores.base import Store
from storage.tables import CircleLinkRow, CycleRow, PartnershipRow, SilenceRow
from storage.vocabulary import NudgeKind, PartnershipState


class CycleStore(Store):
    """Reads and writes the present cycle of each partnership, and the proposals that partners do not want in it."""

    def begin(self, cycle: Cycle) -> bool:
        """Begin the first cycle; give False if there is one."""
        return self._add(CycleRow, {name: getattr(cycle, name) for name in Cycle.__slots__})

    def get(self, ws: str, partnership_id: str) -> Cycle | None:
        """Find a partnership's present cycle; None while it is forming."""
        row = self._connection.execute(select(CycleRow).where(_is(ws, partnership_id))).one_or_none()
        return None if row is None else Cycle(**row._mapping)

    def of_active(self, ws: str) -> tuple[Cycle, ...]:
        """Give the present cycle of each active partnership, in the order of their ids."""
        theirs = and_(
            PartnershipRow.workspace_id == CycleRow.workspace_id, PartnershipRow.id == CycleRow.partnership_id
        )
        active = and_(CycleRow.workspace_id == ws, PartnershipRow.state == PartnershipState.ACTIVE)
        query = select(CycleRow).join(PartnershipRow, theirs).where(active).order_by(CycleRow.partnership_id)
        return tuple(Cycle(**row._mapping) for row in self._connection.execute(query))

    def renew(self, cycle: Cycle, began_on: date) -> bool:
        """Begin the cycle after this one; give False if somebody did so before."""
        present = and_(_is(cycle.workspace_id, cycle.partnership_id), CycleRow.number == cycle.number)
        return self._changed(update(CycleRow).where(present).values(number=cycle.number + 1, began_on=began_on))

    def set_rotating(self, ws: str, partnership_id: str, is_rotating: bool) -> None:
        """Set whether other twos of the circle meet each month."""
        self._connection.execute(update(CycleRow).where(_is(ws, partnership_id)).values(is_rotating=is_rotating))

    def silence(self, ws: str, partnership_id: str, kind: NudgeKind, cycle: int) -> None:
        """Note that this is not to be proposed again in that cycle."""
        key = {"workspace_id": ws, "partnership_id": partnership_id, "kind": kind, "cycle": cycle}
        self._add(SilenceRow, key)

    def silenced(self, ws: str, partnership_id: str, cycle: int) -> frozenset[NudgeKind]:
        """Give what is not to be proposed in a cycle."""
        ours = and_(SilenceRow.workspace_id == ws, SilenceRow.partnership_id == partnership_id)
        return frozenset(self._scalars(select(SilenceRow.kind).where(ours, SilenceRow.cycle == cycle)))


class CircleLinkStore(Store):
    """Reads and writes which circles belong to a wider one."""

    def ask(self, link: CircleLink) -> bool:
        """Put the question down; give False if it stands already, from either side."""
        if any(
            link.other_id in {one.partnership_id, one.other_id}
            for one in self.of(link.workspace_id, link.partnership_id)
        ):
            return False
        return self._add(CircleLinkRow, {name: getattr(link, name) for name in CircleLink.__slots__})

    def accept(self, ws: str, partnership_id: str, other_id: str) -> bool:
        """Note that the circle that was asked agreed; give False if there was nothing to agree to."""
        asked = and_(_is_link(ws, partnership_id, other_id), CircleLinkRow.accepted.is_(False))
        return self._changed(update(CircleLinkRow).where(asked).values(accepted=True))

    def part(self, ws: str, partnership_id: str, other_id: str) -> bool:
        """Take the link away, whichever side asked; give False if there was none."""
        either = or_(_is_link(ws, partnership_id, other_id), _is_link(ws, other_id, partnership_id))
        return self._changed(delete(CircleLinkRow).where(either))

    def of(self, ws: str, partnership_id: str) -> tuple[CircleLink, ...]:
        """Give those that name a circle, asked or agreed."""
        named = or_(CircleLinkRow.partnership_id == partnership_id, CircleLinkRow.other_id == partnership_id)
        query = select(CircleLinkRow).where(CircleLinkRow.workspace_id == ws, named)
        rows = self._connection.execute(query.order_by(CircleLinkRow.partnership_id, CircleLinkRow.other_id))
        return tuple(CircleLink(**row._mapping) for row in rows)

    def accepted(self, ws: str) -> tuple[CircleLink, ...]:
        """Give those of a workspace to which both sides agreed."""
        query = select(CircleLinkRow).where(CircleLinkRow.workspace_id == ws, CircleLinkRow.accepted.is_(True))
        rows = self._connection.execute(query.order_by(CircleLinkRow.partnership_id, CircleLinkRow.other_id))
        return tuple(CircleLink(**row._mapping) for row in rows)


def _is(ws: str, partnership_id: str) -> ColumnElement[bool]:
    return and_(CycleRow.workspace_id == ws, CycleRow.partnership_id == partnership_id)


def _is_link(ws: str, partnership_id: str, other_id: str) -> ColumnElement[bool]:
    link = CircleLinkRow
    return and_(link.workspace_id == ws, link.partnership_id == partnership_id, link.other_id == other_id)
