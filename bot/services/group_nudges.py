"""What is posted in a partnership's group DM; the bot can write there but never read."""

from dataclasses import replace
from datetime import datetime

from bot.practice.cadence import starts_at
from bot.services import check_in_nudges, circle_nudges, covenant_nudges, life_nudges, pulse
from bot.services.composing import ForGroup, zones_of
from bot.services.context import Context, Who
from bot.services.covenant_words import quotes
from bot.services.delivery import Delivery, Skip
from bot.services.members import deactivated
from bot.services.traces import former_card, unless_refused
from bot.slack.blocks.covenant_card import Quoted, covenant_card
from bot.slack.message import Message
from bot.slack.outcomes import NotSentError
from storage.records import Covenant, Nudge, Partnership, Pointer
from storage.vocabulary import NudgeKind, NudgeReason, PartnershipState

FOR_GROUP: dict[NudgeKind, ForGroup] = {
    kind: write
    for topic in (covenant_nudges, check_in_nudges, life_nudges, circle_nudges)
    for kind, write in topic.FOR_GROUP.items()
}

DISABLED = "user_disabled"
"""Slack's word for opening a conversation with somebody whose account was deactivated."""


def compose_for_group(context: Context, nudge: Nudge, now: datetime) -> Delivery | Skip:
    """Write a message for the group DM; opening it again finds the same one as long as the members are the same."""
    if nudge.kind is NudgeKind.PULSE:  # for the whole workspace
        return pulse.compose(context, nudge)
    with context.database.read() as work:
        partnership = work.partnerships.get(nudge.workspace_id, nudge.subject_id)
        covenant = work.covenants.get(nudge.workspace_id, nudge.subject_id)
        if partnership is None or (partnership.state is PartnershipState.ENDED and nudge.kind is not NudgeKind.RESTED):
            return Skip(NudgeReason.ENDED)
        zones = zones_of(work, partnership)
        support = work.programmes.get(nudge.workspace_id).support_card
        written = FOR_GROUP[nudge.kind](context, work, nudge, partnership, now) if nudge.kind in FOR_GROUP else None
    if callable(written):
        return written()
    if isinstance(written, Delivery | Skip):
        return written
    channel_id = _open_group(context, partnership, now)
    covenant = _in_this_dm(context, partnership, covenant, channel_id)
    if nudge.kind is NudgeKind.COVENANT and covenant:
        card = _covenant(context, partnership, covenant, zones, support)
        return Delivery(channel_id, card, replace_ts=covenant.message_ts, pin=True)
    return Delivery(channel_id, written) if written else Skip(NudgeReason.ENDED)


def _open_group(context: Context, partnership: Partnership, now: datetime) -> str:
    """Open the group DM; where Slack says that an account is disabled, let go whose event we missed, then raise."""
    try:
        return context.messenger.open_group(partnership.members)
    except NotSentError as error:
        if error.code == DISABLED:
            for one in partnership.members:
                if not context.messenger.person(one).is_active:
                    deactivated(context, Who(partnership.workspace_id, one), now)
        raise  # tried again by and by, with those who are left


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


def _covenant(
    context: Context, partnership: Partnership, covenant: Covenant, zones: dict[str, str], support: Pointer | None
) -> Message:
    terms = covenant.terms
    starts = starts_at(terms.first_on, terms.minute_of_day, terms.zone)
    # A post of unknown outcome is made again, and nobody could find the first one to erase it: so the card is posted
    # without words, and they are put in once we know where it is.
    quoted = quotes(context, partnership, covenant, support) if covenant.message_ts else Quoted()
    return covenant_card(covenant, partnership.members, zones, starts, quoted)
