"""What follows when everybody has said yes: a partnership begins, or takes one more in."""

from datetime import datetime, timedelta

from bot.services.calendar import takes_part
from bot.services.context import Context
from bot.services.notices import group_nudge
from storage.records import Partnership, Suggestion
from storage.unit_of_work import UnitOfWork
from storage.vocabulary import NudgeKind, PartnershipState

AHEAD = timedelta(seconds=1)
"""The farewell in the former group DM goes first, while we still know which one that is."""


def form(context: Context, work: UnitOfWork, suggestion: Suggestion, now: datetime) -> bool:
    """Bring people together who all said yes; False if one of them cannot any more, and then nothing has changed."""
    if suggestion.partnership_id is not None:
        return _take_in(work, suggestion, suggestion.partnership_id, now)
    if not all(has_room(work, suggestion.workspace_id, one, now) for one in suggestion.members):
        return False
    partnership = Partnership(
        suggestion.workspace_id, context.draw_id(), None, PartnershipState.FORMING, now, suggestion.members
    )
    work.partnerships.add(partnership)
    work.nudges.plan([group_nudge(partnership, NudgeKind.INTRODUCTION, now)])
    return True


def open_anew(work: UnitOfWork, partnership: Partnership, now: datetime) -> None:
    """Let partners whose number has changed go on in a group DM of their own, with the covenant that they have."""
    work.nudges.revive(group_nudge(partnership, NudgeKind.FAREWELL, now - AHEAD))
    work.nudges.revive(group_nudge(partnership, NudgeKind.INTRODUCTION, now))
    if work.covenants.get(partnership.workspace_id, partnership.id):
        work.nudges.revive(group_nudge(partnership, NudgeKind.COVENANT, now))


def has_room(work: UnitOfWork, workspace_id: str, member_id: str, now: datetime) -> bool:
    """Tell whether a member takes part and is below the limit of partnerships."""
    member = work.members.get(workspace_id, member_id)
    if member is None or not takes_part(member, now):
        return False
    limit = work.programmes.get(workspace_id).partnership_limit
    return len(work.partnerships.live_of(workspace_id, member_id)) < limit


def newcomer_of(suggestion: Suggestion, partnership: Partnership | None) -> str | None:
    """Give who would join a partnership; None if it has ended or is no longer the one that was asked."""
    if partnership is None or partnership.state is PartnershipState.ENDED:
        return None
    new = set(suggestion.members).difference(partnership.members)
    is_same = len(new) == 1 and len(suggestion.members) == len(partnership.members) + 1
    return min(new) if is_same else None


def _take_in(work: UnitOfWork, suggestion: Suggestion, partnership_id: str, now: datetime) -> bool:
    workspace_id = suggestion.workspace_id
    partnership = work.partnerships.get(workspace_id, partnership_id)
    newcomer = newcomer_of(suggestion, partnership)
    if partnership is None or newcomer is None or not has_room(work, workspace_id, newcomer, now):
        return False
    work.partnerships.join(workspace_id, partnership_id, newcomer)
    if joined := work.partnerships.get(workspace_id, partnership_id):
        open_anew(work, joined, now)
    return True
