"""The goal modal and the goal card."""

from dataclasses import dataclass, field, replace
from typing import TypeVar

from bot.practice.presets import WAYS
from bot.slack.blocks import kit, phrases
from bot.slack.blocks.declaration import Declaring, declaring_buttons, declaring_field
from bot.slack.blocks.ids import Action, Field, Form
from bot.slack.message import Block, Message
from bot.slack.words import words_block
from matching.vocabulary import Cadence, Commitment, DayPart, Format, Period, Size, Weekday
from storage.records import GoalSettings
from storage.vocabulary import Preset

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
"""What the modal shows before a member chose anything, where no preset says otherwise."""
HINTED = "hinted"
"""What the modal carries once it has shown a hint."""

READABLE = {True: "Yes, together with the suggestion", False: "No, I tell them once we meet"}


@dataclass(frozen=True, slots=True)
class Asked:
    """What the goal modal begins with; `channel_id` is the declaring channel, if the host chose one."""

    settings: GoalSettings
    text: str | None = field(default=None, repr=False)
    channel_id: str | None = None
    is_declared: bool = False


def usual(preset: Preset) -> GoalSettings:
    """Begin with what the host's preset proposes, for a member who has no goal yet."""
    way = WAYS[preset]
    return replace(USUAL, cadence=way.cadence, formats=frozenset({way.format}), sizes=way.sizes, period=way.period)


def goal_modal(asked: Asked, hint: str | None = None) -> Block:
    """Ask for a goal and its settings (practice, section 3); a hint is shown once, and the next Save goes through."""
    chosen = asked.settings
    return kit.modal(
        Form.GOAL,
        "Your goal",
        [
            kit.text_input(
                Field.GOAL,
                "What do you want to move forward?",
                "One goal, 10 to 500 characters. What will you be able to report one check-in from now?",
                asked.text,
            ),
            *([kit.context(f"{hint} You know best: press Save again to keep your words as they are.")] if hint else []),
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
            *(declaring_field(asked.channel_id, asked.is_declared) if asked.channel_id else []),
            kit.context("Your words stay in Slack. Trellis keeps only where they are, and the choices above."),
        ],
        metadata=HINTED if hint else "",
    )


def goal_card(
    text: str, settings: GoalSettings, declaring: Declaring = Declaring.NO_CHANNEL, problem: str | None = None
) -> Message:
    """Show a member their own goal in their DM, where it stays in view; `problem` says why it is not declared."""
    return Message(
        "Your goal card",
        [
            kit.header("Your goal"),
            words_block(Field.GOAL, text),
            kit.context(" · ".join(_chosen(settings))),
            kit.actions(
                kit.button("Edit", Action.GOAL_OPEN),
                kit.button("Find me a partner", Action.MATCH, style="primary"),
                *declaring_buttons(declaring),
            ),
            *([kit.context(problem)] if problem else []),
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
