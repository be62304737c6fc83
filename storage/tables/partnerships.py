"""Partnerships, covenants by pointer, signatures, check-ins and attendance.

A little longer than other files, since every column says what it is for and how long it is kept.
"""

from datetime import date, datetime

from sqlalchemy import Boolean, Date, Integer
from sqlalchemy.orm import Mapped

from matching.vocabulary import Cadence, Format
from storage.tables.base import WITH_MEMBER, WITH_PARTNERSHIP, Base, column, references, workspace_key
from storage.types import Choice, Moment, RowId, SlackId, SlackTs, ZoneName
from storage.vocabulary import Attendance, CheckInState, EndReason, NudgeKind, PartnershipState, Preset


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


class CycleRow(Base):
    """The present cycle of a partnership: twelve weeks, counted from its first check-in."""

    __tablename__ = "cycle"
    __table_args__ = (references("partnership", "partnership_id"),)
    workspace_id: Mapped[str] = workspace_key()
    partnership_id: Mapped[str] = column(RowId(), "whose cycle", WITH_PARTNERSHIP, primary_key=True)
    number: Mapped[int] = column(Integer, "which cycle it is, from 1", WITH_PARTNERSHIP)
    began_on: Mapped[date] = column(Date, "local date on which it began", WITH_PARTNERSHIP)
    is_rotating: Mapped[bool] = column(Boolean, "whether other twos of the circle meet each month", WITH_PARTNERSHIP)


class SilenceRow(Base):
    """A proposal that partners do not want again in a cycle."""

    __tablename__ = "silence"
    __table_args__ = (references("partnership", "partnership_id"),)
    workspace_id: Mapped[str] = workspace_key()
    partnership_id: Mapped[str] = column(RowId(), "whose wish", WITH_PARTNERSHIP, primary_key=True)
    kind: Mapped[NudgeKind] = column(
        Choice(NudgeKind), "what is not to be proposed", WITH_PARTNERSHIP, primary_key=True
    )
    cycle: Mapped[int] = column(Integer, "in which cycle", WITH_PARTNERSHIP, primary_key=True, autoincrement=False)


class CircleLinkRow(Base):
    """Two circles that are parts of a wider one, once the second has agreed."""

    __tablename__ = "circle_link"
    __table_args__ = (references("partnership", "partnership_id"),)
    workspace_id: Mapped[str] = workspace_key()
    partnership_id: Mapped[str] = column(RowId(), "the circle that asked", WITH_PARTNERSHIP, primary_key=True)
    other_id: Mapped[str] = column(RowId(), "the circle that was asked", WITH_PARTNERSHIP, primary_key=True)
    accepted: Mapped[bool] = column(Boolean, "whether the other circle agreed", WITH_PARTNERSHIP)


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
    preset: Mapped[Preset | None] = column(
        Choice(Preset), "the way of practising that is proposed", WITH_PARTNERSHIP, nullable=True
    )
    words_channel_id: Mapped[str | None] = column(
        SlackId(), "the DM of the proposer that holds the shared words", WITH_MEMBER, nullable=True
    )
    words_ts: Mapped[str | None] = column(SlackTs(), "which message in it holds them", WITH_MEMBER, nullable=True)
    proposed_at: Mapped[datetime | None] = column(
        Moment(), "when these terms were proposed", WITH_PARTNERSHIP, nullable=True
    )


class AgreedRow(Base):
    """The terms that everybody has signed last; check-ins are planned by these while others are proposed."""

    __tablename__ = "agreed"
    __table_args__ = (references("partnership", "partnership_id"),)
    workspace_id: Mapped[str] = workspace_key()
    partnership_id: Mapped[str] = column(RowId(), "whose terms", WITH_PARTNERSHIP, primary_key=True)
    revision: Mapped[int] = column(Integer, "which revision of the covenant these are", WITH_PARTNERSHIP)
    first_on: Mapped[date] = column(Date, "local date of the first check-in", WITH_PARTNERSHIP)
    minute_of_day: Mapped[int] = column(Integer, "local start in minutes after midnight", WITH_PARTNERSHIP)
    zone: Mapped[str] = column(ZoneName(), "zone in which dates and hours are reckoned", WITH_PARTNERSHIP)
    cadence: Mapped[Cadence] = column(Choice(Cadence), "agreed cadence", WITH_PARTNERSHIP)
    minutes: Mapped[int] = column(Integer, "agreed length in minutes", WITH_PARTNERSHIP)
    format: Mapped[Format] = column(Choice(Format), "agreed format", WITH_PARTNERSHIP)
    recalibrate_on: Mapped[date] = column(Date, "agreed date to look at the terms again", WITH_PARTNERSHIP)
    preset: Mapped[Preset] = column(Choice(Preset), "agreed way of practising", WITH_PARTNERSHIP)
    words_channel_id: Mapped[str | None] = column(SlackId(), "the DM that holds the agreed shared words", WITH_MEMBER)
    words_ts: Mapped[str | None] = column(SlackTs(), "which message in it holds them", WITH_MEMBER)


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
    state: Mapped[CheckInState] = column(
        Choice(CheckInState), "planned, moved to another date, or skipped", WITH_PARTNERSHIP
    )
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


class MoveRow(Base):
    """A new time for a check-in of a circle that waits for one more member's yes."""

    __tablename__ = "move"
    __table_args__ = (references("partnership", "partnership_id"), references("member", "member_id"))
    workspace_id: Mapped[str] = workspace_key()
    partnership_id: Mapped[str] = column(RowId(), "whose check-in", WITH_PARTNERSHIP, primary_key=True)
    local_date: Mapped[date] = column(Date, "which check-in", WITH_PARTNERSHIP, primary_key=True)
    member_id: Mapped[str] = column(SlackId(), "who proposes the new time", WITH_MEMBER)
    starts_at: Mapped[datetime] = column(Moment(), "the proposed start", WITH_PARTNERSHIP)


class DailyStepRow(Base):
    """A member's wish to be asked each day whether they took a step; the answers are stored nowhere."""

    __tablename__ = "daily_step"
    __table_args__ = (references("partnership", "partnership_id"), references("member", "member_id"))
    workspace_id: Mapped[str] = workspace_key()
    partnership_id: Mapped[str] = column(RowId(), "whose partners read the answer", WITH_PARTNERSHIP, primary_key=True)
    member_id: Mapped[str] = column(SlackId(), "who wants to be asked", WITH_MEMBER, primary_key=True)
    minute_of_day: Mapped[int] = column(Integer, "at which local time, in minutes after midnight", WITH_MEMBER)
