"""Submitted modals: words go to Slack and pointers to the database before the modal closes."""

import time
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime

from slack_bolt import Ack, App

from bot.listeners import payload
from bot.listeners.payload import Body, date_of, metadata_of, revision_of, who_acts
from bot.services import avoidances, check_ins, covenants, goals, home, members, settings
from bot.services.cards import show_instead
from bot.services.context import Context, Who
from bot.slack.blocks.ids import Field, Form
from bot.slack.outcomes import NotSentError, OutcomeUnknownError
from matching.vocabulary import Cadence, Commitment, DayPart, Format, Period, Size, Weekday
from storage.records import GoalSettings, Pointer, Terms

HOME_WITHIN = 1.0
"""Seconds; after a slower step Home stays old until it is opened again, or the modal would close after Slack's 3."""
Step = Callable[[Who, Body, str, datetime], str | None]
"""Takes who submitted, the view, what it carries and the time; gives what Home may say afterwards."""


def register(app: App, context: Context, clock: Callable[[], datetime]) -> None:
    """Listen to every modal of Trellis."""
    steps: dict[Form, Step] = {
        Form.GOAL: lambda who, view, _carried, now: _goal(context, who, view, now),
        Form.COVENANT: lambda who, view, carried, now: _covenant(context, who, view, carried, now),
        Form.SIGN: lambda who, view, carried, now: _sign(context, who, view, carried, now),
        Form.MOVE: lambda who, view, carried, now: _move(context, who, view, carried, now),
        Form.PAUSE: lambda who, view, _carried, now: members.pause(
            context, who, payload.chosen_date(view, Field.UNTIL), now
        ),
        Form.AVOID: lambda who, view, _carried, now: avoidances.avoid(
            context, who, payload.person_of(view, Field.AVOIDED), now
        ),
        Form.SETTINGS: lambda who, view, _carried, now: _settings(context, who, view, now),
    }
    for form, step in steps.items():
        _listen(app, context, clock, form, step)


def _listen(app: App, context: Context, clock: Callable[[], datetime], form: Form, step: Step) -> None:
    @app.view(form)
    def submitted(ack: Ack, body: Body, view: Body) -> None:
        carried, from_home = metadata_of(view)
        who, now = who_acts(body), clock()
        began = time.monotonic()
        done = step(who, view, carried, now)
        if from_home and time.monotonic() - began < HOME_WITHIN:
            _show_home(context, who, now, done)
        ack()


def _show_home(context: Context, who: Who, now: datetime, done: str | None) -> None:
    """Show Home anew; what was submitted is durable already, so a Home that Slack does not take may stay old."""
    with suppress(NotSentError, OutcomeUnknownError):
        home.publish_home(context, who, now, done)


def _goal(context: Context, who: Who, view: Body, now: datetime) -> str:
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


def _submission(view: Body, carried: str) -> covenants.Submission:
    partnership_id, revision = revision_of(carried)
    return covenants.Submission(partnership_id, revision, payload.text_of(view, Field.COMMITMENT), view["id"])


def _covenant(context: Context, who: Who, view: Body, carried: str, now: datetime) -> str:
    at = payload.chosen_time(view, Field.TIME)
    terms = Terms(
        first_on=payload.required_date(view, Field.FIRST_ON),
        minute_of_day=at.hour * 60 + at.minute,
        zone="Etc/UTC",
        cadence=payload.one_of(view, Field.CADENCE, Cadence),
        minutes=payload.number_of(view, Field.MINUTES),
        format=payload.one_of(view, Field.FORMAT, Format),
        recalibrate_on=payload.required_date(view, Field.RECALIBRATE_ON),
    )
    covenants.propose(context, who, _submission(view, carried), terms, now)
    return "Your proposal is in the group DM, for everybody to sign."


def _sign(context: Context, who: Who, view: Body, carried: str, now: datetime) -> str:
    covenants.sign(context, who, _submission(view, carried), now)
    return "You have signed the covenant."


def _move(context: Context, who: Who, view: Body, carried: str, now: datetime) -> str:
    value, _, return_to = carried.partition("|")
    to = payload.required_date(view, Field.FIRST_ON), payload.chosen_time(view, Field.TIME)
    card = check_ins.move(context, who, *date_of(value), to, now)
    channel_id, _, message_ts = return_to.partition("/")
    if message_ts:
        show_instead(context, Pointer(channel_id, message_ts), card)
    return card.text


def _settings(context: Context, who: Who, view: Body, now: datetime) -> str:
    weekday = payload.one_of(view, Field.RUN_WEEKDAY, Weekday)
    hour, zone = payload.number_of(view, Field.RUN_HOUR), payload.chosen_value(view, Field.RUN_ZONE)
    return settings.save_settings(context, who, weekday, hour, zone, now)
