"""Posting words to Slack exactly once, and taking them back."""

from datetime import datetime

from bot.services.context import Context
from bot.services.errors import MemberError
from bot.slack.message import Message
from bot.slack.outcomes import NotSentError, OutcomeUnknownError
from storage.records import Pointer

SHORTEST = 10
LONGEST = 500


def post_words(context: Context, channel_id: str, message: Message, key: str, now: datetime) -> Pointer:
    """Post a card into the member's DM; when Slack leaves it open whether it arrived, look before giving up.

    Raises NotSentError or OutcomeUnknownError; then nothing was stored and the modal stays open.
    """
    try:
        return Pointer(channel_id, context.messenger.post(channel_id, message, key))
    except OutcomeUnknownError:
        found = context.messenger.find(channel_id, now, key)
        if found is None:
            raise
        return Pointer(channel_id, found)


def take_back(context: Context, card: Pointer | None) -> None:
    """Delete a card that something newer replaced; if Slack does not take it, the newer one still counts."""
    if card is None:
        return
    try:
        context.messenger.delete(card.channel_id, card.message_ts)
    except (NotSentError, OutcomeUnknownError):
        return


def show_instead(context: Context, card: Pointer, message: Message) -> None:
    """Replace a message whose question is settled; if Slack does not take it, its buttons still answer kindly."""
    try:
        context.messenger.update(card.channel_id, card.message_ts, message)
    except (NotSentError, OutcomeUnknownError):
        return


def words_of(text: str | None, field: str) -> str:
    """Check the length of words that a member typed: 10 to 500 characters, without outer white space."""
    words = (text or "").strip()
    if len(words) < SHORTEST:
        raise MemberError("Please write at least 10 characters, so that your partners know what you mean.", field)
    if len(words) > LONGEST:
        raise MemberError("Please keep it within 500 characters. One thing is enough.", field)
    return words
