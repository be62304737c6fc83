"""Nudges about check-ins that move, rest or are called off."""

from datetime import datetime

from bot.practice.presets import WAYS
from bot.services.agreement import in_force
from bot.services.composing import OfGroups, OfMembers, Written, zones_of
from bot.services.context import Context
from bot.services.delivery import Delivery, Skip
from bot.services.moves import is_open
from bot.slack.blocks import move as blocks
from bot.slack.message import Message
from storage.records import Member, Nudge, Partnership
from storage.unit_of_work import UnitOfWork
from storage.vocabulary import CheckInState, NudgeKind, NudgeReason


def _moved(
    _context: Context, work: UnitOfWork, nudge: Nudge, partnership: Partnership, _now: datetime
) -> Message | None:
    old = work.check_ins.get(nudge.workspace_id, partnership.id, nudge.local_date)
    new = old and work.check_ins.get(nudge.workspace_id, partnership.id, old.moved_to or old.local_date)
    if new is None or new.state is not CheckInState.PLANNED:
        return None
    return blocks.moved_message(new.starts_at, zones_of(work, partnership))


def _proposed(
    _context: Context, work: UnitOfWork, nudge: Nudge, partnership: Partnership, now: datetime
) -> Message | Written:
    check_in = work.check_ins.get(nudge.workspace_id, partnership.id, nudge.local_date)
    move = work.moves.get(nudge.workspace_id, partnership.id, nudge.local_date)
    if check_in is None or move is None or not is_open(work, partnership, check_in, move, now):
        return Skip(NudgeReason.ANSWERED)
    return blocks.proposed_message(move, zones_of(work, partnership))


def _skipped(
    _context: Context, work: UnitOfWork, nudge: Nudge, partnership: Partnership, now: datetime
) -> Message | None:
    check_in = work.check_ins.get(nudge.workspace_id, partnership.id, nudge.local_date)
    covenant = work.covenants.get(nudge.workspace_id, partnership.id)
    if check_in is None or covenant is None or check_in.state is CheckInState.MOVED:
        return None
    if check_in.state is CheckInState.PLANNED:
        return blocks.without_one_message(check_in) if check_in.attendance else None
    if WAYS[in_force(covenant).preset].move_within is not None:
        return blocks.called_off_message(check_in)
    following = work.check_ins.next_of(nudge.workspace_id, partnership.id, now)
    return blocks.rests_message(check_in, following.starts_at if following else None, zones_of(work, partnership))


def _pick_time(_context: Context, work: UnitOfWork, nudge: Nudge, member: Member, _now: datetime) -> Written:
    partnership = work.partnerships.get(nudge.workspace_id, nudge.subject_id)
    if partnership is None or member.id not in partnership.members or partnership.ended_at:
        return Skip(NudgeReason.ENDED)
    check_in = work.check_ins.get(nudge.workspace_id, partnership.id, nudge.local_date)
    proposed = work.moves.get(nudge.workspace_id, partnership.id, nudge.local_date)
    if check_in is None or check_in.state is not CheckInState.SKIPPED or proposed:
        return Skip(NudgeReason.MOVED)
    return Delivery(member.channel_id, blocks.pick_time(check_in))


FOR_MEMBER: OfMembers = {NudgeKind.PICK_TIME: _pick_time}
FOR_GROUP: OfGroups = {
    NudgeKind.MOVED: _moved,
    NudgeKind.MOVE_PROPOSED: _proposed,
    NudgeKind.SKIPPED: _skipped,
}
