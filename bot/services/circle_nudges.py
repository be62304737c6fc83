"""Nudges about circles: rotation, wider circles, one more partner, practice cards."""

from datetime import datetime

from bot.practice.exercises import exercise_of
from bot.practice.rotation import FEWEST, twos_of
from bot.services.calendar import local_date
from bot.services.composing import OfGroups
from bot.services.context import Context
from bot.services.delivery import Skip
from bot.services.life import present
from bot.services.links import linked_circles, questions
from bot.slack.blocks import circle, exercise, link
from bot.slack.message import Message
from storage.records import Cycle, Nudge, Partnership
from storage.unit_of_work import UnitOfWork
from storage.vocabulary import NudgeKind, NudgeReason, PartnershipState


def _rotation(
    _context: Context, work: UnitOfWork, nudge: Nudge, partnership: Partnership, now: datetime
) -> Message | Skip:
    cycle = _wanted(work, nudge, partnership, now)
    if isinstance(cycle, Skip):
        return cycle
    members = present(work, partnership, now)
    if not cycle.is_rotating:
        return Skip(NudgeReason.NOT_WANTED)
    if len(members) < FEWEST:
        return Skip(NudgeReason.PAUSED if len(partnership.members) >= FEWEST else NudgeReason.ENDED)
    return circle.rotation_card(partnership.id, nudge.local_date, twos_of(members, nudge.local_date))


def _practice(
    _context: Context, work: UnitOfWork, nudge: Nudge, partnership: Partnership, now: datetime
) -> Message | Skip:
    cycle = _wanted(work, nudge, partnership, now)
    terms = work.covenants.agreed(nudge.workspace_id, partnership.id)
    if isinstance(cycle, Skip):
        return cycle
    found = exercise_of(local_date(partnership.formed_at, terms.zone), nudge.local_date) if terms else None
    return exercise.exercise_card(found, cycle) if found else Skip(NudgeReason.ENDED)


def _outward(
    _context: Context, work: UnitOfWork, nudge: Nudge, partnership: Partnership, now: datetime
) -> Message | Skip:
    cycle = _wanted(work, nudge, partnership, now)
    if isinstance(cycle, Skip):
        return cycle
    circles = linked_circles(work, partnership)
    return link.outward_card([*circles.values()], cycle) if circles else Skip(NudgeReason.ENDED)


def _link(
    _context: Context, work: UnitOfWork, _nudge: Nudge, partnership: Partnership, _now: datetime
) -> Message | None:
    if asking := questions(work, partnership):
        return link.link_question(partnership.id, asking)
    circles = linked_circles(work, partnership)
    return link.linked([*circles.values()]) if circles else None


def _third(_context: Context, _work: UnitOfWork, _nudge: Nudge, partnership: Partnership, _now: datetime) -> Message:
    return circle.nobody_to_join(partnership.id)


def _wanted(work: UnitOfWork, nudge: Nudge, partnership: Partnership, now: datetime) -> Cycle | Skip:
    cycle = work.cycles.get(nudge.workspace_id, partnership.id)
    if cycle is None or partnership.state is not PartnershipState.ACTIVE:
        return Skip(NudgeReason.ENDED)
    if nudge.kind in work.cycles.silenced(nudge.workspace_id, partnership.id, cycle.number):
        return Skip(NudgeReason.NOT_WANTED)
    return cycle if len(present(work, partnership, now)) > 1 else Skip(NudgeReason.PAUSED)


FOR_GROUP: OfGroups = {
    NudgeKind.ROTATION: _rotation,
    NudgeKind.PRACTICE_CARD: _practice,
    NudgeKind.OUTWARD: _outward,
    NudgeKind.LINK: _link,
    NudgeKind.THIRD: _third,
}
