"""The words of a covenant on their way: checked, carried from step to step, posted as cards and read by pointer."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from bot.services.cards import post_words, words_of
from bot.services.context import Context
from bot.services.errors import MemberError
from bot.slack.blocks.covenant_card import Quoted, commitment_card, shared_card
from bot.slack.blocks.covenant_modal import LONGEST, QUESTIONS, TOO_LONG, covenant_modal, words_modal
from bot.slack.blocks.ids import Field
from bot.slack.message import Block
from matching.vocabulary import Cadence, Format
from storage.records import Covenant, Goal, Member, Partnership, Pointer, Terms
from storage.vocabulary import Preset

OWN = (Field.COMMITMENT, Field.SUPPORT_STYLE)
SHARED = tuple(QUESTIONS)
MOST_CARRIED = 2_900
"""Characters that one step may hand to the next; Slack takes 3,000."""
Typed = Mapping[Field, str | None]
Words = Mapping[Field, str]


@dataclass(frozen=True, slots=True)
class Draft:
    """What the first step holds: whose terms, which revision they started from, and the member's own part."""

    partnership_id: str
    revision: int
    own: Typed = field(repr=False)
    terms: Terms


def own_part(typed: Typed) -> Words:
    """Check a member's own part: a commitment, and how they like to be supported if they say so."""
    support = _optional(typed, Field.SUPPORT_STYLE)
    commitment = {Field.COMMITMENT: words_of(typed.get(Field.COMMITMENT), Field.COMMITMENT)}
    return commitment | ({Field.SUPPORT_STYLE: support} if support else {})


def shared_part(typed: Typed) -> Words:
    """Check the shared words; those left open are left out."""
    return {one: text for one in SHARED if (text := _optional(typed, one))}


def carried(draft: Draft) -> str:
    """Write the first step down for the second; raises MemberError where that would not fit."""
    terms = draft.terms
    kept = {
        "partnership": draft.partnership_id,
        "revision": draft.revision,
        "own": _filled(draft.own),
        "first_on": terms.first_on.isoformat(),
        "minute_of_day": terms.minute_of_day,
        "zone": terms.zone,
        "cadence": terms.cadence.value,
        "minutes": terms.minutes,
        "format": terms.format.value,
        "recalibrate_on": terms.recalibrate_on.isoformat(),
        "preset": terms.preset.value,
    }
    text = _packed(kept)
    if len(text) > MOST_CARRIED:
        raise MemberError("These characters take more room than I have. Please use fewer of them.", Field.COMMITMENT)
    return text


def draft_of(text: str) -> Draft | None:
    """Read what the first step wrote; None for anything else, as only a hand-made request holds."""
    try:
        kept = json.loads(text)
        terms = Terms(
            first_on=date.fromisoformat(kept["first_on"]),
            minute_of_day=int(kept["minute_of_day"]),
            zone=str(kept["zone"]),
            cadence=Cadence(kept["cadence"]),
            minutes=int(kept["minutes"]),
            format=Format(kept["format"]),
            recalibrate_on=date.fromisoformat(kept["recalibrate_on"]),
            preset=Preset(kept["preset"]),
        )
        own = {one: kept["own"].get(one.value) for one in OWN}
        return Draft(str(kept["partnership"]), int(kept["revision"]), own, terms)
    except (ValueError, TypeError, KeyError, AttributeError):  # their text quotes what could not be read
        return None


def words_carried(text: str) -> Mapping[str, str] | None:
    """Read the shared words that `back` handed to the first step; None where it handed over none."""
    try:
        kept = json.loads(text)
        return {one.value: str(kept[one.value]) for one in SHARED if one.value in kept}
    except (ValueError, TypeError):  # as above
        return None


def back(draft: Draft, typed: Typed) -> Block:
    """Give the first step with all that it held, carrying the shared words; where they do not fit, the second stays."""
    shared = _filled(typed)
    words = _packed(shared)
    if len(words) > MOST_CARRIED:
        return words_modal(carried(draft), shared, TOO_LONG)
    return covenant_modal(draft.partnership_id, draft.revision, draft.terms, _filled(draft.own), words)


def post_own(
    context: Context, member: Member, partnership: Partnership, own: Words, view_id: str, now: datetime
) -> Pointer:
    """Post the member's own part to their DM."""
    card = commitment_card(_others(partnership, member), own)
    return post_words(context, member.channel_id, card, f"commitment/{view_id}", now)


def post_shared(
    context: Context, member: Member, partnership: Partnership, shared: Words, view_id: str, now: datetime
) -> Pointer | None:
    """Post the shared words to the DM of the member who proposes them, if there are any."""
    if not shared:
        return None
    card = shared_card(_others(partnership, member), shared)
    return post_words(context, member.channel_id, card, f"covenant-words/{view_id}", now)


def read_own(context: Context, covenant: Covenant | None, goal: Goal | None, member_id: str) -> Mapping[str, str]:
    """Read the member's own part so far; their goal, if there is none, is a beginning."""
    if covenant and member_id in covenant.commitments:
        return context.words.read_cards({"own": covenant.commitments[member_id]}, OWN).get("own", {})
    text = context.words.read(goal.card, Field.GOAL) if goal else None
    return {Field.COMMITMENT: text} if text else {}


def read_shared(context: Context, covenant: Covenant | None) -> Mapping[str, str]:
    """Read the shared words so far."""
    if covenant is None or covenant.words is None:
        return {}
    return context.words.read_cards({"shared": covenant.words}, SHARED).get("shared", {})


def quotes(context: Context, partnership: Partnership, covenant: Covenant, support: Pointer | None) -> Quoted:
    """Read all that the card in the group DM quotes, each card once; `support` is the host's."""
    parts = {one: card for one, card in covenant.commitments.items() if one in partnership.members}
    named = {name: card for name, card in (("shared", covenant.words), ("host", support)) if card}
    found = context.words.read_cards({**parts, **named}, (*OWN, *SHARED, Field.SUPPORT))
    own = {one: found[one] for one in parts if one in found}
    return Quoted(own, found.get("shared", {}), found.get("host", {}).get(Field.SUPPORT))


def _filled(typed: Typed) -> Mapping[str, str]:
    return {one.value: text for one, text in typed.items() if text}


def _packed(kept: Mapping[str, object]) -> str:
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))


def _others(partnership: Partnership, member: Member) -> list[str]:
    return [one for one in partnership.members if one != member.id]


def _optional(typed: Typed, one: Field) -> str | None:
    words = (typed.get(one) or "").strip()
    if len(words) > LONGEST:
        raise MemberError(f"Please keep it within {LONGEST} characters.", one)
    return words or None
