"""Nudges around a check-in."""

from datetime import datetime

from bot.practice.turns import speaking_order, were_there
from bot.services import move_nudges, rhythm_nudges
from bot.services.agreement import in_force
from bot.services.calendar import takes_part
from bot.services.composing import OfGroups, OfMembers, Written
from bot.services.context import Context
from bot.services.delivery import Delivery, Skip
from bot.slack.blocks import check_in as live
from bot.slack.blocks import traded
from bot.slack.blocks.check_in import Occasion
from bot.slack.message import Message
from storage.records import CheckIn, Member, Nudge, Partnership
from storage.unit_of_work import UnitOfWork
from storage.vocabulary import Attendance, CheckInState, NudgeKind, NudgeReason, PartnershipState

LIVE = {NudgeKind.DAY_BEFORE: live.day_before, NudgeKind.AT_HOUR: live.at_hour, NudgeKind.AFTER: live.after}
TRADED = {
    NudgeKind.DAY_BEFORE: traded.leave_by,
    NudgeKind.AT_HOUR: traded.leave_now,
    NudgeKind.AFTER: traded.ask_seen,
}


def _check_in(_context: Context, work: UnitOfWork, nudge: Nudge, member: Member, _now: datetime) -> Written:
    partnership = work.partnerships.get(nudge.workspace_id, nudge.subject_id)
    check_in = work.check_ins.get(nudge.workspace_id, nudge.subject_id, nudge.local_date)
    covenant = work.covenants.get(nudge.workspace_id, nudge.subject_id)
    if partnership is None or check_in is None or covenant is None:
        return Skip(NudgeReason.ENDED)
    reason = _why_not(partnership, check_in, member)
    if reason:
        return Skip(reason)
    there = [one for one in partnership.members if one == member.id or _will_be_there(work, check_in, one)]
    if len(there) == 1:
        return _alone(check_in, partnership, nudge, member)
    order = speaking_order(_past(work, check_in), there)
    away = tuple(one for one in partnership.members if one not in there and _is_away(work, check_in, one))
    occasion = Occasion(check_in, in_force(covenant), order, member.id, member.zone, away)
    return Delivery(member.channel_id, _message(nudge.kind, occasion))


def _past(work: UnitOfWork, check_in: CheckIn) -> list[frozenset[str]]:
    workspace_id, partnership_id = check_in.workspace_id, check_in.partnership_id
    told = work.nudges.told(workspace_id, partnership_id, NudgeKind.AT_HOUR)
    return were_there(work.check_ins.all_of(workspace_id, partnership_id), told, check_in.starts_at)


def _why_not(partnership: Partnership, check_in: CheckIn, member: Member) -> NudgeReason | None:
    if partnership.state is PartnershipState.ENDED or member.id not in partnership.members:
        return NudgeReason.ENDED
    if check_in.state is CheckInState.MOVED:
        return NudgeReason.MOVED
    answered = check_in.state is CheckInState.SKIPPED or member.id in check_in.attendance
    return NudgeReason.ANSWERED if answered else None


def _message(kind: NudgeKind, occasion: Occasion) -> Message:
    return (LIVE if occasion.terms.format.is_live else TRADED)[kind](occasion)


def _will_be_there(work: UnitOfWork, check_in: CheckIn, partner_id: str) -> bool:
    comes = check_in.attendance.get(partner_id) is not Attendance.MISSED
    return comes and not _is_away(work, check_in, partner_id)


def _is_away(work: UnitOfWork, check_in: CheckIn, partner_id: str) -> bool:
    partner = work.members.get(check_in.workspace_id, partner_id)
    return partner is None or not takes_part(partner, check_in.starts_at)


def _alone(check_in: CheckIn, partnership: Partnership, nudge: Nudge, member: Member) -> Delivery | Skip:
    """Tell a member the day before that nobody else will be there, and leave them in peace after that."""
    if nudge.kind is not NudgeKind.DAY_BEFORE:
        return Skip(NudgeReason.PAUSED)
    others = [one for one in partnership.members if one != member.id]
    return Delivery(member.channel_id, live.nobody_there(check_in, others, member.zone))


FOR_MEMBER: OfMembers = {
    **dict.fromkeys((NudgeKind.DAY_BEFORE, NudgeKind.AT_HOUR, NudgeKind.AFTER), _check_in),
    **move_nudges.FOR_MEMBER,
    **rhythm_nudges.FOR_MEMBER,
}
FOR_GROUP: OfGroups = {**move_nudges.FOR_GROUP, **rhythm_nudges.FOR_GROUP}
