"""Requests that were acted upon, known by a digest for as long as they could come again."""

from datetime import datetime

from sqlalchemy import and_, delete, select

from storage.stores.base import Store
from storage.tables import RequestRow


class RequestStore(Store):
    """Tells a request that came before from a new one."""

    def add(self, ws: str, digest: str, now: datetime) -> bool:
        """Note a request; give False if it was noted before."""
        return self._add(RequestRow, {"workspace_id": ws, "digest": digest, "received_at": now})

    def has(self, ws: str, digest: str) -> bool:
        """Tell whether a request was noted."""
        this = and_(RequestRow.workspace_id == ws, RequestRow.digest == digest)
        return self._scalars(select(RequestRow.digest).where(this)).one_or_none() is not None

    def forget(self, before: datetime) -> None:
        """Delete, in every workspace, those that came before this instant."""
        self._connection.execute(delete(RequestRow).where(RequestRow.received_at < before))
