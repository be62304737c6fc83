"""Every message that the worker sends: one row per occurrence (design, section 5)."""

from datetime import date, datetime

from sqlalchemy import Date, Index, Integer, text
from sqlalchemy.orm import Mapped

from storage.tables.base import WITH_RECIPIENT, Base, column, references, workspace_key
from storage.types import Choice, Moment, RowId, SlackId, SlackTs
from storage.vocabulary import NudgeKind, NudgeReason, NudgeState

_OPEN = text("state IN ('due', 'claimed', 'sending', 'unknown')")


class NudgeRow(Base):
    """A message that is to arrive once; the primary key is the occurrence key."""

    __tablename__ = "nudge"
    __table_args__ = (
        references("workspace"),
        Index(None, "workspace_id", "due_at", sqlite_where=_OPEN, postgresql_where=_OPEN),
        Index(None, "due_at", sqlite_where=_OPEN, postgresql_where=_OPEN),
    )
    workspace_id: Mapped[str] = workspace_key()
    subject_id: Mapped[str] = column(
        RowId(), "the partnership or suggestion that it is about, else zeros", WITH_RECIPIENT, primary_key=True
    )
    local_date: Mapped[date] = column(Date, "the local date that it is about", WITH_RECIPIENT, primary_key=True)
    member_id: Mapped[str] = column(
        SlackId(), "who receives it, or ALL for the group DM", WITH_RECIPIENT, primary_key=True
    )
    kind: Mapped[NudgeKind] = column(Choice(NudgeKind), "what it is about", WITH_RECIPIENT, primary_key=True)
    state: Mapped[NudgeState] = column(Choice(NudgeState), "where it is on its way", WITH_RECIPIENT)
    due_at: Mapped[datetime] = column(Moment(), "when it is to be sent", WITH_RECIPIENT)
    expires_at: Mapped[datetime] = column(Moment(), "after this it is too late to send", WITH_RECIPIENT)
    fence: Mapped[int] = column(Integer, "counts claims; a write with an older count is refused", WITH_RECIPIENT)
    owner: Mapped[str | None] = column(RowId(), "which worker process holds the claim", WITH_RECIPIENT, nullable=True)
    lease_until: Mapped[datetime | None] = column(Moment(), "until when the claim holds", WITH_RECIPIENT, nullable=True)
    attempted_at: Mapped[datetime | None] = column(
        Moment(), "when the last attempt to send began", WITH_RECIPIENT, nullable=True
    )
    message_ts: Mapped[str | None] = column(SlackTs(), "the message that was sent", WITH_RECIPIENT, nullable=True)
    reason: Mapped[NudgeReason | None] = column(
        Choice(NudgeReason), "why it was not sent, or that it was answered; from a list", WITH_RECIPIENT, nullable=True
    )
