"""Nudges about forming a partnership and its covenant; the covenant card itself is in `group_nudges`."""

from datetime import datetime

from bot.practice.waiting import first_mover, lapses_at
from bot.services.agreement import is_signed
from bot.services.calendar import local_date
from bot.services.calendar_files import check_ins_file, links
from bot.services.composing import OfGroups, OfMembers, Written, zones_of
from bot.services.context import Context
from bot.services.delivery import Delivery, Skip
from bot.services.waiting import waiting_since
from bot.slack.blocks import covenant as blocks
from bot.slack.message import Message
from storage.records import Covenant, Member, Nudge, Partnership
from storage.unit_of_work import UnitOfWork
from storage.vocabulary import EndReason, NudgeKind, NudgeReason, PartnershipState


def _introduction(
    _context: Context, work: UnitOfWork, nudge: Nudge, partnership: Partnership, _now: datetime
) -> Message:
    if work.covenants.get(nudge.workspace_id, partnership.id):
        return blocks.carry_on(partnership.id, partnership.members)
    return blocks.introduction(partnership.id, partnership.members, first_mover(partnership))


def _signed(
    _context: Context, work: UnitOfWork, nudge: Nudge, partnership: Partnership, now: datetime
) -> Message | None:
    following = work.check_ins.next_of(nudge.workspace_id, partnership.id, now)
    return blocks.signed_message(following.starts_at, zones_of(work, partnership)) if following else None


def _calendar(context: Context, work: UnitOfWork, _nudge: Nudge, partnership: Partnership, now: datetime) -> Written:
    covenant = work.covenants.get(partnership.workspace_id, partnership.id)
    if covenant is None or covenant.agreed is None or not is_signed(partnership, covenant):
        return Skip(NudgeReason.ENDED)
    message = blocks.calendar_message(*links(partnership, covenant.agreed))
    check_ins = work.check_ins.all_of(partnership.workspace_id, partnership.id)
    file = check_ins_file(partnership, covenant.agreed, check_ins, now)

    def write() -> Delivery:
        return Delivery(context.messenger.open_group(partnership.members), message, file=file)

    return write


def _unsigned(
    _context: Context, work: UnitOfWork, nudge: Nudge, partnership: Partnership, _now: datetime
) -> Message | None:
    covenant = work.covenants.get(nudge.workspace_id, partnership.id)
    if waiting_since(partnership, covenant).date() != nudge.local_date:  # other terms have been proposed since
        return None
    ends_at = lapses_at(waiting_since(partnership, covenant), nudge.due_at)
    if covenant is None:
        return blocks.nothing_proposed(partnership.id, ends_at.date())
    if is_signed(partnership, covenant):
        return None
    return blocks.unsigned(covenant, local_date(ends_at, covenant.terms.zone))


def _change_lapsed(
    _context: Context, work: UnitOfWork, nudge: Nudge, partnership: Partnership, _now: datetime
) -> Message | None:
    covenant = work.covenants.get(nudge.workspace_id, partnership.id)
    if covenant is None or covenant.agreed is None or _is_changing(partnership, covenant):
        return None
    return blocks.proposal_lapsed(partnership.id, covenant.agreed)


def _is_changing(partnership: Partnership, covenant: Covenant) -> bool:
    return covenant.proposed_at is not None and not is_signed(partnership, covenant)


def _convene(_context: Context, work: UnitOfWork, nudge: Nudge, member: Member, _now: datetime) -> Written:
    partnership = work.partnerships.get(nudge.workspace_id, nudge.subject_id)
    if partnership is None or member.id not in partnership.members or partnership.state is PartnershipState.ENDED:
        return Skip(NudgeReason.ENDED)
    if work.covenants.get(nudge.workspace_id, partnership.id):
        return Skip(NudgeReason.ANSWERED)
    return Delivery(member.channel_id, blocks.convene(partnership.id, _others(partnership, member)))


def _lapsed(_context: Context, work: UnitOfWork, nudge: Nudge, member: Member, _now: datetime) -> Written:
    partnership = work.partnerships.get(nudge.workspace_id, nudge.subject_id)
    if partnership is None or partnership.end_reason is not EndReason.LAPSED:
        return Skip(NudgeReason.ENDED)
    return Delivery(member.channel_id, blocks.lapsed(_others(partnership, member)))


def _others(partnership: Partnership, member: Member) -> list[str]:
    return [one for one in partnership.members if one != member.id]


FOR_MEMBER: OfMembers = {NudgeKind.CONVENE: _convene, NudgeKind.LAPSED: _lapsed}
FOR_GROUP: OfGroups = {
    NudgeKind.INTRODUCTION: _introduction,
    NudgeKind.SIGNED: _signed,
    NudgeKind.CALENDAR: _calendar,
    NudgeKind.UNSIGNED: _unsigned,
    NudgeKind.LAPSED: _change_lapsed,
}
