"""The covenant's modals: one's own part and the terms, then what partners agree on in their own words."""

from collections.abc import Mapping
from datetime import time

from bot.practice.presets import WAYS
from bot.slack.blocks import kit, phrases
from bot.slack.blocks.ids import Action, Field, Form
from bot.slack.message import Block
from storage.records import Terms

LENGTHS = (15, 20, 30, 45, 60, 90)
"""Minutes from which partners choose."""
LONGEST = 300
"""Characters of a support style and of each of the shared words."""
FIXED = (
    "This is not therapy or supervision; deeper matters go to someone qualified. "
    "We listen before we advise and do not try to fix each other. Anyone may stop at any time."
)
"""Stands in every covenant (practice, section 5)."""
QUESTIONS: Mapping[Field, tuple[str, str]] = {
    Field.MISSED_CHECK_IN: (
        "What do we do when someone misses a check-in?",
        "We say so beforehand if we can, and find a new time within two days.",
    ),
    Field.MISSED_COMMITMENT: (
        "What do we do when someone misses a commitment?",
        "We ask what got in the way, then choose a next step. Nobody has to defend themselves.",
    ),
    Field.EARLIER: (
        "What made earlier attempts fail?",
        "We only spoke of what went well, and stopped when nothing did.",
    ),
    Field.BETWEEN_US: (
        "What stays between us, and what is off limits?",
        "All of it stays here. Clients, figures and plans of our employers stay outside.",
    ),
    Field.DECISIONS: (
        "How do we decide, and where do we turn if stuck?",
        "Everybody says yes, or it stays as it is. If we are stuck, we ask our host.",
    ),
    Field.HARDER: (
        "What changes if one of us has a much harder stretch?",
        "We keep the hour, let go of the commitments, and nobody has to explain.",
    ),
}
"""What partners agree on in their own words, with a sentence that would do (practice, section 5)."""
WAYS_SHOWN = {preset: way.label for preset, way in WAYS.items()}


TOO_LONG = "These words take more room than I can carry to the first part, so they stay here. You can propose them."


def covenant_modal(
    partnership_id: str, revision: int, terms: Terms, own: Mapping[str, str], carried: str = ""
) -> Block:
    """Ask for the member's own part and the terms.

    The metadata says which revision it started from, and carries what was written in the second step.
    """
    return kit.modal(
        Form.COVENANT,
        "Our covenant",
        [
            *_own_inputs(own),
            kit.choose_one(Field.PRESET, "How do we practise?", WAYS_SHOWN, terms.preset),
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
        ],
        submit="Next",
        metadata=f"{partnership_id}:{revision}|{carried}",
    )


def words_modal(carried: str, shared: Mapping[str, str], note: str | None) -> Block:
    """Ask for the shared words; what the first step held is carried, and a note is shown on top."""
    return kit.modal(
        Form.COVENANT_WORDS,
        "In our own words",
        [
            *([kit.section(note)] if note else []),
            kit.actions(kit.button("Back to the first part", Action.COVENANT_BACK)),
            kit.context("Leave open what you would rather talk about first. Everybody can change it later."),
            *(_shared_input(field, *asked, shared.get(field)) for field, asked in QUESTIONS.items()),
            kit.context(FIXED),
        ],
        submit="Propose",
        metadata=carried,
    )


def thought(hint: str | None) -> str | None:
    """Put a hint about the first step into a note for the second."""
    return f"*A thought on how you like to be supported:* {hint} The button below leads back." if hint else None


def sign_modal(partnership_id: str, revision: int, own: Mapping[str, str]) -> Block:
    """Ask a member who signs for the first time for their own part."""
    return kit.modal(
        Form.SIGN,
        "Sign our covenant",
        [*_own_inputs(own), kit.context(FIXED)],
        submit="Sign",
        metadata=f"{partnership_id}:{revision}",
    )


def _own_inputs(own: Mapping[str, str]) -> list[Block]:
    checkable = "One or two sentences that your partners could check, 10 to 500 characters."
    action = 'Something they can do, such as "Ask what got in the way before you suggest anything."'
    support = kit.text_input(
        Field.SUPPORT_STYLE,
        "How do you like to be supported?",
        action,
        own.get(Field.SUPPORT_STYLE),
        longest=LONGEST,
        optional=True,
    )
    return [kit.text_input(Field.COMMITMENT, "What do you commit to?", checkable, own.get(Field.COMMITMENT)), support]


def _shared_input(field: Field, label: str, example: str, initial: str | None) -> Block:
    return kit.text_input(field, label, f'For example: "{example}"', initial, longest=LONGEST, optional=True)
