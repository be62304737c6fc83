"""Planning ahead: the next check-ins of every partnership, and the nudges of the coming 48 hours."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.practice.windows import check_in_nudges
from bot.services.agreement import in_force
from bot.services.check_ins import AHEAD, keep_planned
from bot.services.context import Context
from storage.records import CheckIn, Nudge
from storage.unit_of_work import UnitOfWork

SOON = timedelta(hours=48)
LOOK_BACK = timedelta(days=14)
"""After an outage nudges are planned from here on: what is too late by then expires, and App Home says so."""


def plan_check_ins(context: Context, now: datetime) -> None:
    """Keep the next check-ins of every active partnership planned."""
    with context.database.write() as work:
        for workspace_id, partnership_id in work.check_ins.running_out(now, AHEAD):
            partnership = work.partnerships.get(workspace_id, partnership_id)
            covenant = work.covenants.get(workspace_id, partnership_id)
            if partnership and covenant:
                keep_planned(work, partnership, covenant, now)
        work.commit()


def plan_nudges(context: Context, now: datetime) -> int:
    """Insert the nudges of each check-in of the coming 48 hours, once; gives how many."""
    with context.database.write() as work:
        upcoming = work.check_ins.without_nudges(now - LOOK_BACK, now, now + SOON)
        planned = work.nudges.plan([nudge for check_in in upcoming for nudge in _nudges(work, check_in)])
        work.commit()
    return planned


def _nudges(work: UnitOfWork, check_in: CheckIn) -> Sequence[Nudge]:
    partnership = work.partnerships.get(check_in.workspace_id, check_in.partnership_id)
    covenant = work.covenants.get(check_in.workspace_id, check_in.partnership_id)
    if partnership is None or covenant is None:
        return ()
    return check_in_nudges(check_in, in_force(covenant).zone, partnership.members)
