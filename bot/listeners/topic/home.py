"""Where a member stands, and what Trellis is."""

from bot.listeners.steps import Steps
from bot.services import home
from bot.services.context import Context
from bot.slack.blocks.help import help_message
from bot.slack.blocks.ids import Action


def steps(context: Context) -> Steps:
    """Give what the buttons for help and status do."""
    return Steps(
        answering={
            Action.HELP: lambda _who, _value, _now: help_message(),
            Action.STATUS: lambda who, _value, now: home.status(context, who, now),
        }
    )
