"""The introduction, the covenant's modals and the covenant card."""

from collections.abc import Mapping
from datetime import datetime, time

from bot.slack.blocks import kit, phrases
from bot.slack.blocks.ids import Action, Field, Form
from bot.slack.message import Block, Message
from bot.slack.words import words_block
from storage.records import Covenant, Terms

LENGTHS = (15, 20, 30, 45, 60, 90)
"""Minutes from which partners choose."""
FIXED = (
    "This is not therapy or supervision; deeper matters go to someone qualified. "
    "We listen before we advise and do not try to fix each other. Anyone may stop at any time."
)
"""Stands in every covenant (practice, section 5)."""


def introduction(partnership_id: str, members: tuple[str, ...], convener: str) -> Message:
    """Open a partnership's group DM; one member is asked to make the first move."""
    return Message(
        "Welcome to your partnership",
        [
            kit.header("Welcome to your partnership"),
            kit.section(
                f"{phrases.people(members)}, everybody said yes. Start with a 15-minute call: who you are, what you "
                "want to move forward, what you need from each other."
            ),
            kit.section(
                f"{phrases.mention(convener)}, would you make the first move and propose a first check-in? "
                "Everybody can change it."
            ),
            kit.actions(kit.button("Write our covenant", Action.COVENANT_OPEN, partnership_id, "primary")),
            kit.context("I cannot read what you say to each other here."),
        ],
    )


def carry_on(partnership_id: str, members: tuple[str, ...]) -> Message:
    """Open the group DM of those who go on after somebody has left, with the covenant that they have."""
    text = f"{phrases.people(members)}, you go on together in this conversation, with your covenant as it stands."
    return Message(
        "You go on together here",
        [
            kit.header("You go on together here"),
            kit.section(f"{text} If another rhythm suits you better now, change the terms."),
            kit.actions(kit.button("Change the terms", Action.COVENANT_OPEN, partnership_id)),
            kit.context("I cannot read what you say to each other here."),
        ],
    )


def covenant_modal(partnership_id: str, revision: int, terms: Terms, commitment: str | None) -> Block:
    """Ask for the terms and the member's own commitment; the metadata says which revision it started from."""
    return kit.modal(
        Form.COVENANT,
        "Our covenant",
        [
            _commitment_input(commitment),
            kit.pick_date(Field.FIRST_ON, "First check-in", terms.first_on),
            kit.pick_time(
                Field.TIME,
                "At what time?",
                time(*divmod(terms.minute_of_day, 60)),
                f"On your own clock ({terms.zone}). The card shows everybody's.",
            ),
            kit.choose_one(Field.CADENCE, "How often?", phrases.CADENCES, terms.cadence),
            kit.choose_number(Field.MINUTES, "How long?", {one: f"{one} minutes" for one in LENGTHS}, terms.minutes),
            kit.choose_one(Field.FORMAT, "In which form?", phrases.FORMATS, terms.format),
            kit.pick_date(
                Field.RECALIBRATE_ON, "When do we look at this again?", terms.recalibrate_on, "Usually within 12 weeks."
            ),
            kit.context(FIXED),
        ],
        submit="Propose",
        metadata=f"{partnership_id}:{revision}",
    )


def sign_modal(partnership_id: str, revision: int, commitment: str | None) -> Block:
    """Ask a member who signs for the first time for their commitment."""
    return kit.modal(
        Form.SIGN,
        "Sign our covenant",
        [_commitment_input(commitment), kit.context(FIXED)],
        submit="Sign",
        metadata=f"{partnership_id}:{revision}",
    )


def commitment_card(others: list[str], text: str) -> Message:
    """Keep a member's commitment in their own DM, from where the covenant card quotes it."""
    return Message(
        "Your commitment",
        [
            kit.section(f"*Your commitment* in the covenant with {phrases.people(others)}:"),
            words_block(Field.COMMITMENT, text),
        ],
    )


def covenant_card(
    covenant: Covenant,
    members: tuple[str, ...],
    zones: Mapping[str, str],
    starts_at: datetime,
    commitments: Mapping[str, str],
) -> Message:
    """Show the terms on everybody's own clock, each commitment in its author's words, and who has signed."""
    terms = covenant.terms
    blocks = [
        kit.header("Our covenant"),
        kit.section(
            "\n".join(
                [
                    f"*First check-in*, proposed by {phrases.mention(covenant.proposer_id)}:",
                    *_clocks(members, zones, starts_at),
                ]
            )
        ),
        kit.section(
            f"*Then* {phrases.CADENCES[terms.cadence]}, {terms.minutes} minutes, {phrases.AS_FORMATS[terms.format]}. "
            f"We look at this again on {phrases.day(terms.recalibrate_on)}."
        ),
        kit.divider(),
    ]
    for member in members:
        signed = " · signed" if member in covenant.signed_by else " · not signed yet"
        blocks.append(kit.section(f"{phrases.mention(member)}{signed}"))
        if member in commitments:
            blocks.append(words_block(f"commitment-{member}", commitments[member]))
    blocks += [kit.divider(), kit.context(FIXED), _card_buttons(covenant, members)]
    return Message("Our covenant", blocks)


def signed_message(next_at: datetime, zones: Mapping[str, str]) -> Message:
    """Tell the partners that everybody has signed, and when they meet, on everybody's own clock."""
    lines = ["Everybody has signed. Your next check-in:", *_clocks(tuple(zones), zones, next_at)]
    return Message(
        "Everybody has signed", [kit.section("\n".join(lines)), kit.context("I nudge each of you the day before.")]
    )


def _clocks(members: tuple[str, ...], zones: Mapping[str, str], at: datetime) -> list[str]:
    return [f"• {phrases.mention(one)}: {phrases.moment(at, zones[one])}" for one in members]


def _commitment_input(text: str | None) -> Block:
    hint = "One or two sentences that your partners could check, 10 to 500 characters."
    return kit.text_input(Field.COMMITMENT, "What do you commit to?", hint, text)


def _card_buttons(covenant: Covenant, members: tuple[str, ...]) -> Block:
    change = kit.button("Change the terms", Action.COVENANT_OPEN, covenant.partnership_id)
    if set(members) <= covenant.signed_by:
        return kit.actions(change)
    value = f"{covenant.partnership_id}:{covenant.revision}"
    return kit.actions(kit.button("Sign", Action.COVENANT_SIGN, value, "primary"), change)
