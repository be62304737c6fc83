"""Letting a check-in rest, calling it off until a new time is found, or staying away from a circle's."""

from datetime import date, datetime

from bot.practice.moves import ASK_AFTER, needs_a_yes
from bot.practice.presets import WAYS
from bot.services.agreement import in_force
from bot.services.cards import show_instead
from bot.services.context import Context, Who
from bot.services.errors import MemberError
from bot.services.lookup import covenant_of, member_of, partnership_of
from bot.services.moves import movable
from bot.services.notices import follow_up, group_nudge
from bot.slack.blocks.check_in import said
from bot.slack.message import Message
from storage.records import CheckIn, Partnership, Pointer
from storage.unit_of_work import UnitOfWork
from storage.vocabulary import Attendance, CheckInState, NudgeKind

RESTED_ALREADY = "This check-in rests already."
BEGUN = "This check-in has begun. Say afterwards whether you met, or pick a new time."
RESTS = "This check-in rests. Your group DM says so, and when the next one is."
CALLED_OFF = "This check-in is called off for now. I ask for a new time in your group DM, best within 48 hours."
WITHOUT_YOU = "Your circle reads that somebody cannot come. Tell them yourself, if you like."


def skip(context: Context, who: Who, partnership_id: str, on: date, card: Pointer | None, now: datetime) -> Message:
    """Let a check-in of two rest, or note for oneself that a circle goes on without one; `card` is replaced."""
    with context.database.write() as work:
        partnership = partnership_of(work, who, partnership_id)
        check_in = movable(work, who, partnership_id, on)
        if check_in.state is CheckInState.SKIPPED:
            raise MemberError(RESTED_ALREADY)
        if check_in.starts_at <= now:
            raise MemberError(BEGUN)
        text = _let_go(work, who, partnership, check_in, now)
        work.nudges.revive(group_nudge(partnership, NudgeKind.SKIPPED, now, on))
        work.commit()
    if card:
        show_instead(context, card, said(text))
    return said(text)


def _let_go(work: UnitOfWork, who: Who, partnership: Partnership, check_in: CheckIn, now: datetime) -> str:
    workspace_id, partnership_id, on = check_in.workspace_id, check_in.partnership_id, check_in.local_date
    if needs_a_yes(len(partnership.members)):
        work.check_ins.record(workspace_id, partnership_id, on, who.member_id, Attendance.MISSED)
        away = {*check_in.attendance, who.member_id}
        if len(set(partnership.members) - away) > 1:
            return WITHOUT_YOU
    work.check_ins.skip(workspace_id, partnership_id, on)
    if WAYS[in_force(covenant_of(work, who, partnership_id)).preset].move_within is None:
        return RESTS
    member = member_of(work, who)
    work.nudges.plan([follow_up(work, member, partnership_id, NudgeKind.PICK_TIME, on, now + ASK_AFTER)])
    return CALLED_OFF
