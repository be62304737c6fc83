"""The cards of a covenant: each member's own part, the shared words, and the one in the group DM that quotes them."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.practice.presets import WAYS
from bot.slack.blocks import kit, phrases
from bot.slack.blocks.covenant_modal import FIXED
from bot.slack.blocks.ids import Action, Field
from bot.slack.message import Block, Message
from bot.slack.words import words_block
from storage.records import Covenant, Terms

HEADINGS = {
    Field.MISSED_CHECK_IN: "If someone misses a check-in",
    Field.MISSED_COMMITMENT: "If someone misses a commitment",
    Field.EARLIER: "What made earlier attempts fail",
    Field.BETWEEN_US: "What stays between us, and what is off limits",
    Field.DECISIONS: "How we decide, and where we turn if stuck",
    Field.HARDER: "If one of us has a much harder stretch",
}
MOST = 12_500
"""Characters of the card's blocks; Slack refuses somewhat above 13,200 (design, section 7)."""
LENGTHS = (600, 400, 300, 200, 150, 100, 60, 30)
"""To how many characters everybody's words are shortened, if need be: all to the same."""
SHORTENED = "Shortened here. The whole is on the card that each has in their own conversation with me."
_LINK = re.compile(r"https://[^\s<>|\"]+")


@dataclass(frozen=True, slots=True)
class Quoted:
    """What was written elsewhere and is quoted on the card; whatever is gone is left out."""

    own: Mapping[str, Mapping[str, str]] = field(default_factory=dict, repr=False)
    """Each member's own part: `commitment` and `support_style`."""
    shared: Mapping[str, str] = field(default_factory=dict, repr=False)
    support: str | None = field(default=None, repr=False)
    """Where the host sends people with deeper matters."""


def commitment_card(others: list[str], own: Mapping[Field, str]) -> Message:
    """Keep a member's own part in their own DM, from where the covenant card quotes it."""
    blocks = [
        kit.section(f"*Your commitment* in the covenant with {phrases.people(others)}:"),
        words_block(Field.COMMITMENT, own[Field.COMMITMENT]),
    ]
    if Field.SUPPORT_STYLE in own:
        blocks += [
            kit.section("*How you like to be supported:*"),
            words_block(Field.SUPPORT_STYLE, own[Field.SUPPORT_STYLE]),
        ]
    return Message("Your commitment", blocks)


def shared_card(others: list[str], shared: Mapping[Field, str]) -> Message:
    """Keep the words that a member proposed for all in that member's DM."""
    blocks = [kit.section(f"*What you proposed* for the covenant with {phrases.people(others)}:")]
    for one, text in shared.items():
        blocks += [kit.section(f"*{HEADINGS[one]}*"), words_block(one, text)]
    return Message("What you proposed for the covenant", blocks)


def covenant_card(
    covenant: Covenant, members: tuple[str, ...], zones: Mapping[str, str], starts_at: datetime, quoted: Quoted
) -> Message:
    """Show the terms on everybody's own clock, everybody's words, and who has signed; long words are shortened."""
    before, after = list(_terms(covenant, members, zones, starts_at)), list(_foot(covenant, members, quoted))
    tries = (
        [*before, *_shared(quoted, longest), *_parts(covenant, members, quoted, longest), *told, *after]
        for longest, told in ((LENGTHS[0], []), *((one, [kit.context(SHORTENED)]) for one in LENGTHS[1:]))
    )
    return Message("Our covenant", next(blocks for blocks in tries if _size(blocks) <= MOST))


def clocks(members: tuple[str, ...], zones: Mapping[str, str], at: datetime) -> list[str]:
    """Write an instant on everybody's own clock, a line for each."""
    return [f"• {phrases.mention(one)}: {phrases.moment(at, zones[one])}" for one in members]


def rhythm(terms: Terms) -> str:
    """Write how often, how long and in which form."""
    return f"{phrases.CADENCES[terms.cadence]}, {terms.minutes} minutes, {phrases.AS_FORMATS[terms.format]}"


def _terms(
    covenant: Covenant, members: tuple[str, ...], zones: Mapping[str, str], starts_at: datetime
) -> Iterator[Block]:
    terms, agreed = covenant.terms, covenant.agreed
    first = f"*First check-in*, proposed by {phrases.mention(covenant.proposer_id)}:"
    yield kit.header("Our covenant")
    if agreed and agreed != terms:
        yield kit.section(
            f"This is a proposal. Until everybody has signed it, what you agreed goes on: {rhythm(agreed)}."
        )
    yield kit.section("\n".join([first, *clocks(members, zones, starts_at)]))
    again = f"We look at this again on {phrases.day(terms.recalibrate_on)}."
    yield kit.section(f"*Then* {rhythm(terms)}. {again}\n*Our way:* {WAYS[terms.preset].label.partition(':')[0]}.")
    yield kit.divider()


def _shared(quoted: Quoted, longest: int) -> Iterator[Block]:
    for one, heading in HEADINGS.items():
        if one in quoted.shared:
            yield kit.section(f"*{heading}*")
            yield words_block(one, _shortened(quoted.shared[one], longest))
    if quoted.shared:
        yield kit.divider()


def _parts(covenant: Covenant, members: tuple[str, ...], quoted: Quoted, longest: int) -> Iterator[Block]:
    for member in members:
        signed = "signed" if member in covenant.signed_by else "not signed yet"
        own = quoted.own.get(member, {})
        yield kit.section(f"{phrases.mention(member)} · {signed}")
        if Field.COMMITMENT in own:
            yield words_block(f"{Field.COMMITMENT}-{member}", _shortened(own[Field.COMMITMENT], longest))
        if Field.SUPPORT_STYLE in own:
            yield kit.context(f"How {phrases.mention(member)} likes to be supported:")
            yield words_block(f"{Field.SUPPORT_STYLE}-{member}", _shortened(own[Field.SUPPORT_STYLE], longest))


def _foot(covenant: Covenant, members: tuple[str, ...], quoted: Quoted) -> Iterator[Block]:
    yield kit.divider()
    yield kit.context(FIXED)
    if quoted.support:
        link = _LINK.search(quoted.support)
        if link:
            yield kit.context(f"<{link.group().replace('&', '&amp;')}|Where deeper matters go>, as your host says.")
        else:
            yield kit.context("Where deeper matters go, as your host says:")
            yield words_block(Field.SUPPORT, _shortened(quoted.support, LENGTHS[0]))
    change = kit.button("Change the terms", Action.COVENANT_OPEN, covenant.partnership_id)
    if _is_signed(covenant, members):
        yield kit.actions(change)
    else:
        value = f"{covenant.partnership_id}:{covenant.revision}"
        yield kit.actions(kit.button("Sign", Action.COVENANT_SIGN, value, "primary"), change)


def _is_signed(covenant: Covenant, members: tuple[str, ...]) -> bool:
    return set(members) <= covenant.signed_by


def _shortened(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def _size(blocks: list[Block]) -> int:
    return len(json.dumps([dict(one) for one in blocks], ensure_ascii=False, separators=(",", ":")))
