"""Submitted modals: words go to Slack and pointers to the database before the modal closes."""

import time
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime

from slack_bolt import Ack, App

from bot.listeners.payload import Body, metadata_of, remember_home, who_acts
from bot.listeners.steps import Again, FormStep
from bot.listeners.topics import all_steps
from bot.services import home
from bot.services.context import Context, Who
from bot.slack.blocks.ids import Form
from bot.slack.outcomes import NotSentError, OutcomeUnknownError

HOME_WITHIN = 1.0
"""Seconds; after a slower step Home stays old until it is opened again, or the modal would close after Slack's 3."""


def register(app: App, context: Context, clock: Callable[[], datetime]) -> None:
    """Listen to every modal of Trellis."""
    for steps in all_steps(context):
        for form, step in steps.forms.items():
            _listen(app, context, clock, form, step)


def _listen(app: App, context: Context, clock: Callable[[], datetime], form: Form, step: FormStep) -> None:
    @app.view(form)
    def submitted(ack: Ack, body: Body, view: Body) -> None:
        carried, from_home = metadata_of(view)
        who, now = who_acts(body), clock()
        began = time.monotonic()
        done = step(who, view, carried, now)
        if isinstance(done, Again):
            ack(response_action="update", view=dict(remember_home(done.view, body)))
            return
        if from_home and time.monotonic() - began < HOME_WITHIN:
            _show_home(context, who, now, done)
        ack()


def _show_home(context: Context, who: Who, now: datetime, done: str | None) -> None:
    """Show Home anew; what was submitted is durable already, so a Home that Slack does not take may stay old."""
    with suppress(NotSentError, OutcomeUnknownError):
        home.publish_home(context, who, now, done)
