"""Erasing: after it, no row of any table names whom it was for."""

from sqlalchemy import and_, delete, exists, func, or_, select, update

from storage.tables import (
    AgreedRow,
    AvoidanceRow,
    CircleLinkRow,
    CovenantRow,
    HostRow,
    MemberRow,
    NudgeRow,
    PartnershipMemberRow,
    PartnershipRow,
    PreviewRow,
    ProgrammeRow,
    RunRow,
    SignatureRow,
    SuggestionMemberRow,
    SuggestionRow,
)
from storage.unit_of_work import UnitOfWork


def erase_member(work: UnitOfWork, ws: str, member_id: str) -> None:
    """Delete every row that names the member, and partnerships that nobody is left in."""
    _erase_suggestions(work, ws, member_id)
    _erase_covenants(work, ws, member_id)
    listed = or_(AvoidanceRow.member_id == member_id, AvoidanceRow.avoided_id == member_id)
    work.connection.execute(delete(AvoidanceRow).where(AvoidanceRow.workspace_id == ws, listed))
    work.connection.execute(delete(NudgeRow).where(NudgeRow.workspace_id == ws, NudgeRow.member_id == member_id))
    work.connection.execute(delete(PreviewRow).where(PreviewRow.workspace_id == ws, PreviewRow.member_id == member_id))
    work.connection.execute(delete(RunRow).where(RunRow.workspace_id == ws, RunRow.asked_by == member_id))
    work.connection.execute(delete(HostRow).where(HostRow.workspace_id == ws, HostRow.member_id == member_id))
    _erase_support_card(work, ws, member_id)
    theirs = and_(MemberRow.workspace_id == ws, MemberRow.manager_id == member_id)
    work.connection.execute(update(MemberRow).where(theirs).values(manager_id=None))
    work.connection.execute(delete(MemberRow).where(MemberRow.workspace_id == ws, MemberRow.member_id == member_id))
    _erase_empty_partnerships(work, ws)


def erase_suggestion(work: UnitOfWork, ws: str, suggestion_id: str) -> None:
    """Delete one suggestion with everybody's side of it."""
    this = and_(SuggestionRow.workspace_id == ws, SuggestionRow.id == suggestion_id)
    work.connection.execute(delete(SuggestionRow).where(this))


def erase_workspace(work: UnitOfWork, ws: str) -> None:
    """Delete the workspace and all that belongs to it; every table hangs on it by cascade."""
    work.workspaces.erase(ws)


def _erase_suggestions(work: UnitOfWork, ws: str, member_id: str) -> None:
    mine = and_(SuggestionMemberRow.workspace_id == ws, SuggestionMemberRow.member_id == member_id)
    named = SuggestionRow.id.in_(select(SuggestionMemberRow.suggestion_id).where(mine))
    work.connection.execute(delete(SuggestionRow).where(SuggestionRow.workspace_id == ws, named))


def _erase_covenants(work: UnitOfWork, ws: str, member_id: str) -> None:
    """Hand those the member proposed to partners who go on; delete the others, with signatures and what was agreed."""
    _hand_on_covenants(work, ws, member_id)
    theirs = and_(CovenantRow.workspace_id == ws, CovenantRow.proposer_id == member_id)
    of_theirs = select(CovenantRow.partnership_id).where(theirs)
    for row in (SignatureRow, AgreedRow):
        work.connection.execute(delete(row).where(row.workspace_id == ws, row.partnership_id.in_(of_theirs)))
    their_dm = select(MemberRow.channel_id).where(MemberRow.workspace_id == ws, MemberRow.member_id == member_id)
    quoted = and_(AgreedRow.workspace_id == ws, AgreedRow.words_channel_id.in_(their_dm))
    work.connection.execute(update(AgreedRow).where(quoted).values(words_channel_id=None, words_ts=None))
    work.connection.execute(delete(CovenantRow).where(theirs))


def _hand_on_covenants(work: UnitOfWork, ws: str, member_id: str) -> None:
    """Let one of two or more who stay stand for the terms, without the words of who is gone: check-ins go on."""
    stays = and_(PartnershipMemberRow.workspace_id == ws, PartnershipMemberRow.left_at.is_(None))
    stays = and_(stays, PartnershipMemberRow.partnership_id == CovenantRow.partnership_id)
    others = and_(stays, PartnershipMemberRow.member_id != member_id)
    several = select(func.count()).select_from(PartnershipMemberRow).where(others).scalar_subquery()
    heir = select(func.min(PartnershipMemberRow.member_id)).where(others).scalar_subquery()
    theirs = and_(CovenantRow.workspace_id == ws, CovenantRow.proposer_id == member_id, several > 1)
    handed = {"proposer_id": heir, "words_channel_id": None, "words_ts": None}
    work.connection.execute(update(CovenantRow).where(theirs).values(**handed))


def _erase_support_card(work: UnitOfWork, ws: str, member_id: str) -> None:
    """Forget where the support link was, if it was in the conversation with this member."""
    channel = select(MemberRow.channel_id).where(MemberRow.workspace_id == ws, MemberRow.member_id == member_id)
    theirs = and_(ProgrammeRow.workspace_id == ws, ProgrammeRow.support_channel_id == channel.scalar_subquery())
    gone = {"support_channel_id": None, "support_ts": None}
    work.connection.execute(update(ProgrammeRow).where(theirs).values(**gone))


def _erase_empty_partnerships(work: UnitOfWork, ws: str) -> None:
    anybody = exists().where(
        PartnershipMemberRow.workspace_id == PartnershipRow.workspace_id,
        PartnershipMemberRow.partnership_id == PartnershipRow.id,
    )
    empty = and_(PartnershipRow.workspace_id == ws, ~anybody)
    about = NudgeRow.subject_id.in_(select(PartnershipRow.id).where(empty))
    work.connection.execute(delete(NudgeRow).where(NudgeRow.workspace_id == ws, about))
    linked = CircleLinkRow.other_id.in_(select(PartnershipRow.id).where(empty))
    work.connection.execute(delete(CircleLinkRow).where(CircleLinkRow.workspace_id == ws, linked))
    grown = RunRow.partnership_id.in_(select(PartnershipRow.id).where(empty))
    work.connection.execute(update(RunRow).where(RunRow.workspace_id == ws, grown).values(partnership_id=None))
    work.connection.execute(delete(PartnershipRow).where(empty))
