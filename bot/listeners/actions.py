"""Buttons: each click is one service call and one answer where the member looks."""

from collections.abc import Callable
from datetime import datetime

from slack_bolt import Ack, App

from bot.listeners.answers import answer_click, replace_clicked, show
from bot.listeners.payload import Body, is_from_home, pressed, who_acts
from bot.listeners.steps import Opener, Step
from bot.listeners.topics import all_steps
from bot.services import avoidances
from bot.services.context import Context
from bot.slack.blocks.ids import Action


def register(app: App, context: Context, clock: Callable[[], datetime]) -> None:
    """Listen to every button of Trellis."""
    for steps in all_steps(context):
        for action, step in steps.replacing.items():
            _replace(app, context, clock, action, step)
        for action, step in steps.answering.items():
            _answer(app, context, clock, action, step)
        for action, opener in steps.opening.items():
            _open(app, context, clock, action, opener)

    @app.action(Action.AVOID_REMOVE)
    def avoid_remove(ack: Ack, body: Body) -> None:
        show(context, body, avoidances.take_off(context, who_acts(body), pressed(body)))
        ack()


def _replace(app: App, context: Context, clock: Callable[[], datetime], action: Action, step: Step) -> None:
    @app.action(action)
    def listen(ack: Ack, body: Body) -> None:
        now = clock()
        message = step(who_acts(body), pressed(body), now)
        if is_from_home(body):
            answer_click(context, body, message, now)
        else:
            replace_clicked(context, body, message)
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
