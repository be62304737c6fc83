"""The life of a partnership: staying, changing, continuing, resting."""

from datetime import datetime

from bot.listeners.answers import said
from bot.listeners.payload import Body, pressed, revision_of
from bot.listeners.steps import Steps
from bot.services import covenants, renewals
from bot.services.context import Context, Who
from bot.slack.blocks.ids import Action
from bot.slack.message import Block, Message
from matching.vocabulary import Cadence


def steps(context: Context) -> Steps:
    """Give what the buttons of a partnership's life do."""
    return Steps(
        replacing={
            Action.STAY: lambda who, value, _now: renewals.stay(context, who, value),
            Action.CONTINUE_CYCLE: lambda who, value, _now: renewals.continue_cycle(context, who, *revision_of(value)),
            Action.NOT_AGAIN: lambda who, value, _now: _leave_alone(context, who, value),
        },
        answering={
            Action.REST: lambda who, value, now: said(renewals.rest(context, who, value, now)),
            Action.NEW_PARTNERS: lambda who, value, now: said(renewals.look_for_new_partners(context, who, value, now)),
        },
        opening={
            Action.HALVE_CADENCE: lambda who, body, now: _half_as_often(context, who, body, now),
            Action.QUARTERLY: lambda who, body, now: covenants.open_covenant(
                context, who, pressed(body), now, Cadence.QUARTERLY
            ),
        },
    )


def _half_as_often(context: Context, who: Who, body: Body, now: datetime) -> Block:
    partnership_id = pressed(body)
    return covenants.open_covenant(context, who, partnership_id, now, renewals.halved(context, who, partnership_id))


def _leave_alone(context: Context, who: Who, value: str) -> Message:
    """Read which partnership, which card and which cycle; a made-up value names nothing."""
    partnership_id, _, rest = value.partition(":")
    kind, number = revision_of(rest)
    return renewals.leave_alone(context, who, partnership_id, kind, number)
