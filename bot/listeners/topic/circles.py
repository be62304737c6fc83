"""Circles: a third, rotating twos, wider circles."""

from datetime import datetime

from bot.listeners import payload
from bot.listeners.answers import said
from bot.listeners.payload import Body, pressed, two_of
from bot.listeners.steps import Steps
from bot.services import circles, links, one_more
from bot.services.context import Context, Who
from bot.slack.blocks.ids import Action, Field, Form


def steps(context: Context) -> Steps:
    """Give what the buttons and modals of circles do."""
    return Steps(
        replacing={
            Action.LINK_YES: lambda who, value, now: links.agree(context, who, *two_of(value), now),
            Action.LINK_NO: lambda who, value, _now: links.refuse(context, who, *two_of(value)),
        },
        answering={
            Action.ROTATE: lambda who, value, now: said(circles.rotate(context, who, value, now)),
            Action.ROTATE_STOP: lambda who, value, _now: said(circles.stop_rotating(context, who, value)),
            Action.LINK_PART: lambda who, value, _now: said(links.part(context, who, *two_of(value))),
            Action.THIRD_ASK: lambda who, value, now: said(one_more.ask(context, who, value, now)),
        },
        opening={Action.LINK_OPEN: lambda who, body, _now: links.open_link(context, who, pressed(body))},
        forms={Form.LINK: lambda who, view, carried, now: _ask_to_link(context, who, view, carried, now)},
    )


def _ask_to_link(context: Context, who: Who, view: Body, carried: str, now: datetime) -> str:
    return links.ask(context, who, carried, payload.person_of(view, Field.CIRCLE), now)
