"""The slash command: `/trellis` and its sub-commands."""

from collections.abc import Callable
from datetime import datetime
from difflib import get_close_matches

from slack_bolt import Ack, App

from bot.listeners.answers import answer_command, said
from bot.listeners.payload import Body, who_acts
from bot.services import avoidances, foresight, goals, home, invitations, members, pulse, settings, suggestions
from bot.services.context import Context, Who
from bot.services.invitations import PERSON
from bot.slack.blocks.help import COMMANDS, help_message, unknown_command
from bot.slack.blocks.members import forget_message
from bot.slack.message import Block, Message

COMMAND = "/trellis"


def register(app: App, context: Context, clock: Callable[[], datetime]) -> None:
    """Listen to the slash command; each answer is a message for the member or a modal."""

    @app.command(COMMAND)
    def trellis(ack: Ack, body: Body) -> None:
        answer = _answer(context, who_acts(body), str(body.get("text") or ""), clock())
        if isinstance(answer, Message):
            answer_command(ack, answer)
        else:
            context.messenger.open_view(body["trigger_id"], answer)
            ack()


def _answer(context: Context, who: Who, text: str, now: datetime) -> Message | Block:
    name, _, rest = text.strip().partition(" ")
    name, rest = name.lower(), rest.strip()
    match "forget me" if (name, rest.lower()) == ("forget", "me") else name:
        case "" | "help":
            return help_message()
        case "goal":
            return goals.open_goal(context, who, None)
        case "match":
            return said(suggestions.ask(context, who, now))
        case "status":
            return home.status(context, who, now)
        case "pause":
            return said(members.pause_as_typed(context, who, rest, now))
        case "resume":
            return said(members.resume(context, who))
        case "leave":
            return members.leave_choices(context, who)
        case "avoid":
            return _avoid(context, who, rest, now)
        case "circle":
            return said(invitations.invite(context, who, rest, now))
        case "preview":
            return said(foresight.ask(context, who, now))
        case "pulse":
            return pulse.ask(context, who, now)
        case "settings":
            return settings.open_settings(context, who)
        case "forget me":
            return forget_message()
        case _:
            return unknown_command(next(iter(get_close_matches(name, COMMANDS, n=1, cutoff=0.5)), None))


def _avoid(context: Context, who: Who, text: str, now: datetime) -> Message | Block:
    mentioned = PERSON.fullmatch(text)
    return said(avoidances.avoid(context, who, mentioned[1], now)) if mentioned else avoidances.open_avoid(context, who)
