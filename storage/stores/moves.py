"""Moves that wait for a yes, and the wish to be asked daily."""

from datetime import date

from sqlalchemy import and_, delete, select

from storage.records import DailyStep, Move
from storage.stores.base import Store
from storage.tables import DailyStepRow, MoveRow


class MoveStore(Store):
    """Reads and writes new times that circles have not agreed to yet; a newer proposal takes the place of an older."""

    def propose(self, move: Move) -> None:
        """Put it in place of any other for the same check-in."""
        self._put(MoveRow, {name: getattr(move, name) for name in Move.__slots__})

    def get(self, ws: str, partnership_id: str, local_date: date) -> Move | None:
        """Find the one for a check-in."""
        mine = and_(MoveRow.workspace_id == ws, MoveRow.partnership_id == partnership_id)
        row = self._connection.execute(select(MoveRow).where(mine, MoveRow.local_date == local_date)).one_or_none()
        return None if row is None else Move(**row._mapping)

    def take(self, move: Move) -> bool:
        """Take it away because it was agreed to or is void; give False if it is gone or another one stands."""
        mine = and_(MoveRow.workspace_id == move.workspace_id, MoveRow.partnership_id == move.partnership_id)
        same = and_(MoveRow.local_date == move.local_date, MoveRow.starts_at == move.starts_at)
        return self._changed(delete(MoveRow).where(mine, same))


class DailyStepStore(Store):
    """Reads and writes who wants to be asked daily; the answers are stored nowhere."""

    def put(self, step: DailyStep) -> None:
        """Set when the member is asked."""
        self._put(DailyStepRow, {name: getattr(step, name) for name in DailyStep.__slots__})

    def get(self, ws: str, partnership_id: str, member_id: str) -> DailyStep | None:
        """Find a member's wish in one partnership."""
        mine = and_(DailyStepRow.workspace_id == ws, DailyStepRow.partnership_id == partnership_id)
        row = self._connection.execute(
            select(DailyStepRow).where(mine, DailyStepRow.member_id == member_id)
        ).one_or_none()
        return None if row is None else DailyStep(**row._mapping)

    def stop(self, ws: str, partnership_id: str, member_id: str) -> bool:
        """Ask no more; give False if nobody did."""
        mine = and_(DailyStepRow.workspace_id == ws, DailyStepRow.partnership_id == partnership_id)
        return self._changed(delete(DailyStepRow).where(mine, DailyStepRow.member_id == member_id))

    def all(self) -> tuple[DailyStep, ...]:
        """Give every wish in all workspaces, in the order of workspaces, partnerships and members."""
        key = (DailyStepRow.workspace_id, DailyStepRow.partnership_id, DailyStepRow.member_id)
        rows = self._connection.execute(select(DailyStepRow).order_by(*key))
        return tuple(DailyStep(**row._mapping) for row in rows)
