"""Nudges about the life of a partnership: decay, planning anew, renewal, rest."""

from datetime import datetime

from bot.practice import renewal, vitality
from bot.practice.turns import convener
from bot.services.calendar_files import farewell_file
from bot.services.composing import OfGroups, OfMembers, Written
from bot.services.context import Context
from bot.services.delivery import Delivery, Skip
from bot.services.life import occasions, present
from bot.slack.blocks import life as blocks
from bot.slack.message import Message
from storage.records import Cycle, Member, Nudge, Partnership, Terms
from storage.unit_of_work import UnitOfWork
from storage.vocabulary import NudgeKind, NudgeReason, PartnershipState


def _proposal(
    _context: Context, work: UnitOfWork, nudge: Nudge, partnership: Partnership, now: datetime
) -> Message | Skip:
    cycle = work.cycles.get(nudge.workspace_id, partnership.id)
    terms = work.covenants.agreed(nudge.workspace_id, partnership.id)
    if cycle is None or terms is None or partnership.state is not PartnershipState.ACTIVE:
        return Skip(NudgeReason.ENDED)
    if nudge.kind in work.cycles.silenced(nudge.workspace_id, partnership.id, cycle.number):
        return Skip(NudgeReason.NOT_WANTED)
    if len(present(work, partnership, now)) < 2:
        return Skip(NudgeReason.PAUSED)
    if nudge.kind is NudgeKind.DECAY:
        return _decay(work, nudge, partnership, cycle, terms, now)
    if renewal.Card(nudge.kind, nudge.local_date) not in renewal.cards(cycle, terms):
        return Skip(NudgeReason.ANSWERED)  # they have changed the date, or decided already
    if nudge.kind is NudgeKind.RECALIBRATION:
        return blocks.plan_anew(partnership.id, cycle)
    if nudge.kind is NudgeKind.FRESHNESS:
        return blocks.freshness(partnership.id, cycle)
    if nudge.kind is NudgeKind.RENEWAL:
        return blocks.renewal(partnership.id, partnership.members, cycle)
    return blocks.graduation(partnership.id, partnership.members, cycle)


def _decay(
    work: UnitOfWork, nudge: Nudge, partnership: Partnership, cycle: Cycle, terms: Terms, now: datetime
) -> Message | Skip:
    found = occasions(terms, work.check_ins.all_of(nudge.workspace_id, partnership.id), now)
    if not vitality.still_holds(found, nudge.local_date):
        return Skip(NudgeReason.ANSWERED)
    if vitality.calls_for_redesign(cycle.began_on, nudge.local_date):
        return blocks.redesign(partnership.id, partnership.members, cycle)
    turn = (nudge.local_date - cycle.began_on).days // 7
    return blocks.easier(partnership.id, convener(present(work, partnership, now), turn), cycle)


def _rested(_context: Context, work: UnitOfWork, nudge: Nudge, partnership: Partnership, now: datetime) -> Written:
    if partnership.channel_id is None or partnership.state is not PartnershipState.ENDED:
        return Skip(NudgeReason.ENDED)
    covenant = work.covenants.get(nudge.workspace_id, partnership.id)
    return Delivery(partnership.channel_id, blocks.rested(), file=farewell_file(partnership, covenant, now))


def _farewell(context: Context, _work: UnitOfWork, _nudge: Nudge, partnership: Partnership, _now: datetime) -> Written:
    former = partnership.channel_id

    def write() -> Delivery | Skip:
        if former is None or former == context.messenger.open_group(partnership.members):
            return Skip(NudgeReason.ENDED)
        return Delivery(former, blocks.farewell())

    return write


def _unanswered(_context: Context, work: UnitOfWork, nudge: Nudge, member: Member, _now: datetime) -> Written:
    partnership = work.partnerships.get(nudge.workspace_id, nudge.subject_id)
    if partnership is None or member.id not in partnership.members or partnership.state is PartnershipState.ENDED:
        return Skip(NudgeReason.ENDED)
    check_ins = work.check_ins.all_of(nudge.workspace_id, partnership.id)
    if any(member.id in one.attendance and one.local_date >= nudge.local_date for one in check_ins):
        return Skip(NudgeReason.ANSWERED)
    others = [one for one in partnership.members if one != member.id]
    return Delivery(member.channel_id, blocks.stay_or_leave(partnership.id, others))


FOR_MEMBER: OfMembers = {NudgeKind.UNANSWERED: _unanswered}
FOR_GROUP: OfGroups = {
    **dict.fromkeys(renewal.IMPORTANCE, _proposal),
    NudgeKind.RESTED: _rested,
    NudgeKind.FAREWELL: _farewell,
}
