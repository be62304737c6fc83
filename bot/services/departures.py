"""What follows for the others when a member leaves, erases themselves or is deactivated (practice, section 6)."""

from datetime import datetime

from bot.services.context import Who
from bot.services.effect import go_on
from bot.services.forming import open_anew
from bot.services.notices import group_nudge, notice
from bot.services.suggestions import withdraw
from storage.records import Partnership
from storage.unit_of_work import UnitOfWork
from storage.vocabulary import EndReason, MemberStatus, NudgeKind


def depart(work: UnitOfWork, who: Who, status: MemberStatus, reason: EndReason, now: datetime) -> None:
    """Take a member out of every suggestion and partnership and set where they stand."""
    withdraw(work, who, now)
    for partnership in work.partnerships.live_of(who.workspace_id, who.member_id):
        step_out(work, who, partnership, reason, now)
    work.members.set_status(who.workspace_id, who.member_id, status)


def step_out(work: UnitOfWork, who: Who, partnership: Partnership, reason: EndReason, now: datetime) -> None:
    """Take a member out of a partnership: two or more go on in a new group DM, a single one is set free."""
    if not work.partnerships.leave(who.workspace_id, partnership.id, who.member_id, now):
        return  # a second click of the same moment
    # Read again, because somebody else may have left while we waited our turn.
    left = work.partnerships.get(who.workspace_id, partnership.id)
    remaining = left.members if left else ()
    for member in [work.members.get(who.workspace_id, one) for one in remaining]:
        if member:
            work.nudges.revive(notice(member, partnership.id, NudgeKind.PARTNER_LEFT, now))
    if len(remaining) < 2:
        work.partnerships.end(who.workspace_id, partnership.id, reason, now)
        work.check_ins.drop_after(who.workspace_id, partnership.id, now)
    elif left:
        _go_on(work, left, now)


def rest_together(work: UnitOfWork, partnership: Partnership, now: datetime) -> None:
    """End a partnership that has done its work, with a farewell in its group DM."""
    if not work.partnerships.end(partnership.workspace_id, partnership.id, EndReason.RESTED, now):
        return  # both pressed at the same moment
    work.check_ins.drop_after(partnership.workspace_id, partnership.id, now)
    work.nudges.revive(group_nudge(partnership, NudgeKind.RESTED, now))


def _go_on(work: UnitOfWork, partnership: Partnership, now: datetime) -> None:
    """Open a new group DM; check-ins begin now if only the one who left had not signed."""
    open_anew(work, partnership, now)
    if covenant := work.covenants.get(partnership.workspace_id, partnership.id):
        go_on(work, partnership, covenant, now)
