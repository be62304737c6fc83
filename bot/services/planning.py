"""Planning ahead: the next check-ins of every partnership, and the nudges of the coming 48 hours."""

from datetime import datetime, timedelta

from bot.practice.windows import check_in_nudges
from bot.services.check_ins import keep_planned
from bot.services.context import Context
from storage.records import CheckIn
from storage.unit_of_work import UnitOfWork

AHEAD = timedelta(hours=48)
DAY = timedelta(days=1)
LONGEST_AFTER = timedelta(days=3)
"""A check-in this long past can still have a nudge that is not too late."""


def plan_check_ins(context: Context, now: datetime) -> None:
    """Keep the next check-ins of every active partnership planned."""
    with context.database.write() as work:
        for workspace in work.workspaces.all():
            for partnership in work.partnerships.live(workspace.id):
                covenant = work.covenants.get(workspace.id, partnership.id)
                if covenant:
                    keep_planned(work, partnership, covenant, now)
        work.commit()


def plan_nudges(context: Context, now: datetime) -> int:
    """Insert the nudges that fall due within 48 hours; what is there already keeps its key, only its time may move."""
    with context.database.write() as work:
        upcoming = work.check_ins.between(now - LONGEST_AFTER, now + AHEAD + DAY)
        planned = sum(_plan(work, check_in, now) for check_in in upcoming)
        work.commit()
    return planned


def _plan(work: UnitOfWork, check_in: CheckIn, now: datetime) -> int:
    partnership = work.partnerships.get(check_in.workspace_id, check_in.partnership_id)
    covenant = work.covenants.get(check_in.workspace_id, check_in.partnership_id)
    if partnership is None or covenant is None:
        return 0
    nudges = check_in_nudges(check_in, covenant.terms.zone, partnership.members)
    near = [nudge for nudge in nudges if nudge.due_at <= now + AHEAD and nudge.expires_at > now]
    for nudge in near:
        work.nudges.shift(nudge)
    return work.nudges.plan(near)
