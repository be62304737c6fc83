"""The covenant: proposing it in two steps, changing and signing it."""

from datetime import datetime

from bot.listeners import payload
from bot.listeners.payload import Body, metadata_of, pressed, revision_of
from bot.listeners.steps import Again, Steps
from bot.services import covenants
from bot.services.context import Context, Who
from bot.services.covenant_words import OWN, SHARED, Draft, Typed, back, draft_of, words_carried
from bot.services.errors import MemberError
from bot.slack.blocks.ids import Action, Field, Form
from bot.slack.message import Block
from matching.vocabulary import Cadence, Format
from storage.records import Terms
from storage.vocabulary import Preset


def steps(context: Context) -> Steps:
    """Give what the buttons and modals of the covenant do."""
    return Steps(
        opening={
            Action.COVENANT_OPEN: lambda who, body, now: covenants.open_covenant(context, who, pressed(body), now),
            Action.COVENANT_BACK: lambda _who, body, _now: _back(body["view"]),
            Action.COVENANT_SIGN: lambda who, body, now: covenants.sign_or_ask(
                context, who, *revision_of(pressed(body)), now
            ),
        },
        forms={
            Form.COVENANT: lambda who, view, carried, now: _ask_words(context, who, view, carried, now),
            Form.COVENANT_WORDS: lambda who, view, carried, now: _propose(context, who, view, carried, now),
            Form.SIGN: lambda who, view, carried, now: _sign(context, who, view, carried, now),
        },
    )


def _ask_words(context: Context, who: Who, view: Body, carried: str, now: datetime) -> Again:
    begun, _, written = carried.partition("|")
    at = payload.chosen_time(view, Field.TIME)
    terms = Terms(
        first_on=payload.required_date(view, Field.FIRST_ON),
        minute_of_day=at.hour * 60 + at.minute,
        zone="Etc/UTC",
        cadence=payload.one_of(view, Field.CADENCE, Cadence),
        minutes=payload.number_of(view, Field.MINUTES),
        format=payload.one_of(view, Field.FORMAT, Format),
        recalibrate_on=payload.required_date(view, Field.RECALIBRATE_ON),
        preset=payload.one_of(view, Field.PRESET, Preset),
    )
    draft = Draft(*revision_of(begun), _typed(view, OWN), terms)
    return Again(covenants.ask_words(context, who, draft, words_carried(written), now))


def _back(view: Body) -> Block:
    return back(_first_step(metadata_of(view)[0]), _typed(view, SHARED))


def _propose(context: Context, who: Who, view: Body, carried: str, now: datetime) -> str:
    # The hash differs after each way back, so that no card with words from before is taken for the present one.
    submission = f"{view['id']}/{view['hash']}"
    covenants.propose(context, who, _first_step(carried), _typed(view, SHARED), submission, now)
    return "Your proposal is in the group DM, for everybody to sign."


def _first_step(carried: str) -> Draft:
    draft = draft_of(carried)
    if draft is None:
        raise MemberError(covenants.CHANGED)
    return draft


def _sign(context: Context, who: Who, view: Body, carried: str, now: datetime) -> str:
    given = covenants.Signature(*revision_of(carried), _typed(view, OWN), view["id"])
    covenants.sign(context, who, given, now)
    return "You have signed the covenant."


def _typed(view: Body, fields: tuple[Field, ...]) -> Typed:
    return {one: payload.text_of(view, one) for one in fields}
