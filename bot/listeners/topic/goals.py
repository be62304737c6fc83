"""Goals: stating, editing, declaring, and what happens when their period is over."""

from datetime import datetime

from bot.listeners import payload
from bot.listeners.payload import Body
from bot.listeners.steps import Steps
from bot.services import goals
from bot.services.context import Context, Who
from bot.slack.blocks.ids import Action, Field, Form
from bot.slack.words import words_in
from matching.vocabulary import Cadence, Commitment, DayPart, Format, Period, Size, Weekday
from storage.records import GoalSettings


def steps(context: Context) -> Steps:
    """Give what the buttons and modals of goals do."""
    return Steps(
        opening={Action.GOAL_OPEN: lambda who, body, _now: goals.open_goal(context, who, _shown_goal(body))},
        forms={Form.GOAL: lambda who, view, _carried, now: _state(context, who, view, now)},
    )


def _shown_goal(body: Body) -> str | None:
    """Give the goal as the clicked card or Home delivered it."""
    return words_in(body.get("message") or body.get("view") or {}, "goal")


def _state(context: Context, who: Who, view: Body, now: datetime) -> str:
    chosen = GoalSettings(
        commitment=payload.one_of(view, Field.COMMITMENT_LEVEL, Commitment),
        cadence=payload.one_of(view, Field.CADENCE, Cadence),
        formats=payload.some_of(view, Field.FORMATS, Format),
        sizes=payload.some_of(view, Field.SIZES, Size),
        days=payload.some_of(view, Field.DAYS, Weekday),
        parts=payload.some_of(view, Field.PARTS, DayPart),
        period=payload.one_of(view, Field.PERIOD, Period),
        readable=payload.chosen_value(view, Field.READABLE) == "true",
    )
    goals.state_goal(context, who, payload.text_of(view, Field.GOAL), chosen, view["id"], now)
    return "Your goal card is in our conversation."
