"""Which requests were acted upon, so that none is twice."""

from datetime import datetime

from sqlalchemy.orm import Mapped

from storage.tables.base import Base, column, references, workspace_key
from storage.types import Moment, RowId

BRIEFLY = "until it is 15 minutes old"


class RequestRow(Base):
    """One request from Slack; nothing in it tells what was asked, or by whom."""

    __tablename__ = "request"
    __table_args__ = (references("workspace"),)
    workspace_id: Mapped[str] = workspace_key()
    digest: Mapped[str] = column(
        RowId(), "digest of the request's signature or of the event's id", BRIEFLY, primary_key=True
    )
    received_at: Mapped[datetime] = column(Moment(), "when it came", BRIEFLY, index=True)
