"""Check-ins: attendance, moving and skipping, the daily step."""

from datetime import datetime

from bot.listeners import payload
from bot.listeners.payload import Body, date_of, pressed
from bot.listeners.steps import Step, Steps
from bot.services import check_ins, daily_steps, moves, skips
from bot.services.context import Context, Who
from bot.slack.blocks.ids import Action, Field, Form
from bot.slack.message import Message
from storage.records import Pointer
from storage.vocabulary import Attendance


def steps(context: Context) -> Steps:
    """Give what the buttons and modals of check-ins do."""

    def attend(attendance: Attendance) -> Step:
        return lambda who, value, now: check_ins.record(context, who, *date_of(value), attendance, now)

    def daily(took: bool) -> Step:
        return lambda who, value, now: daily_steps.answer(context, who, *date_of(value), took, now)

    return Steps(
        replacing={
            Action.MET: attend(Attendance.ATTENDED),
            Action.MISSED: attend(Attendance.MISSED),
            Action.SEEN: attend(Attendance.ATTENDED),
            Action.NOT_YET: lambda who, value, _now: check_ins.not_yet(context, who, *date_of(value)),
            Action.MOVE_AGREE: lambda who, value, now: _agree(context, who, value, now),
            Action.DAILY_YES: daily(took=True),
            Action.DAILY_NO: daily(took=False),
            Action.DAILY_STOP: lambda who, value, _now: daily_steps.stop(context, who, date_of(value)[0]),
        },
        answering={Action.SKIP: lambda who, value, now: _skip(context, who, value, now)},
        opening={
            Action.MOVE_OPEN: lambda who, body, now: moves.open_move(
                context, who, *date_of(pressed(body)), _return_to(body), now
            ),
            Action.DAILY_OPEN: lambda who, body, _now: daily_steps.open_daily(context, who, pressed(body)),
        },
        forms={
            Form.MOVE: lambda who, view, carried, now: _move(context, who, view, carried, now),
            Form.DAILY: lambda who, view, carried, now: daily_steps.begin(
                context, who, carried, payload.chosen_time(view, Field.TIME), now
            ),
        },
    )


def _return_to(body: Body) -> str:
    """Name the member's own message that a move replaces; Home is shown anew, and what the group reads stays."""
    container = body["container"]
    in_dm = str(container.get("channel_id", "")).startswith("D")
    return f"{container['channel_id']}/{container['message_ts']}" if in_dm and "message_ts" in container else ""


def _card(return_to: str) -> Pointer | None:
    channel_id, _, message_ts = return_to.partition("/")
    return Pointer(channel_id, message_ts) if message_ts else None


def _move(context: Context, who: Who, view: Body, carried: str, now: datetime) -> str:
    value, _, return_to = carried.partition("|")
    partnership_id, on = date_of(value)
    day, hour = payload.required_date(view, Field.FIRST_ON), payload.chosen_time(view, Field.TIME)
    wanted = moves.NewTime(partnership_id, on, day, hour, _card(return_to))
    return moves.move(context, who, wanted, now).text


def _skip(context: Context, who: Who, pressed_value: str, now: datetime) -> Message:
    value, _, return_to = pressed_value.partition("|")
    return skips.skip(context, who, *date_of(value), _card(return_to), now)


def _agree(context: Context, who: Who, pressed_value: str, now: datetime) -> Message:
    value, _, stamp = pressed_value.partition("|")
    return moves.agree(context, who, *date_of(value), stamp, now)
