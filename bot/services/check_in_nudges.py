"""Nudges around a check-in."""

from datetime import datetime

from bot.services.calendar import takes_part
from bot.services.composing import OfGroups, OfMembers, Written, zones_of
from bot.services.context import Context
from bot.services.delivery import Delivery, Skip
from bot.slack.blocks import check_in as check_in_blocks
from bot.slack.blocks.check_in import moved_message
from bot.slack.message import Message
from storage.records import CheckIn, Member, Nudge, Partnership
from storage.unit_of_work import UnitOfWork
from storage.vocabulary import CheckInState, NudgeKind, NudgeReason, PartnershipState


def _check_in(_context: Context, work: UnitOfWork, nudge: Nudge, member: Member, _now: datetime) -> Written:
    partnership = work.partnerships.get(nudge.workspace_id, nudge.subject_id)
    check_in = work.check_ins.get(nudge.workspace_id, nudge.subject_id, nudge.local_date)
    if partnership is None or check_in is None or member.id not in partnership.members:
        return Skip(NudgeReason.ENDED)
    if partnership.state is PartnershipState.ENDED:
        return Skip(NudgeReason.ENDED)
    if check_in.state is CheckInState.MOVED:
        return Skip(NudgeReason.MOVED)
    at = check_in.starts_at
    there = [one for one in partnership.members if one == member.id or _will_be_there(work, member, one, at)]
    others = [one for one in there if one != member.id]
    if not others:
        return _alone(check_in, partnership, nudge, member)
    every = work.check_ins.all_of(nudge.workspace_id, partnership.id)
    dates = [one.local_date for one in every if one.state is CheckInState.PLANNED]
    speaker = there[dates.index(check_in.local_date) % len(there)]
    message: Message
    if nudge.kind is NudgeKind.DAY_BEFORE:
        message = check_in_blocks.day_before(check_in, others, speaker, member.zone)
    elif nudge.kind is NudgeKind.AT_HOUR:
        message = check_in_blocks.at_hour(others, speaker)
    elif member.id in check_in.attendance:
        return Skip(NudgeReason.ANSWERED)
    else:
        message = check_in_blocks.after(check_in, others, member.zone)
    return Delivery(member.channel_id, message)


def _will_be_there(work: UnitOfWork, member: Member, partner_id: str, at: datetime) -> bool:
    partner = work.members.get(member.workspace_id, partner_id)
    return partner is not None and takes_part(partner, at)


def _alone(check_in: CheckIn, partnership: Partnership, nudge: Nudge, member: Member) -> Delivery | Skip:
    """Tell a member the day before that nobody else will be there, and leave them in peace after that."""
    if nudge.kind is not NudgeKind.DAY_BEFORE:
        return Skip(NudgeReason.PAUSED)
    others = [one for one in partnership.members if one != member.id]
    return Delivery(member.channel_id, check_in_blocks.nobody_there(check_in, others, member.zone))


def _moved(
    _context: Context, work: UnitOfWork, nudge: Nudge, partnership: Partnership, _now: datetime
) -> Message | None:
    old = work.check_ins.get(nudge.workspace_id, partnership.id, nudge.local_date)
    new = old and work.check_ins.get(nudge.workspace_id, partnership.id, old.moved_to or old.local_date)
    if new is None or new.state is not CheckInState.PLANNED:
        return None
    return moved_message(new.starts_at, zones_of(work, partnership))


FOR_MEMBER: OfMembers = {
    NudgeKind.DAY_BEFORE: _check_in,
    NudgeKind.AT_HOUR: _check_in,
    NudgeKind.AFTER: _check_in,
}
FOR_GROUP: OfGroups = {NudgeKind.MOVED: _moved}
