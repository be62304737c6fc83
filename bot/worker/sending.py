"""The part of sending a nudge that speaks to Slack; each function raises as Messenger does unless it says otherwise."""

import logging

from bot.services.delivery import Delivery
from bot.slack.messenger import Messenger
from bot.slack.outcomes import NotSentError, OutcomeUnknownError
from storage.records import EVERYONE, Nudge
from storage.vocabulary import NudgeState

_log = logging.getLogger(__name__)


def arrived(messenger: Messenger, nudge: Nudge, delivery: Delivery) -> str | None:
    """Give the message of an earlier attempt whose outcome is unknown, if it is there."""
    # A group DM cannot be read (we never ask for mpim:history), so there a nudge of unknown outcome is sent again:
    # at least once, where a DM gets it exactly once.
    if nudge.state is not NudgeState.UNKNOWN or nudge.member_id == EVERYONE:
        return None
    found = messenger.find(delivery.channel_id, nudge.attempted_at or nudge.due_at, nudge.key)
    # A message that was known before the attempt is no proof of it.
    return None if found in {nudge.message_ts, delivery.replace_ts} else found


def send(messenger: Messenger, nudge: Nudge, delivery: Delivery) -> str:
    """Replace the message that is to be replaced if it is still there, else post, and give its timestamp."""
    if delivery.replace_ts is not None and _replaced(messenger, delivery, delivery.replace_ts):
        return delivery.replace_ts
    return messenger.post(delivery.channel_id, delivery.message, nudge.key)


def pin(messenger: Messenger, nudge: Nudge, channel_id: str, ts: str) -> None:
    """Pin as far as Slack lets us and raise nothing; a message without its pin is still a message."""
    try:
        messenger.pin(channel_id, ts)
    except (NotSentError, OutcomeUnknownError) as error:
        _log.warning("The message of nudge %s is not pinned: %s.", nudge.key, error.code)


def attach(messenger: Messenger, nudge: Nudge, delivery: Delivery) -> None:
    """Upload the file that belongs to a message as far as Slack lets us, and raise nothing."""
    # Only the hand that has just settled the nudge comes here, so no file is shared twice. After a crash between the
    # two the file is missing for good: the message says everything without it.
    if delivery.file is None:
        return
    try:
        messenger.upload(delivery.channel_id, delivery.file)
    except (NotSentError, OutcomeUnknownError) as error:
        without_files = error.code == "missing_scope"  # the workspace's choice, and not worth a warning each time
        _log.log(
            logging.INFO if without_files else logging.WARNING,
            "The file of nudge %s is not there: %s.",
            nudge.key,
            error.code,
        )


def _replaced(messenger: Messenger, delivery: Delivery, ts: str) -> bool:
    try:
        messenger.update(delivery.channel_id, ts, delivery.message)
    except NotSentError as error:
        if error.code != "message_not_found":
            raise
        return False
    return True
