"""The covenant: proposing, changing and signing it."""

from datetime import datetime

from bot.listeners import payload
from bot.listeners.payload import Body, pressed, revision_of
from bot.listeners.steps import Steps
from bot.services import covenants
from bot.services.context import Context, Who
from bot.slack.blocks.ids import Action, Field, Form
from matching.vocabulary import Cadence, Format
from storage.records import Terms


def steps(context: Context) -> Steps:
    """Give what the buttons and modals of the covenant do."""
    return Steps(
        opening={
            Action.COVENANT_OPEN: lambda who, body, now: covenants.open_covenant(context, who, pressed(body), now),
            Action.COVENANT_SIGN: lambda who, body, now: covenants.sign_or_ask(
                context, who, *revision_of(pressed(body)), now
            ),
        },
        forms={
            Form.COVENANT: lambda who, view, carried, now: _propose(context, who, view, carried, now),
            Form.SIGN: lambda who, view, carried, now: _sign(context, who, view, carried, now),
        },
    )


def _submission(view: Body, carried: str) -> covenants.Submission:
    partnership_id, revision = revision_of(carried)
    return covenants.Submission(partnership_id, revision, payload.text_of(view, Field.COMMITMENT), view["id"])


def _propose(context: Context, who: Who, view: Body, carried: str, now: datetime) -> str:
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
