"""Nudges between check-ins: the few lines mid-month, the daily step, milestones."""

from datetime import datetime

from bot.services.composing import OfGroups, OfMembers, Written
from bot.services.context import Context
from bot.services.delivery import Delivery, Skip
from bot.services.milestones import milestone_of
from bot.slack.blocks.continuity import mid_month, milestone
from bot.slack.blocks.daily import daily_question
from bot.slack.message import Message
from storage.records import Member, Nudge, Partnership
from storage.unit_of_work import UnitOfWork
from storage.vocabulary import NudgeKind, NudgeReason, PartnershipState


def _mid_month(_context: Context, work: UnitOfWork, nudge: Nudge, member: Member, now: datetime) -> Written:
    others = _others(work, nudge, member)
    if not others:
        return Skip(NudgeReason.ENDED)
    following = work.check_ins.next_of(nudge.workspace_id, nudge.subject_id, now)
    return Delivery(member.channel_id, mid_month(others, following.starts_at if following else None, member.zone))


def _daily_step(_context: Context, work: UnitOfWork, nudge: Nudge, member: Member, _now: datetime) -> Written:
    others = _others(work, nudge, member)
    if not others:
        return Skip(NudgeReason.ENDED)
    if not work.daily_steps.get(nudge.workspace_id, nudge.subject_id, member.id):
        return Skip(NudgeReason.NOT_WANTED)
    return Delivery(member.channel_id, daily_question(nudge.subject_id, nudge.local_date, others))


def _others(work: UnitOfWork, nudge: Nudge, member: Member) -> list[str]:
    """Give the partners of a member, nobody if the partnership has ended or they have left it."""
    partnership = work.partnerships.get(nudge.workspace_id, nudge.subject_id)
    if partnership is None or partnership.state is PartnershipState.ENDED or member.id not in partnership.members:
        return []
    return [one for one in partnership.members if one != member.id]


def _milestone(_context: Context, _work: UnitOfWork, nudge: Nudge, partnership: Partnership, _now: datetime) -> Message:
    return milestone(milestone_of(nudge, partnership))


FOR_MEMBER: OfMembers = {NudgeKind.MID_MONTH: _mid_month, NudgeKind.DAILY_STEP: _daily_step}
FOR_GROUP: OfGroups = {NudgeKind.MILESTONE: _milestone}
