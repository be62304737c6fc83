"""Forgetting a member, or a whole workspace: first their words in Slack, then every row."""

from dataclasses import dataclass
from datetime import datetime

from bot.services.context import Context, Who
from bot.services.lookup import member_of
from bot.services.members import depart
from bot.slack.blocks.members import forgotten_message
from bot.slack.blocks.suggestion import gone_card
from bot.slack.outcomes import NotSentError, OutcomeUnknownError
from storage.records import Member, Pointer
from storage.retention import erase_member, erase_workspace
from storage.unit_of_work import UnitOfWork
from storage.vocabulary import EndReason, MemberStatus


@dataclass(frozen=True, slots=True)
class Traces:
    """Where in Slack a member's words are: cards to delete, and suggestions to others that quote their goal."""

    cards: tuple[Pointer, ...]
    quotes: tuple[Pointer, ...]


def ask_to_forget(context: Context, who: Who, now: datetime) -> str:
    """Take the member out of everything at once; the worker deletes the cards and rows and confirms."""
    with context.database.write() as work:
        member_of(work, who)
        depart(work, who, MemberStatus.ERASING, EndReason.ERASED, now)
        work.commit()
    return "I am erasing everything about you now. You will read here when it is done."


def erase_due(context: Context) -> int:
    """Erase every member who asked for it; interrupted, it goes on at the next tick. Gives how many are done."""
    with context.database.read() as work:
        asked = [
            member
            for workspace in work.workspaces.all()
            for member in work.members.all(workspace.id)
            if member.status is MemberStatus.ERASING
        ]
    return sum(_erase(context, member) for member in asked)


def forget_workspace(context: Context, workspace_id: str) -> None:
    """Erase every row of a workspace that removed the app; its messages are Slack's to keep or delete."""
    with context.database.write() as work:
        erase_workspace(work, workspace_id)
        work.commit()


def _erase(context: Context, member: Member) -> bool:
    with context.database.read() as work:
        traces = _traces(work, member)
    try:
        for card in traces.cards:
            context.messenger.delete(card.channel_id, card.message_ts)
        for quote in traces.quotes:
            context.messenger.update(quote.channel_id, quote.message_ts, gone_card())
    except (NotSentError, OutcomeUnknownError):
        return False
    with context.database.write() as work:
        erase_member(work, member.workspace_id, member.id)
        work.commit()
    context.messenger.post(member.channel_id, forgotten_message(len(traces.cards)))
    return True


def _traces(work: UnitOfWork, member: Member) -> Traces:
    goal = work.goals.get(member.workspace_id, member.id)
    commitments = work.covenants.commitments_of(member.workspace_id, member.id)
    covenants = [_covenant_card(work, member.workspace_id, partnership_id) for partnership_id, _ in commitments]
    cards = [goal.card if goal else None, *(card for _, card in commitments), *covenants]
    return Traces(tuple(card for card in cards if card), tuple(_quotes(work, member)))


def _covenant_card(work: UnitOfWork, workspace_id: str, partnership_id: str) -> Pointer | None:
    covenant = work.covenants.get(workspace_id, partnership_id)
    partnership = work.partnerships.get(workspace_id, partnership_id)
    if covenant and covenant.message_ts and partnership and partnership.channel_id:
        return Pointer(partnership.channel_id, covenant.message_ts)
    return None


def _quotes(work: UnitOfWork, member: Member) -> list[Pointer]:
    return [
        Pointer(reader.channel_id, message_ts)
        for suggestion in work.suggestions.shown_to(member.workspace_id, member.id)
        for reader_id, message_ts in suggestion.messages.items()
        if reader_id != member.id and (reader := work.members.get(member.workspace_id, reader_id))
    ]
