"""Partnerships, covenants by pointer, signatures, check-ins and attendance."""

from datetime import date, datetime

from sqlalchemy import Date, Integer
from sqlalchemy.orm import Mapped

from matching.vocabulary import Cadence, Format
from storage.tables.base import WITH_MEMBER, WITH_PARTNERSHIP, Base, column, references, workspace_key
from storage.types import Choice, Moment, RowId, SlackId, SlackTs, ZoneName
from storage.vocabulary import Attendance, CheckInState, EndReason, PartnershipState


class PartnershipRow(Base):
    """Two to six members who keep each other company on the way."""

    __tablename__ = "partnership"
    __table_args__ = (references("workspace"),)
    workspace_id: Mapped[str] = workspace_key()
    id: Mapped[str] = column(RowId(), "the partnership", WITH_PARTNERSHIP, primary_key=True)
    channel_id: Mapped[str | None] = column(SlackId(), "its group DM with the bot", WITH_PARTNERSHIP, nullable=True)
    state: Mapped[PartnershipState] = column(Choice(PartnershipState), "forming, active or ended", WITH_PARTNERSHIP)
    formed_at: Mapped[datetime] = column(Moment(), "when everybody had accepted", WITH_PARTNERSHIP)
    ended_at: Mapped[datetime | None] = column(Moment(), "when it ended", WITH_PARTNERSHIP, nullable=True)
    end_reason: Mapped[EndReason | None] = column(
        Choice(EndReason), "why it ended, from a list", WITH_PARTNERSHIP, nullable=True
    )


class PartnershipMemberRow(Base):
    """Who belongs to a partnership."""

    __tablename__ = "partnership_member"
    __table_args__ = (references("partnership", "partnership_id"), references("member", "member_id"))
    workspace_id: Mapped[str] = workspace_key()
    partnership_id: Mapped[str] = column(RowId(), "which partnership", WITH_PARTNERSHIP, primary_key=True)
    member_id: Mapped[str] = column(SlackId(), "who belongs to it", WITH_MEMBER, primary_key=True, index=True)
    left_at: Mapped[datetime | None] = column(Moment(), "when they left it", WITH_MEMBER, nullable=True)


class CovenantRow(Base):
    """Where the covenant card is, and the terms by which check-ins are planned."""

    __tablename__ = "covenant"
    __table_args__ = (references("partnership", "partnership_id"),)
    workspace_id: Mapped[str] = workspace_key()
    partnership_id: Mapped[str] = column(RowId(), "whose covenant", WITH_PARTNERSHIP, primary_key=True)
    message_ts: Mapped[str | None] = column(
        SlackTs(), "the pinned card in the group DM", WITH_PARTNERSHIP, nullable=True
    )
    proposer_id: Mapped[str] = column(SlackId(), "who proposed these terms", WITH_MEMBER)
    revision: Mapped[int] = column(Integer, "counts changes of the terms; signatures are for one", WITH_PARTNERSHIP)
    first_on: Mapped[date] = column(Date, "local date of the first check-in", WITH_PARTNERSHIP)
    minute_of_day: Mapped[int] = column(Integer, "local start in minutes after midnight", WITH_PARTNERSHIP)
    zone: Mapped[str] = column(ZoneName(), "zone in which dates and hours are reckoned", WITH_PARTNERSHIP)
    cadence: Mapped[Cadence] = column(Choice(Cadence), "agreed cadence", WITH_PARTNERSHIP)
    minutes: Mapped[int] = column(Integer, "agreed length in minutes", WITH_PARTNERSHIP)
    format: Mapped[Format] = column(Choice(Format), "agreed format", WITH_PARTNERSHIP)
    recalibrate_on: Mapped[date] = column(Date, "agreed date to look at the terms again", WITH_PARTNERSHIP)


class CommitmentRow(Base):
    """Where a member's commitment to their partners is: a card in their own DM; never its text."""

    __tablename__ = "commitment"
    __table_args__ = (references("partnership", "partnership_id"), references("member", "member_id"))
    workspace_id: Mapped[str] = workspace_key()
    partnership_id: Mapped[str] = column(RowId(), "for which partnership", WITH_PARTNERSHIP, primary_key=True)
    member_id: Mapped[str] = column(SlackId(), "whose commitment", WITH_MEMBER, primary_key=True)
    channel_id: Mapped[str] = column(SlackId(), "the DM that holds the card", WITH_MEMBER)
    message_ts: Mapped[str] = column(SlackTs(), "which message in it is the card", WITH_MEMBER)


class SignatureRow(Base):
    """Who signed which revision of a covenant, and when."""

    __tablename__ = "signature"
    __table_args__ = (references("partnership", "partnership_id"), references("member", "member_id"))
    workspace_id: Mapped[str] = workspace_key()
    partnership_id: Mapped[str] = column(RowId(), "whose covenant", WITH_PARTNERSHIP, primary_key=True)
    member_id: Mapped[str] = column(SlackId(), "who signed", WITH_MEMBER, primary_key=True)
    revision: Mapped[int] = column(Integer, "which revision of the terms they signed", WITH_MEMBER)
    signed_at: Mapped[datetime] = column(Moment(), "when they signed", WITH_MEMBER)


class CheckInRow(Base):
    """One planned check-in of a partnership; at most one on a local date."""

    __tablename__ = "check_in"
    __table_args__ = (references("partnership", "partnership_id"),)
    workspace_id: Mapped[str] = workspace_key()
    partnership_id: Mapped[str] = column(RowId(), "whose check-in", WITH_PARTNERSHIP, primary_key=True)
    local_date: Mapped[date] = column(Date, "its date in the covenant's zone", WITH_PARTNERSHIP, primary_key=True)
    starts_at: Mapped[datetime] = column(Moment(), "when it starts", WITH_PARTNERSHIP, index=True)
    minutes: Mapped[int] = column(Integer, "how long it is planned to last, in minutes", WITH_PARTNERSHIP)
    state: Mapped[CheckInState] = column(Choice(CheckInState), "planned, or moved to another date", WITH_PARTNERSHIP)
    moved_to: Mapped[date | None] = column(Date, "the date it was moved to", WITH_PARTNERSHIP, nullable=True)


class AttendanceRow(Base):
    """What a member recorded of a check-in; no row means that they did not say."""

    __tablename__ = "attendance"
    __table_args__ = (
        references("partnership", "partnership_id"),
        references("member", "member_id"),
    )
    workspace_id: Mapped[str] = workspace_key()
    partnership_id: Mapped[str] = column(RowId(), "whose check-in", WITH_PARTNERSHIP, primary_key=True)
    local_date: Mapped[date] = column(Date, "which check-in", WITH_PARTNERSHIP, primary_key=True)
    member_id: Mapped[str] = column(SlackId(), "who recorded it, for themselves", WITH_MEMBER, primary_key=True)
    attendance: Mapped[Attendance] = column(Choice(Attendance), "attended or missed", WITH_MEMBER)
