"""What is remembered once a nudge has arrived: where its message is, in the transaction that settles it."""

from bot.services.delivery import Delivery
from storage.records import Nudge
from storage.unit_of_work import UnitOfWork
from storage.vocabulary import NudgeKind


def settled(work: UnitOfWork, nudge: Nudge, delivery: Delivery, message_ts: str) -> None:
    """Keep the pointers of messages that are replaced later."""
    if nudge.kind is NudgeKind.SUGGESTION:
        work.suggestions.shown(nudge.workspace_id, nudge.subject_id, nudge.member_id, message_ts)
    elif nudge.kind is NudgeKind.INTRODUCTION:
        partnership = work.partnerships.get(nudge.workspace_id, nudge.subject_id)
        if partnership and partnership.channel_id != delivery.channel_id:
            work.covenants.set_message(nudge.workspace_id, nudge.subject_id, None)
        work.partnerships.set_channel(nudge.workspace_id, nudge.subject_id, delivery.channel_id)
    elif nudge.kind is NudgeKind.COVENANT:
        work.covenants.set_message(nudge.workspace_id, nudge.subject_id, message_ts)
        work.partnerships.set_channel(nudge.workspace_id, nudge.subject_id, delivery.channel_id)
        if delivery.replace_ts is None:
            work.nudges.revive(nudge)  # now that its place is known, the words may follow
