"""The goal modal and the goal card."""

from typing import TypeVar

from bot.slack.blocks import kit, phrases
from bot.slack.blocks.ids import Action, Field, Form
from bot.slack.message import Block, Message
from bot.slack.words import words_block
from matching.vocabulary import Cadence, Commitment, DayPart, Format, Period, Size, Weekday
from storage.records import GoalSettings

K = TypeVar("K")

USUAL = GoalSettings(
    commitment=Commitment.STEADY,
    cadence=Cadence.WEEKLY,
    formats=frozenset({Format.CALL_30}),
    sizes=frozenset({Size.TWO, Size.THREE}),
    days=frozenset({Weekday.MON, Weekday.TUE, Weekday.WED, Weekday.THU, Weekday.FRI}),
    parts=frozenset({DayPart.MORNING, DayPart.AFTERNOON}),
    period=Period.DAYS_90,
    readable=True,
)
"""What the modal shows before a member chose anything."""

READABLE = {True: "Yes, together with the suggestion", False: "No, I tell them once we meet"}


def goal_modal(settings: GoalSettings | None, text: str | None) -> Block:
    """Ask for a goal and its settings (practice, section 3); pre-filled when a goal is edited."""
    chosen = settings or USUAL
    return kit.modal(
        Form.GOAL,
        "Your goal",
        [
            kit.text_input(
                Field.GOAL,
                "What do you want to move forward?",
                "One goal, 10 to 500 characters. What will you be able to report one check-in from now?",
                text,
            ),
            kit.choose_one(
                Field.COMMITMENT_LEVEL, "How much do you mean to invest?", phrases.COMMITMENTS, chosen.commitment
            ),
            kit.choose_one(
                Field.CADENCE, "How often do you want to check in?", _capital(phrases.CADENCES), chosen.cadence
            ),
            kit.choose_several(Field.FORMATS, "Which ways suit you?", _capital(phrases.FORMATS), chosen.formats),
            kit.choose_several(Field.SIZES, "How many of you?", phrases.SIZES, chosen.sizes),
            kit.choose_several(Field.DAYS, "Days that suit", phrases.WEEKDAYS, chosen.days),
            kit.choose_several(Field.PARTS, "Hours that suit, on your own clock", phrases.DAY_PARTS, chosen.parts),
            kit.choose_one(Field.PERIOD, "For how long?", phrases.PERIODS, chosen.period),
            kit.choose_flag(Field.READABLE, "May people I suggest to you read this goal?", READABLE, chosen.readable),
            kit.context("Your words stay in Slack. Trellis keeps only where they are, and the choices above."),
        ],
    )


def goal_card(text: str, settings: GoalSettings) -> Message:
    """Show a member their own goal in their DM, where it stays in view."""
    return Message(
        "Your goal card",
        [
            kit.header("Your goal"),
            words_block(Field.GOAL, text),
            kit.context(" · ".join(_chosen(settings))),
            kit.actions(
                kit.button("Edit", Action.GOAL_OPEN),
                kit.button("Find me a partner", Action.MATCH, style="primary"),
            ),
        ],
    )


def _chosen(settings: GoalSettings) -> list[str]:
    return [
        phrases.COMMITMENTS[settings.commitment].split(":")[0],
        phrases.CADENCES[settings.cadence],
        " or ".join(label for one, label in phrases.FORMATS.items() if one in settings.formats),
        " or ".join(label.lower() for one, label in phrases.SIZES.items() if one in settings.sizes),
        phrases.PERIODS[settings.period],
        "suggested people may read it" if settings.readable else "only you can read it",
    ]


def _capital(labels: dict[K, str]) -> dict[K, str]:
    return {one: label[0].upper() + label[1:] for one, label in labels.items()}
