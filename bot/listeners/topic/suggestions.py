"""Suggestions: asking for one, and answering it."""

from datetime import datetime

from bot.listeners.answers import said
from bot.listeners.payload import two_of
from bot.listeners.steps import Steps
from bot.services import suggestions
from bot.services.context import Context, Who
from bot.slack.blocks.ids import Action
from bot.slack.message import Message


def steps(context: Context) -> Steps:
    """Give what the buttons of suggestions do."""
    return Steps(
        replacing={
            Action.SUGGESTION_YES: lambda who, value, now: suggestions.accept(context, who, value, now),
            Action.SUGGESTION_NO: lambda who, value, now: suggestions.decline(context, who, value, False, now),
            Action.SUGGESTION_NEVER: lambda who, value, now: _never(context, who, value, now),
        },
        answering={Action.MATCH: lambda who, _value, now: said(suggestions.ask(context, who, now))},
    )


def _never(context: Context, who: Who, value: str, now: datetime) -> Message:
    """Say no to a suggestion, or name one of several people to be kept apart from."""
    suggestion_id, other = two_of(value)
    if other:
        return suggestions.keep_apart(context, who, suggestion_id, other, now)
    return suggestions.decline(context, who, suggestion_id, True, now)
