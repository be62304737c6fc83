"""Goals: stating, editing, declaring, and what happens when their period is over."""

from datetime import datetime

from bot.listeners import payload
from bot.listeners.answers import said
from bot.listeners.payload import Body
from bot.listeners.steps import Again, Steps
from bot.services import declarations, goal_periods, goals
from bot.services.context import Context, Who
from bot.slack.blocks.goal import HINTED
from bot.slack.blocks.ids import Action, Field, Form
from bot.slack.words import words_in
from matching.vocabulary import Cadence, Commitment, DayPart, Format, Period, Size, Weekday
from storage.records import GoalSettings


def steps(context: Context) -> Steps:
    """Give what the buttons and modals of goals do."""
    return Steps(
        replacing={
            Action.GOAL_RENEW: lambda who, _value, now: said(goal_periods.renew(context, who, now)),
            Action.GOAL_REST: lambda who, _value, now: said(goal_periods.rest(context, who, now)),
        },
        answering={
            Action.DECLARE: lambda who, _value, now: said(declarations.declare(context, who, now)),
            Action.DECLARATION_WITHDRAW: lambda who, _value, _now: said(declarations.withdraw(context, who)),
        },
        opening={Action.GOAL_OPEN: lambda who, body, _now: goals.open_goal(context, who, _shown_goal(body))},
        forms={Form.GOAL: lambda who, view, carried, now: _state(context, who, view, carried, now)},
    )


def _shown_goal(body: Body) -> str | None:
    """Give the goal as the clicked card or Home delivered it."""
    return words_in(body.get("message") or body.get("view") or {}, "goal")


def _state(context: Context, who: Who, view: Body, carried: str, now: datetime) -> str | Again:
    declared = payload.chosen_value(view, Field.DECLARED) == "true"
    stated = goals.Stated(payload.text_of(view, Field.GOAL), _chosen(view), declared)
    hinted = goals.ask_again(context, who, stated) if carried != HINTED else None
    return Again(hinted) if hinted else goals.state_goal(context, who, stated, view["id"], now)


def _chosen(view: Body) -> GoalSettings:
    return GoalSettings(
        commitment=payload.one_of(view, Field.COMMITMENT_LEVEL, Commitment),
        cadence=payload.one_of(view, Field.CADENCE, Cadence),
        formats=payload.some_of(view, Field.FORMATS, Format),
        sizes=payload.some_of(view, Field.SIZES, Size),
        days=payload.some_of(view, Field.DAYS, Weekday),
        parts=payload.some_of(view, Field.PARTS, DayPart),
        period=payload.one_of(view, Field.PERIOD, Period),
        readable=payload.chosen_value(view, Field.READABLE) == "true",
    )
