"""Members: pausing, coming back, leaving, avoiding and being forgotten."""

from bot.listeners import payload
from bot.listeners.answers import said
from bot.listeners.steps import Steps
from bot.services import avoidances, erasure, members
from bot.services.context import Context
from bot.slack.blocks.ids import Action, Field, Form
from bot.slack.blocks.members import pause_modal


def steps(context: Context) -> Steps:
    """Give what the buttons and modals about taking part do."""
    return Steps(
        answering={
            Action.RESUME: lambda who, _value, _now: said(members.resume(context, who)),
            Action.LEAVE_PARTNERSHIP: lambda who, value, now: said(members.leave_partnership(context, who, value, now)),
            Action.LEAVE_PROGRAMME: lambda who, _value, now: said(members.leave_programme(context, who, now)),
            Action.FORGET: lambda who, _value, now: said(erasure.ask_to_forget(context, who, now)),
        },
        opening={
            Action.PAUSE_OPEN: lambda _who, _body, _now: pause_modal(),
            Action.AVOID_OPEN: lambda who, _body, _now: avoidances.open_avoid(context, who),
        },
        forms={
            Form.PAUSE: lambda who, view, _carried, now: members.pause(
                context, who, payload.chosen_date(view, Field.UNTIL), now
            ),
            Form.AVOID: lambda who, view, _carried, now: avoidances.avoid(
                context, who, payload.person_of(view, Field.AVOIDED), now
            ),
        },
    )
