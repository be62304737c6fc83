"""Suggestions: asking for one, and answering it."""

from bot.listeners.answers import said
from bot.listeners.steps import Steps
from bot.services import suggestions
from bot.services.context import Context
from bot.slack.blocks.ids import Action


def steps(context: Context) -> Steps:
    """Give what the buttons of suggestions do."""
    return Steps(
        replacing={
            Action.SUGGESTION_YES: lambda who, value, now: suggestions.accept(context, who, value, now),
            Action.SUGGESTION_NO: lambda who, value, now: suggestions.decline(context, who, value, False, now),
            Action.SUGGESTION_NEVER: lambda who, value, now: suggestions.decline(context, who, value, True, now),
        },
        answering={Action.MATCH: lambda who, _value, now: said(suggestions.ask(context, who, now))},
    )
