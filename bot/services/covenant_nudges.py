"""Nudges about forming a partnership and its covenant; the covenant card itself is in `group_nudges`."""

from datetime import datetime

from bot.services.composing import OfGroups, OfMembers, zones_of
from bot.services.context import Context
from bot.slack.blocks.covenant import carry_on, introduction, signed_message
from bot.slack.message import Message
from storage.records import Nudge, Partnership
from storage.unit_of_work import UnitOfWork
from storage.vocabulary import NudgeKind


def _introduction(
    _context: Context, work: UnitOfWork, nudge: Nudge, partnership: Partnership, _now: datetime
) -> Message:
    if work.covenants.get(nudge.workspace_id, partnership.id):
        return carry_on(partnership.id, partnership.members)
    convener = partnership.members[int(partnership.id[:8], 16) % len(partnership.members)]
    return introduction(partnership.id, partnership.members, convener)


def _signed(
    _context: Context, work: UnitOfWork, nudge: Nudge, partnership: Partnership, now: datetime
) -> Message | None:
    following = work.check_ins.next_of(nudge.workspace_id, partnership.id, now)
    return signed_message(following.starts_at, zones_of(work, partnership)) if following else None


FOR_MEMBER: OfMembers = {}
FOR_GROUP: OfGroups = {NudgeKind.INTRODUCTION: _introduction, NudgeKind.SIGNED: _signed}
