"""Workspaces, members, goals by pointer and avoid lists."""

from datetime import date, datetime

from sqlalchemy import Boolean, Date, Integer
from sqlalchemy.orm import Mapped

from matching.vocabulary import Cadence, Change, Commitment, DayPart, Format, Period, Size, Unmatched, Weekday
from storage.tables.base import WITH_HOST, WITH_MEMBER, WITH_WORKSPACE, Base, column, references, workspace_key
from storage.types import Choice, Choices, Moment, ProfileField, SlackId, SlackTs, ZoneName
from storage.vocabulary import GoalState, MemberStatus, Preset


class WorkspaceRow(Base):
    """A workspace and what its host chose."""

    __tablename__ = "workspace"
    workspace_id: Mapped[str] = workspace_key()
    run_weekday: Mapped[Weekday] = column(Choice(Weekday), "day of the weekly suggestion run", WITH_WORKSPACE)
    run_hour: Mapped[int] = column(Integer, "local hour of the weekly suggestion run, 0 to 23", WITH_WORKSPACE)
    run_zone: Mapped[str] = column(ZoneName(), "time zone of the weekly suggestion run", WITH_WORKSPACE)
    installed_at: Mapped[datetime] = column(Moment(), "when the workspace was first seen", WITH_WORKSPACE)


class ProgrammeRow(Base):
    """What a host chose for the practice; a workspace without a row has the defaults of `records.Programme`."""

    __tablename__ = "programme"
    __table_args__ = (references("workspace"),)
    workspace_id: Mapped[str] = workspace_key()
    preset: Mapped[Preset] = column(Choice(Preset), "the way of practising that is proposed", WITH_WORKSPACE)
    declaring_channel_id: Mapped[str | None] = column(
        SlackId(), "channel in which members may declare a goal", WITH_WORKSPACE, nullable=True
    )
    pulse_channel_id: Mapped[str | None] = column(
        SlackId(), "channel for the monthly pulse", WITH_WORKSPACE, nullable=True
    )
    guests_allowed: Mapped[bool] = column(Boolean, "whether guests may take part", WITH_WORKSPACE)
    manager_field: Mapped[str | None] = column(
        ProfileField(), "profile field that names a person's manager", WITH_WORKSPACE, nullable=True
    )
    partnership_limit: Mapped[int] = column(Integer, "most partnerships of one member", WITH_WORKSPACE)
    support_channel_id: Mapped[str | None] = column(
        SlackId(), "the host's DM that holds the card with the support link", WITH_WORKSPACE, nullable=True
    )
    support_ts: Mapped[str | None] = column(
        SlackTs(), "which message in it is that card", WITH_WORKSPACE, nullable=True
    )


class HostRow(Base):
    """Somebody whom an admin named as a host beside the admins."""

    __tablename__ = "host"
    __table_args__ = (references("workspace"),)
    workspace_id: Mapped[str] = workspace_key()
    member_id: Mapped[str] = column(
        SlackId(), "who may choose the settings beside the admins", WITH_HOST, primary_key=True
    )


class MemberRow(Base):
    """A person who said yes to the programme."""

    __tablename__ = "member"
    __table_args__ = (references("workspace"),)
    workspace_id: Mapped[str] = workspace_key()
    member_id: Mapped[str] = column(SlackId(), "the member, as Slack names them", WITH_MEMBER, primary_key=True)
    channel_id: Mapped[str] = column(SlackId(), "the DM between the bot and the member", WITH_MEMBER)
    zone: Mapped[str] = column(ZoneName(), "the member's time zone, from Slack", WITH_MEMBER)
    status: Mapped[MemberStatus] = column(Choice(MemberStatus), "whether the member takes part now", WITH_MEMBER)
    paused_until: Mapped[date | None] = column(
        Date, "local date on which a pause ends by itself", WITH_MEMBER, nullable=True
    )
    waited: Mapped[int] = column(Integer, "weekly runs in a row without a suggestion", WITH_MEMBER, default=0)
    unmatched: Mapped[Unmatched | None] = column(
        Choice(Unmatched), "why the last run had nobody for them, from a list", WITH_MEMBER, nullable=True
    )
    change: Mapped[Change | None] = column(
        Choice(Change), "which one choice would have opened more, from a list", WITH_MEMBER, nullable=True
    )
    joined_at: Mapped[datetime] = column(Moment(), "when the member stated their first goal", WITH_MEMBER)
    manager_id: Mapped[str | None] = column(
        SlackId(), "whom their profile names as manager, if the host named the field", WITH_MEMBER, nullable=True
    )


class GoalRow(Base):
    """Where a member's goal card is, and the settings that go with the goal; never its text."""

    __tablename__ = "goal"
    __table_args__ = (references("member", "member_id"),)
    workspace_id: Mapped[str] = workspace_key()
    member_id: Mapped[str] = column(SlackId(), "whose goal it is", WITH_MEMBER, primary_key=True)
    channel_id: Mapped[str] = column(SlackId(), "the DM that holds the goal card", WITH_MEMBER)
    message_ts: Mapped[str] = column(SlackTs(), "which message in it is the goal card", WITH_MEMBER)
    commitment: Mapped[Commitment] = column(Choice(Commitment), "chosen commitment level", WITH_MEMBER)
    cadence: Mapped[Cadence] = column(Choice(Cadence), "chosen cadence", WITH_MEMBER)
    formats: Mapped[frozenset[Format]] = column(Choices(Format), "chosen check-in formats", WITH_MEMBER)
    sizes: Mapped[frozenset[Size]] = column(Choices(Size), "chosen partnership sizes", WITH_MEMBER)
    days: Mapped[frozenset[Weekday]] = column(Choices(Weekday), "days that suit", WITH_MEMBER)
    parts: Mapped[frozenset[DayPart]] = column(Choices(DayPart), "parts of the day that suit", WITH_MEMBER)
    period: Mapped[Period] = column(Choice(Period), "how long the goal runs, in days", WITH_MEMBER)
    readable: Mapped[bool] = column(Boolean, "whether suggested people may read the goal", WITH_MEMBER)
    state: Mapped[GoalState] = column(Choice(GoalState), "whether the card can still be read", WITH_MEMBER)
    stated_at: Mapped[datetime] = column(Moment(), "when the goal was stated", WITH_MEMBER)
    recalibrate_on: Mapped[date] = column(Date, "last day of the goal's period", WITH_MEMBER)
    declared_channel_id: Mapped[str | None] = column(
        SlackId(), "channel in which the goal was declared", WITH_MEMBER, nullable=True
    )
    declared_ts: Mapped[str | None] = column(
        SlackTs(), "which message in it is the declaration", WITH_MEMBER, nullable=True
    )


class AvoidanceRow(Base):
    """One entry of a private avoid list; it works both ways and is never shown."""

    __tablename__ = "avoidance"
    __table_args__ = (references("member", "member_id"),)
    workspace_id: Mapped[str] = workspace_key()
    member_id: Mapped[str] = column(SlackId(), "whose list it is", WITH_MEMBER, primary_key=True)
    avoided_id: Mapped[str] = column(SlackId(), "who is not to be suggested", WITH_MEMBER, primary_key=True)
