"""Buttons: each click is one service call and one answer where the member looks."""

from collections.abc import Callable
from datetime import datetime

from slack_bolt import Ack, App

from bot.listeners.answers import answer_click, replace_clicked, said, show
from bot.listeners.payload import Body, date_of, pressed, revision_of, who_acts
from bot.services import avoidances, check_ins, covenants, erasure, goals, home, members, settings, suggestions
from bot.services.context import Context, Who
from bot.slack.blocks.help import help_message
from bot.slack.blocks.ids import Action
from bot.slack.blocks.members import pause_modal
from bot.slack.message import Block, Message
from bot.slack.words import words_in
from storage.vocabulary import Attendance

Step = Callable[[Who, str, datetime], Message]
"""Takes who clicked, what the button carries and the time; gives what to show."""
Opener = Callable[[Who, Body, datetime], Block | None]
"""Takes who clicked, the payload and the time; gives a modal, or None if there is nothing to ask."""


def register(app: App, context: Context, clock: Callable[[], datetime]) -> None:
    """Listen to every button of Trellis."""
    for action, step in _replacing(context).items():
        _replace(app, context, clock, action, step)
    for action, step in _answering(context).items():
        _answer(app, context, clock, action, step)
    for action, opener in _opening(context).items():
        _open(app, context, clock, action, opener)

    @app.action(Action.AVOID_REMOVE)
    def avoid_remove(ack: Ack, body: Body) -> None:
        show(context, body, avoidances.take_off(context, who_acts(body), pressed(body)))
        ack()


def _replacing(context: Context) -> dict[Action, Step]:
    """Buttons whose message is replaced in place, so that there is no second tap."""

    def attend(attendance: Attendance) -> Step:
        return lambda who, value, now: check_ins.record(context, who, *date_of(value), attendance, now)

    return {
        Action.SUGGESTION_YES: lambda who, value, now: suggestions.accept(context, who, value, now),
        Action.SUGGESTION_NO: lambda who, value, now: suggestions.decline(context, who, value, False, now),
        Action.SUGGESTION_NEVER: lambda who, value, now: suggestions.decline(context, who, value, True, now),
        Action.MET: attend(Attendance.ATTENDED),
        Action.MISSED: attend(Attendance.MISSED),
    }


def _answering(context: Context) -> dict[Action, Step]:
    """Buttons that are answered beside where they stand, or by a fresh Home."""
    return {
        Action.HELP: lambda _who, _value, _now: help_message(),
        Action.STATUS: lambda who, _value, now: home.status(context, who, now),
        Action.MATCH: lambda who, _value, now: said(suggestions.ask(context, who, now)),
        Action.RESUME: lambda who, _value, _now: said(members.resume(context, who)),
        Action.LEAVE_PARTNERSHIP: lambda who, value, now: said(members.leave_partnership(context, who, value, now)),
        Action.LEAVE_PROGRAMME: lambda who, _value, now: said(members.leave_programme(context, who, now)),
        Action.FORGET: lambda who, _value, now: said(erasure.ask_to_forget(context, who, now)),
    }


def _opening(context: Context) -> dict[Action, Opener]:
    """Buttons that open a modal."""
    return {
        Action.GOAL_OPEN: lambda who, body, _now: goals.open_goal(context, who, _shown_goal(body)),
        Action.COVENANT_OPEN: lambda who, body, now: covenants.open_covenant(context, who, pressed(body), now),
        Action.COVENANT_SIGN: lambda who, body, now: covenants.sign_or_ask(
            context, who, *revision_of(pressed(body)), now
        ),
        Action.MOVE_OPEN: lambda who, body, now: check_ins.open_move(
            context, who, *date_of(pressed(body)), _return_to(body), now
        ),
        Action.PAUSE_OPEN: lambda _who, _body, _now: pause_modal(),
        Action.AVOID_OPEN: lambda who, _body, _now: avoidances.open_avoid(context, who),
        Action.SETTINGS_OPEN: lambda who, _body, _now: settings.open_settings(context, who),
    }


def _replace(app: App, context: Context, clock: Callable[[], datetime], action: Action, step: Step) -> None:
    @app.action(action)
    def listen(ack: Ack, body: Body) -> None:
        replace_clicked(context, body, step(who_acts(body), pressed(body), clock()))
        ack()


def _answer(app: App, context: Context, clock: Callable[[], datetime], action: Action, step: Step) -> None:
    @app.action(action)
    def listen(ack: Ack, body: Body) -> None:
        now = clock()
        answer_click(context, body, step(who_acts(body), pressed(body), now), now)
        ack()


def _open(app: App, context: Context, clock: Callable[[], datetime], action: Action, opener: Opener) -> None:
    @app.action(action)
    def listen(ack: Ack, body: Body) -> None:
        view = opener(who_acts(body), body, clock())
        if view is not None:
            show(context, body, view)
        ack()


def _shown_goal(body: Body) -> str | None:
    """Give the goal as the clicked card or Home delivered it."""
    return words_in(body.get("message") or body.get("view") or {}, "goal")


def _return_to(body: Body) -> str:
    """Name the member's own message that a move replaces; Home is shown anew instead."""
    container = body["container"]
    return "" if "message_ts" not in container else f"{container['channel_id']}/{container['message_ts']}"
