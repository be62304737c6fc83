"""Answering at the address that came with a click or command: once, and within Slack's patience."""

import logging
from http.client import HTTPException

from slack_sdk.errors import SlackRequestError
from slack_sdk.webhook import WebhookClient

from bot.logs import framework_logger
from bot.slack.message import Message

PATIENCE = 2
"""Whole seconds; Slack waits 3 for the acknowledgement that follows."""
_log = logging.getLogger(__name__)


def answer_privately(url: str, message: Message) -> None:
    """Show a message to the member alone, beside where they acted; it never raises for Slack.

    Bolt's own `respond` waits for 30 s and may send twice, since it tries again after a lost connection.
    """
    webhook = WebhookClient(url, timeout=PATIENCE, logger=framework_logger(), retry_handlers=[])
    blocks = [dict(block) for block in message.blocks]
    try:
        answer = webhook.send(
            text=message.text, blocks=blocks or None, response_type="ephemeral", replace_original=False
        )
    except (OSError, HTTPException, ValueError, SlackRequestError) as error:  # the last for what is no address
        _log.warning("a member could not be answered: %s", error)
        return
    if answer.status_code != 200:
        _log.warning("a member could not be answered: status %d", answer.status_code)
