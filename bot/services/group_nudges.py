"""What is posted in a partnership's group DM; the bot can write there but never read."""

from dataclasses import replace
from datetime import datetime

from bot.practice.cadence import starts_at
from bot.services.context import Context
from bot.services.delivery import Delivery, Skip
from bot.services.traces import former_card, unless_refused
from bot.slack.blocks.check_in import moved_message
from bot.slack.blocks.covenant import carry_on, covenant_card, introduction, signed_message
from bot.slack.blocks.ids import Field
from bot.slack.message import Message
from storage.records import Covenant, Nudge, Partnership
from storage.unit_of_work import UnitOfWork
from storage.vocabulary import CheckInState, NudgeKind, NudgeReason, PartnershipState


def compose_for_group(context: Context, nudge: Nudge, now: datetime) -> Delivery | Skip:
    """Write a message for the group DM; opening it again finds the same one as long as the members are the same."""
    with context.database.read() as work:
        partnership = work.partnerships.get(nudge.workspace_id, nudge.subject_id)
        covenant = work.covenants.get(nudge.workspace_id, nudge.subject_id)
        if partnership is None or partnership.state is PartnershipState.ENDED:
            return Skip(NudgeReason.ENDED)
        zones = _zones(work, partnership)
        message = _from_rows(work, nudge, partnership, zones, now)
    channel_id = context.messenger.open_group(partnership.members)
    covenant = _in_this_dm(context, partnership, covenant, channel_id)
    if nudge.kind is NudgeKind.COVENANT and covenant:
        message = _covenant(context, partnership, covenant, zones)
    if message is None:
        return Skip(NudgeReason.ENDED)
    if nudge.kind is NudgeKind.COVENANT and covenant:
        return Delivery(channel_id, message, replace_ts=covenant.message_ts, pin=True)
    return Delivery(channel_id, message)


def _in_this_dm(
    context: Context, partnership: Partnership, covenant: Covenant | None, channel_id: str
) -> Covenant | None:
    """Take away the card in the group DM of former members, where it shows the words of somebody who has left."""
    if covenant is None or partnership.channel_id in {None, channel_id}:
        return covenant
    card = former_card(context, partnership, covenant)
    if card:
        unless_refused(lambda: context.messenger.delete(card.channel_id, card.message_ts))
    return replace(covenant, message_ts=None)


def _covenant(context: Context, partnership: Partnership, covenant: Covenant, zones: dict[str, str]) -> Message:
    terms = covenant.terms
    starts = starts_at(terms.first_on, terms.minute_of_day, terms.zone)
    # A post of unknown outcome is made again, and nobody could find the first one to erase it: so the card is posted
    # without words, and they are put in once we know where it is.
    cards = covenant.commitments if covenant.message_ts else {}
    texts = context.words.read_all(cards, Field.COMMITMENT)
    return covenant_card(covenant, partnership.members, zones, starts, texts)


def _from_rows(
    work: UnitOfWork, nudge: Nudge, partnership: Partnership, zones: dict[str, str], now: datetime
) -> Message | None:
    if nudge.kind is NudgeKind.INTRODUCTION:
        if work.covenants.get(nudge.workspace_id, partnership.id):
            return carry_on(partnership.id, partnership.members)
        convener = partnership.members[int(partnership.id[:8], 16) % len(partnership.members)]
        return introduction(partnership.id, partnership.members, convener)
    if nudge.kind is NudgeKind.SIGNED:
        following = work.check_ins.next_of(nudge.workspace_id, partnership.id, now)
        return signed_message(following.starts_at, zones) if following else None
    old = work.check_ins.get(nudge.workspace_id, partnership.id, nudge.local_date)
    new = old and work.check_ins.get(nudge.workspace_id, partnership.id, old.moved_to or old.local_date)
    return moved_message(new.starts_at, zones) if new and new.state is CheckInState.PLANNED else None


def _zones(work: UnitOfWork, partnership: Partnership) -> dict[str, str]:
    members = [work.members.get(partnership.workspace_id, one) for one in partnership.members]
    return {member.id: member.zone for member in members if member}
