"""What is due and not sent, over all workspaces, for operators."""

from datetime import datetime

from sqlalchemy import and_, bindparam, func, select

from storage.stores.base import Store
from storage.tables import NudgeRow
from storage.vocabulary import NudgeState

_OPEN = (NudgeState.DUE, NudgeState.CLAIMED, NudgeState.SENDING, NudgeState.UNKNOWN)


class OverdueStore(Store):
    """Counts nudges without telling whose they are."""

    def look(self, now: datetime) -> tuple[int, datetime | None]:
        """Give how many are due and not settled, and since when the oldest has been due."""
        # Written out, since SQLite uses a partial index only for the very words that made it.
        still = bindparam("open", _OPEN, NudgeRow.state.type, expanding=True, literal_execute=True)
        due = and_(NudgeRow.state.in_(still), NudgeRow.due_at <= now)
        count, since = self._connection.execute(select(func.count(), func.min(NudgeRow.due_at)).where(due)).one()
        return count, since
