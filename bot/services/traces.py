"""Where a member's words are in Slack, and taking them away; each function raises as Messenger does."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from bot.services.context import Context
from bot.services.covenant_words import SHARED
from bot.slack.blocks.ids import Field
from bot.slack.blocks.suggestion import closed_card
from bot.slack.outcomes import NotSentError
from storage.records import EVERYONE, Covenant, Member, Partnership, Pointer, Suggestion
from storage.retention import erase_suggestion
from storage.vocabulary import NudgeState, PartnershipState

EVER = datetime.fromtimestamp(0, UTC)
LONGEST_WINDOW = timedelta(days=8)
"""A nudge that fell due before this is surely settled."""
ON_THE_WAY = {NudgeState.DUE, NudgeState.CLAIMED, NudgeState.SENDING, NudgeState.UNKNOWN}


def delete_words(context: Context, member: Member) -> bool:
    """Delete the member's words wherever we posted them; called again, it goes on with what is left.

    False if Slack refused some of it for good, such as a workspace in which nobody may delete.
    """
    gone = [_delete(context, card) for card in _cards(context, member)]
    with context.database.read() as work:
        suggestions = work.suggestions.shown_to(member.workspace_id, member.id)
    gone += [_replace_quotes(context, member, suggestion) for suggestion in suggestions]
    strays = [one["ts"] for one in context.messenger.said(member.channel_id, EVER) if _holds_words(one)]
    gone += [_delete(context, Pointer(member.channel_id, ts)) for ts in strays]
    return all(gone)


def others_are_being_told(context: Context, member: Member, now: datetime) -> bool:
    """Tell whether a message about the member's suggestions or covenants is due or on its way.

    It may quote the member, and has no pointer before it has arrived; or it tells others what erased rows could not.
    """
    with context.database.read() as work:
        suggestions = work.suggestions.shown_to(member.workspace_id, member.id)
        about = {one.id for one in suggestions}
        about |= {partnership_id for partnership_id, _ in work.covenants.commitments_of(member.workspace_id, member.id)}
        readers = {EVERYONE, *(one for suggestion in suggestions for one in suggestion.members)}
        nudges = [
            nudge
            for reader in readers
            for nudge in work.nudges.of_member(member.workspace_id, reader, now - LONGEST_WINDOW)
        ]
    return any(one.subject_id in about and one.state in ON_THE_WAY and one.due_at <= now for one in nudges)


def former_card(context: Context, partnership: Partnership, covenant: Covenant | None) -> Pointer | None:
    """Give the covenant card that holds words of somebody who is no longer a partner.

    It is in another group DM than that of the present partners, or the partnership has ended.
    """
    if covenant is None or covenant.message_ts is None or partnership.channel_id is None:
        return None
    if partnership.state is PartnershipState.ENDED:
        return Pointer(partnership.channel_id, covenant.message_ts)
    at_home = context.messenger.open_group(partnership.members) == partnership.channel_id
    return None if at_home else Pointer(partnership.channel_id, covenant.message_ts)


def unless_refused(step: Callable[[], object]) -> bool:
    """Take a step in Slack; False if Slack refuses for good, so that trying again would change nothing."""
    try:
        step()
    except NotSentError as error:
        if not error.permanent:
            raise
        return False
    return True


def _cards(context: Context, member: Member) -> list[Pointer]:
    with context.database.read() as work:
        goal = work.goals.get(member.workspace_id, member.id)
        commitments = work.covenants.commitments_of(member.workspace_id, member.id)
        covenants = [
            (partnership, work.covenants.get(member.workspace_id, one))
            for one, _ in commitments
            if (partnership := work.partnerships.get(member.workspace_id, one))
        ]
    cards = [card for card in (goal.card, goal.declaration) if card] if goal else []
    cards += [card for _, card in commitments]
    cards += [one.words for _, one in covenants if one and one.words and one.proposer_id == member.id]
    return cards + [card for each in covenants if (card := _quoting_card(context, member, *each))]


def _quoting_card(
    context: Context, member: Member, partnership: Partnership, covenant: Covenant | None
) -> Pointer | None:
    """Give the card in a group DM that quotes the member; whoever proposed takes it along wherever it is."""
    if covenant and covenant.proposer_id == member.id and covenant.message_ts and partnership.channel_id:
        return Pointer(partnership.channel_id, covenant.message_ts)
    return former_card(context, partnership, covenant)


def _replace_quotes(context: Context, member: Member, suggestion: Suggestion) -> bool:
    """Put the same words as for any other ending in place of the member's goal, then let go of the suggestion."""
    gone = [_replace(context, quote) for quote in list(_quotes(context, member, suggestion))]
    with context.database.write() as work:
        erase_suggestion(work, member.workspace_id, suggestion.id)
        work.commit()
    return all(gone)


def _replace(context: Context, quote: Pointer) -> bool:
    replace = partial(context.messenger.update, quote.channel_id, quote.message_ts, closed_card())
    return unless_refused(replace) or _delete(context, quote)


def _quotes(context: Context, member: Member, suggestion: Suggestion) -> Iterator[Pointer]:
    """Find the messages to others that still show the member's goal, also one whose arrival was never noted."""
    with context.database.read() as work:
        members = [work.members.get(member.workspace_id, one) for one in suggestion.members if one != member.id]
    quoted = f"{Field.GOAL}-{member.id}"
    for reader in (one for one in members if one):
        known = suggestion.messages.get(reader.id)
        if known:
            message = context.messenger.read(Pointer(reader.channel_id, known))
            shown = [message] if message else []
        else:
            shown = list(context.messenger.said(reader.channel_id, suggestion.made_at))
        yield from (Pointer(reader.channel_id, one["ts"]) for one in shown if quoted in _blocks(one))


def _delete(context: Context, card: Pointer) -> bool:
    return unless_refused(lambda: context.messenger.delete(card.channel_id, card.message_ts))


def _holds_words(message: Mapping[str, Any]) -> bool:
    """Tell whether a message in a member's DM shows their own words, or somebody else's quoted to them."""
    held = {Field.GOAL, Field.COMMITMENT, Field.SUPPORT, Field.SUPPORT_STYLE, *SHARED}
    return any(one.partition("-")[0] in held for one in _blocks(message))


def _blocks(message: Mapping[str, Any]) -> set[str]:
    return {str(block.get("block_id")) for block in message.get("blocks") or ()}
