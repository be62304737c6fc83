"""What is due and not sent, over all workspaces, for operators."""

from datetime import datetime

from sqlalchemy import and_, func, select

from storage.stores import nudge_rows as rows
from storage.stores.base import Store
from storage.tables import NudgeRow


class OverdueStore(Store):
    """Counts nudges without telling whose they are."""

    def look(self, now: datetime) -> tuple[int, datetime | None]:
        """Give how many are due and not settled, and since when the oldest has been due."""
        due = and_(rows.is_open(), NudgeRow.due_at <= now)
        count, since = self._connection.execute(select(func.count(), func.min(NudgeRow.due_at)).where(due)).one()
        return count, since
