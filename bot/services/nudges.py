"""What each nudge says when its hour comes; its state is checked again here (design, section 5)."""

from datetime import datetime

from bot.services import (
    check_in_nudges,
    covenant_nudges,
    goal_nudges,
    life_nudges,
    member_nudges,
    suggestion_nudges,
)
from bot.services.calendar import takes_part
from bot.services.composing import ForMember
from bot.services.context import Context
from bot.services.delivery import Delivery, Skip
from bot.services.group_nudges import compose_for_group
from bot.services.strays import delete_strays
from storage.records import EVERYONE, Nudge
from storage.vocabulary import MemberStatus, NudgeKind, NudgeReason

TOPICS = (
    goal_nudges,
    suggestion_nudges,
    covenant_nudges,
    check_in_nudges,
    life_nudges,
    member_nudges,
)
FOR_MEMBER: dict[NudgeKind, ForMember] = {kind: write for topic in TOPICS for kind, write in topic.FOR_MEMBER.items()}


def compose(context: Context, nudge: Nudge, now: datetime) -> Delivery | Skip:
    """Write the message for a nudge, or say why it is no longer wanted."""
    if nudge.member_id == EVERYONE:
        return compose_for_group(context, nudge, now)
    if nudge.kind is NudgeKind.STRAY_CARDS:
        return delete_strays(context, nudge, now)
    with context.database.read() as work:
        member = work.members.get(nudge.workspace_id, nudge.member_id)
        if member is None or member.status in {MemberStatus.LEFT, MemberStatus.DEACTIVATED, MemberStatus.ERASING}:
            return Skip(NudgeReason.LEFT)
        if not takes_part(member, now) and nudge.kind is not NudgeKind.PARTNER_LEFT:
            return Skip(NudgeReason.PAUSED)
        if nudge.kind not in FOR_MEMBER:  # a kind for groups, as only another version would plan for a member
            return Skip(NudgeReason.ENDED)
        written = FOR_MEMBER[nudge.kind](context, work, nudge, member, now)
    return written() if callable(written) else written
