"""What is posted in a partnership's group DM; the bot can write there but never read."""

from bot.practice.cadence import starts_at
from bot.services.context import Context
from bot.services.delivery import Delivery, Skip
from bot.slack.blocks.check_in import moved_message
from bot.slack.blocks.covenant import covenant_card, introduction, signed_message
from bot.slack.blocks.ids import Field
from bot.slack.message import Message
from storage.records import Covenant, Nudge, Partnership
from storage.unit_of_work import UnitOfWork
from storage.vocabulary import NudgeKind, NudgeReason, PartnershipState


def compose_for_group(context: Context, nudge: Nudge) -> Delivery | Skip:
    """Write a message for the group DM; opening it again finds the same one as long as the members are the same."""
    with context.database.read() as work:
        partnership = work.partnerships.get(nudge.workspace_id, nudge.subject_id)
        covenant = work.covenants.get(nudge.workspace_id, nudge.subject_id)
        if partnership is None or partnership.state is PartnershipState.ENDED:
            return Skip(NudgeReason.ENDED)
        zones = _zones(work, partnership)
        message = _from_rows(work, nudge, partnership, covenant, zones)
    if nudge.kind is NudgeKind.COVENANT and covenant:
        message = _covenant(context, partnership, covenant, zones)
    if message is None:
        return Skip(NudgeReason.ENDED)
    channel_id = context.messenger.open_group(partnership.members)
    if nudge.kind is NudgeKind.COVENANT and covenant:
        return Delivery(channel_id, message, replace_ts=covenant.message_ts, pin=True)
    return Delivery(channel_id, message)


def _covenant(context: Context, partnership: Partnership, covenant: Covenant, zones: dict[str, str]) -> Message:
    terms = covenant.terms
    starts = starts_at(terms.first_on, terms.minute_of_day, terms.zone)
    texts = context.words.read_all(covenant.commitments, Field.COMMITMENT)
    return covenant_card(covenant, partnership.members, zones, starts, texts)


def _from_rows(
    work: UnitOfWork, nudge: Nudge, partnership: Partnership, covenant: Covenant | None, zones: dict[str, str]
) -> Message | None:
    if nudge.kind is NudgeKind.INTRODUCTION:
        convener = partnership.members[int(partnership.id[:8], 16) % len(partnership.members)]
        return introduction(partnership.id, partnership.members, convener)
    if nudge.kind is NudgeKind.SIGNED and covenant:
        return signed_message(covenant.terms.first_on)
    old = work.check_ins.get(nudge.workspace_id, partnership.id, nudge.local_date)
    new = old and work.check_ins.get(nudge.workspace_id, partnership.id, old.moved_to or old.local_date)
    return moved_message(new.starts_at, zones) if new else None


def _zones(work: UnitOfWork, partnership: Partnership) -> dict[str, str]:
    members = [work.members.get(partnership.workspace_id, one) for one in partnership.members]
    return {member.id: member.zone for member in members if member}
