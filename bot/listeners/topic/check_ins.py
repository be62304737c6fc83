"""Check-ins: attendance, moving and skipping, the daily step."""

from datetime import datetime

from bot.listeners import payload
from bot.listeners.payload import Body, date_of, pressed
from bot.listeners.steps import Step, Steps
from bot.services import check_ins
from bot.services.cards import show_instead
from bot.services.context import Context, Who
from bot.slack.blocks.ids import Action, Field, Form
from storage.records import Pointer
from storage.vocabulary import Attendance


def steps(context: Context) -> Steps:
    """Give what the buttons and modals of check-ins do."""

    def attend(attendance: Attendance) -> Step:
        return lambda who, value, now: check_ins.record(context, who, *date_of(value), attendance, now)

    return Steps(
        replacing={Action.MET: attend(Attendance.ATTENDED), Action.MISSED: attend(Attendance.MISSED)},
        opening={
            Action.MOVE_OPEN: lambda who, body, now: check_ins.open_move(
                context, who, *date_of(pressed(body)), _return_to(body), now
            )
        },
        forms={Form.MOVE: lambda who, view, carried, now: _move(context, who, view, carried, now)},
    )


def _return_to(body: Body) -> str:
    """Name the member's own message that a move replaces; Home is shown anew instead."""
    container = body["container"]
    return "" if "message_ts" not in container else f"{container['channel_id']}/{container['message_ts']}"


def _move(context: Context, who: Who, view: Body, carried: str, now: datetime) -> str:
    value, _, return_to = carried.partition("|")
    to = payload.required_date(view, Field.FIRST_ON), payload.chosen_time(view, Field.TIME)
    card = check_ins.move(context, who, *date_of(value), to, now)
    channel_id, _, message_ts = return_to.partition("/")
    if message_ts:
        show_instead(context, Pointer(channel_id, message_ts), card)
    return card.text
