"""How nudges are written: each kind has one function in the module of its topic."""

from collections.abc import Callable, Mapping
from datetime import datetime

from bot.services.context import Context
from bot.services.delivery import Delivery, Skip
from bot.slack.message import Message
from storage.records import Member, Nudge, Partnership
from storage.unit_of_work import UnitOfWork
from storage.vocabulary import NudgeKind

Written = Delivery | Skip | Callable[[], Delivery | Skip]
"""A delivery whose words are still to be read is a function, so that Slack is asked outside the transaction."""
ForMember = Callable[[Context, UnitOfWork, Nudge, Member, datetime], Written]
"""Writes a DM to a member who takes part."""
ForGroup = Callable[[Context, UnitOfWork, Nudge, Partnership, datetime], Message | Written | None]
"""Writes to a live partnership: a message is for its group DM; None means that there is nothing left to say."""
OfMembers = Mapping[NudgeKind, ForMember]
OfGroups = Mapping[NudgeKind, ForGroup]


def zones_of(work: UnitOfWork, partnership: Partnership) -> dict[str, str]:
    """Give the zone of each present member."""
    members = [work.members.get(partnership.workspace_id, one) for one in partnership.members]
    return {member.id: member.zone for member in members if member}
