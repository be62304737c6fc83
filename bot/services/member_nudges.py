"""Nudges about a member's own part in the programme, and about partners who left."""

from datetime import datetime

from bot.services.calendar_files import farewell_file
from bot.services.composing import OfMembers, Written
from bot.services.context import Context
from bot.services.delivery import Delivery, Skip
from bot.slack.blocks.members import partner_left, welcome_back
from bot.slack.blocks.suggestion import goal_lapsed_card
from storage.records import Member, Nudge
from storage.unit_of_work import UnitOfWork
from storage.vocabulary import NudgeKind, NudgeReason


def _goal_lapsed(_context: Context, _work: UnitOfWork, _nudge: Nudge, member: Member, _now: datetime) -> Written:
    return Delivery(member.channel_id, goal_lapsed_card())


def _welcome_back(_context: Context, _work: UnitOfWork, _nudge: Nudge, member: Member, _now: datetime) -> Written:
    return Delivery(member.channel_id, welcome_back())


def _partner_left(_context: Context, work: UnitOfWork, nudge: Nudge, member: Member, now: datetime) -> Written:
    partnership = work.partnerships.get(nudge.workspace_id, nudge.subject_id)
    if partnership is None or member.id not in partnership.members:
        return Skip(NudgeReason.LEFT)
    covenant = work.covenants.get(nudge.workspace_id, partnership.id) if len(partnership.members) == 1 else None
    file = farewell_file(partnership, covenant, now)
    return Delivery(member.channel_id, partner_left(partnership.members), file=file)


FOR_MEMBER: OfMembers = {
    NudgeKind.GOAL_LAPSED: _goal_lapsed,
    NudgeKind.WELCOME_BACK: _welcome_back,
    NudgeKind.PARTNER_LEFT: _partner_left,
}
