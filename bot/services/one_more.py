"""A partner's wish for one more; the worker looks for somebody, since matching weighs too much for a listener."""

from datetime import datetime

from bot.services.calendar import iso_week, local_date
from bot.services.context import Context, Who
from bot.services.errors import MemberError
from bot.services.lookup import partnership_of, workspace_of
from bot.services.unseen import bring_forward
from bot.slack.blocks.circle import FULL, LOOKING, MOST, STILL_LOOKING

WAITING = "I have suggested somebody to you already. Please look at our conversation; everybody has to say yes."


def ask(context: Context, who: Who, partnership_id: str, now: datetime) -> str:
    """Ask for one more partner; the worker looks for somebody who fits all, and everybody is asked."""
    with context.database.write() as work:
        partnership = partnership_of(work, who, partnership_id)
        if len(partnership.members) >= MOST:
            raise MemberError(FULL)
        mine = work.suggestions.open_of(who.workspace_id, who.member_id)
        if waiting := tuple(one for one in mine if one.partnership_id == partnership_id):
            bring_forward(work, who.member_id, waiting, now)
            work.commit()
            raise MemberError(WAITING)
        week = iso_week(local_date(now, workspace_of(work, who.workspace_id).run_zone))
        if not work.runs.request(who.workspace_id, week, who.member_id, partnership_id):
            raise MemberError(STILL_LOOKING)
        work.commit()
    return LOOKING
