"""Which worker serves a workspace, and the previews that hosts wait for."""

from datetime import datetime, timedelta

from sqlalchemy import and_, delete, or_, select, update
from sqlalchemy.sql import ColumnElement

from storage.records import Preview
from storage.stores.base import Store, keys
from storage.tables import PreviewRow, ReaderRow


class ReaderStore(Store):
    """Lets one worker at a time read a workspace's goals."""

    def take(self, ws: str, owner: str, now: datetime, lease: timedelta) -> bool:
        """Take or renew it for as long as the lease; give False while another worker has it."""
        mine = {"owner": owner, "lease_until": now + lease}
        put = self._insert(ReaderRow).values(workspace_id=ws, **mine)
        free = or_(ReaderRow.owner == owner, ReaderRow.lease_until < now)
        return self._changed(put.on_conflict_do_update(index_elements=keys(ReaderRow), set_=mine, where=free))

    def leave(self, owner: str) -> None:
        """Leave every workspace to the other workers."""
        self._connection.execute(delete(ReaderRow).where(ReaderRow.owner == owner))


class PreviewStore(Store):
    """Makes each preview answered once; what is answered is deleted."""

    def ask(self, preview: Preview) -> None:
        """Put it down; while one waits for the same host, that is enough."""
        names = ("workspace_id", "member_id", "asked_at")
        self._add(PreviewRow, {name: getattr(preview, name) for name in names})

    def due(self, ws: str, now: datetime) -> tuple[Preview, ...]:
        """Give those that nobody is answering, the oldest first."""
        waiting = select(PreviewRow).where(PreviewRow.workspace_id == ws, _is_free(now))
        rows = self._connection.execute(waiting.order_by(PreviewRow.asked_at, PreviewRow.member_id))
        return tuple(Preview(row.workspace_id, row.member_id, row.asked_at) for row in rows)

    def claim(self, preview: Preview, now: datetime, until: datetime) -> bool:
        """Take it until then; give False if somebody else has it or it is answered."""
        return self._changed(update(PreviewRow).where(_is(preview), _is_free(now)).values(lease_until=until))

    def put_off(self, preview: Preview, until: datetime) -> None:
        """Leave it for anybody to take up after this instant."""
        self._connection.execute(update(PreviewRow).where(_is(preview)).values(lease_until=until))

    def answered(self, preview: Preview) -> None:
        """Delete it, unless it was asked anew."""
        self._connection.execute(delete(PreviewRow).where(_is(preview)))


def _is(preview: Preview) -> ColumnElement[bool]:
    return and_(*(getattr(PreviewRow, name) == getattr(preview, name) for name in Preview.__slots__))


def _is_free(now: datetime) -> ColumnElement[bool]:
    return or_(PreviewRow.lease_until.is_(None), PreviewRow.lease_until < now)
