"""Forgetting a member, or a whole workspace: first their words in Slack, then every row."""

from datetime import datetime, timedelta

from bot.services.context import Context, Who
from bot.services.departures import depart
from bot.services.home import publish_home
from bot.services.traces import delete_words, others_are_being_told, unless_refused
from bot.slack.blocks.members import forgotten_message
from bot.slack.outcomes import NotSentError, OutcomeUnknownError
from storage.ledger import Step
from storage.records import EVERYONE, Member
from storage.retention import erase_member, erase_workspace
from storage.vocabulary import EndReason, MemberStatus

ASKED = "I am erasing everything about you now. You will read in our conversation when it is done."
LOOK_BACK = timedelta(days=1)
"""How far back a confirmation of an interrupted erasure is looked for."""


def ask_to_forget(context: Context, who: Who, now: datetime) -> str:
    """Take the member out of everything at once; the worker deletes the cards and rows and confirms.

    Somebody without a row may ask too: a card can have been posted just before its pointer failed to be kept.
    """
    with context.database.read() as work:
        known = work.members.get(who.workspace_id, who.member_id)
    channel_id = known.channel_id if known else context.messenger.open_dm(who.member_id)
    with context.database.write() as work:
        work.members.add(_address(who.workspace_id, who.member_id, channel_id, now))
        depart(work, who, MemberStatus.ERASING, EndReason.ERASED, now)
        context.database.note_erasure(Step.ASKED, who.workspace_id, who.member_id, now)
        work.commit()
    return ASKED


def erase_due(context: Context, now: datetime) -> int:
    """Erase every member who asked for it; interrupted, it goes on at the next tick. Gives how many are done."""
    with context.database.read() as work:
        asked = [
            member
            for workspace in work.workspaces.all()
            for member in work.members.all(workspace.id)
            if member.status is MemberStatus.ERASING
        ]
    return sum(_erase(context, member, now) for member in asked)


def forget_workspace(context: Context, workspace_id: str, now: datetime) -> None:
    """Erase every row of a workspace that removed the app; its messages are Slack's to keep or delete."""
    with context.database.write() as work:
        context.database.note_erasure(Step.DONE, workspace_id, EVERYONE, now)
        erase_workspace(work, workspace_id)
        work.commit()


def _erase(context: Context, member: Member, now: datetime) -> bool:
    """Take the steps in an order in which each may be the last one before a crash, and be taken again."""
    who = Who(member.workspace_id, member.id)
    try:
        if others_are_being_told(context, member, now):
            return False
        unless_refused(lambda: publish_home(context, who, now))
        all_gone = delete_words(context, member)
        _erase_rows(context, member, now, keep_address=True)
        unless_refused(lambda: _confirm(context, member, all_gone, now))
        _erase_rows(context, member, now, keep_address=False)
        unless_refused(lambda: publish_home(context, who, now))
    except (NotSentError, OutcomeUnknownError):
        return False
    return True


def _erase_rows(context: Context, member: Member, now: datetime, keep_address: bool) -> None:
    """Delete every row; the address alone stays until the member has read that all else is gone."""
    with context.database.write() as work:
        context.database.note_erasure(Step.DONE, member.workspace_id, member.id, now)
        erase_member(work, member.workspace_id, member.id)
        if keep_address:
            work.members.add(_address(member.workspace_id, member.id, member.channel_id, member.joined_at))
        work.commit()


def _address(workspace_id: str, member_id: str, channel_id: str, since: datetime) -> Member:
    return Member(workspace_id, member_id, channel_id, "Etc/UTC", MemberStatus.ERASING, None, 0, since)


def _confirm(context: Context, member: Member, all_gone: bool, now: datetime) -> None:
    key = f"forgotten/{member.workspace_id}/{member.id}/{member.joined_at.isoformat()}"
    if context.messenger.find(member.channel_id, now - LOOK_BACK, key) is None:
        context.messenger.post(member.channel_id, forgotten_message(all_gone), key)
