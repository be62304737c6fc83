"""Suggestion runs, previews of them, suggestions and the answers to them."""

from datetime import datetime

from sqlalchemy import Integer, UniqueConstraint
from sqlalchemy.orm import Mapped

from matching.vocabulary import Because
from storage.tables.base import WITH_MEMBER, WITH_WORKSPACE, Base, column, references, workspace_key
from storage.types import Choice, Choices, MemberIds, Moment, RowId, SlackId, SlackTs
from storage.vocabulary import Answer, RunState, SuggestionState

ANSWERED = "until it is answered or the host erases themselves"


class RunRow(Base):
    """One suggestion run: the weekly one of a workspace, or one that a member asked for."""

    __tablename__ = "run"
    __table_args__ = (references("workspace"),)
    workspace_id: Mapped[str] = workspace_key()
    iso_week: Mapped[int] = column(
        Integer, "ISO year times 100 plus ISO week", WITH_WORKSPACE, primary_key=True, autoincrement=False
    )
    asked_by: Mapped[str] = column(
        SlackId(), "who asked for it out of turn, or ALL for the weekly run", WITH_MEMBER, primary_key=True
    )
    partnership_id: Mapped[str | None] = column(
        RowId(), "the partnership that is to have one more member, if that was asked for", WITH_MEMBER, nullable=True
    )
    state: Mapped[RunState] = column(Choice(RunState), "how far the run came", WITH_WORKSPACE)
    lease_until: Mapped[datetime | None] = column(
        Moment(), "until when one worker may carry it out", WITH_WORKSPACE, nullable=True
    )


class PreviewRow(Base):
    """A host's wish to know what a run would bring; the row goes with the answer, which is kept in Slack only."""

    __tablename__ = "preview"
    __table_args__ = (references("workspace"),)
    workspace_id: Mapped[str] = workspace_key()
    member_id: Mapped[str] = column(SlackId(), "the host who asked for a preview", ANSWERED, primary_key=True)
    asked_at: Mapped[datetime] = column(Moment(), "when they asked", ANSWERED)
    lease_until: Mapped[datetime | None] = column(
        Moment(), "until when one worker may answer it", ANSWERED, nullable=True
    )


class ReaderRow(Base):
    """The one worker process that reads a workspace's goals, so that all workers together keep to Slack's pace."""

    __tablename__ = "reader"
    __table_args__ = (references("workspace"),)
    workspace_id: Mapped[str] = workspace_key()
    owner: Mapped[str] = column(RowId(), "which worker process reads the goals and matches", WITH_WORKSPACE)
    lease_until: Mapped[datetime] = column(Moment(), "until when no other does", WITH_WORKSPACE)


class SuggestionRow(Base):
    """People who were suggested to one another; once per ISO week for the same people."""

    __tablename__ = "suggestion"
    __table_args__ = (references("workspace"), UniqueConstraint("workspace_id", "iso_week", "members"))
    workspace_id: Mapped[str] = workspace_key()
    id: Mapped[str] = column(RowId(), "the suggestion", WITH_MEMBER, primary_key=True)
    iso_week: Mapped[int] = column(Integer, "ISO year times 100 plus ISO week", WITH_MEMBER)
    members: Mapped[tuple[str, ...]] = column(MemberIds(), "who is suggested, in order", WITH_MEMBER)
    because: Mapped[frozenset[Because]] = column(Choices(Because), "why they fit, from a list", WITH_MEMBER)
    state: Mapped[SuggestionState] = column(Choice(SuggestionState), "how it stands", WITH_MEMBER)
    made_at: Mapped[datetime] = column(Moment(), "when it was made", WITH_MEMBER)
    expires_at: Mapped[datetime] = column(Moment(), "when it lapses unanswered", WITH_MEMBER, index=True)
    partnership_id: Mapped[str | None] = column(
        RowId(), "the partnership that it would enlarge, if any", WITH_MEMBER, nullable=True
    )
    inviter_id: Mapped[str | None] = column(
        SlackId(), "who invited the others, if it was not matching", WITH_MEMBER, nullable=True
    )


class SuggestionMemberRow(Base):
    """One member's side of a suggestion; another member never sees the answer."""

    __tablename__ = "suggestion_member"
    __table_args__ = (references("suggestion", "suggestion_id"), references("member", "member_id"))
    workspace_id: Mapped[str] = workspace_key()
    suggestion_id: Mapped[str] = column(RowId(), "which suggestion", WITH_MEMBER, primary_key=True)
    member_id: Mapped[str] = column(SlackId(), "whose side", WITH_MEMBER, primary_key=True)
    answer: Mapped[Answer] = column(Choice(Answer), "yes, no or none yet", WITH_MEMBER)
    message_ts: Mapped[str | None] = column(
        SlackTs(), "the message in the member's DM that shows it", WITH_MEMBER, nullable=True
    )
