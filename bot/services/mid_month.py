"""The written check-in between two monthly ones, where the way of practising has it (practice, section 2)."""

from datetime import datetime, timedelta

from bot.practice.cadence import halfway, starts_at
from bot.practice.presets import WAYS
from bot.services.calendar import local_date
from bot.services.context import Context
from bot.services.notices import calm_notice
from storage.records import Nudge, Terms
from storage.unit_of_work import UnitOfWork
from storage.vocabulary import NudgeKind

LATEST = timedelta(days=3)
"""After an outage longer than this the middle of the month is over."""


def plan(context: Context, now: datetime) -> None:
    """Ask each member for a few lines once the middle between two monthly check-ins has come."""
    with context.database.write() as work:
        for preset in (one for one, way in WAYS.items() if way.writes_mid_month):
            for workspace_id, partnership_id, terms in work.covenants.agreed_under(preset):
                work.nudges.plan(_nudges(work, workspace_id, partnership_id, terms, now))
        work.commit()


def _nudges(work: UnitOfWork, workspace_id: str, partnership_id: str, terms: Terms, now: datetime) -> list[Nudge]:
    middle = halfway(terms, local_date(now, terms.zone))
    if middle is None or not timedelta(0) <= now - starts_at(middle, terms.minute_of_day, terms.zone) < LATEST:
        return []
    partnership = work.partnerships.get(workspace_id, partnership_id)
    members = [work.members.get(workspace_id, one) for one in partnership.members] if partnership else []
    kind = NudgeKind.MID_MONTH
    return [calm_notice(work, member, partnership_id, kind, middle, now) for member in members if member]
