"""The monthly practice card."""

from bot.practice.exercises import Exercise
from bot.slack.blocks import kit
from bot.slack.blocks.ids import Action
from bot.slack.message import Message
from storage.records import Cycle
from storage.vocabulary import NudgeKind


def exercise_card(exercise: Exercise, cycle: Cycle) -> Message:
    """Offer an exercise of ten minutes to all partners."""
    steps = "\n".join(f"{turn}. {step}" for turn, step in enumerate(exercise.steps, start=1))
    value = f"{cycle.partnership_id}:{NudgeKind.PRACTICE_CARD}:{cycle.number}"
    return Message(
        "Ten minutes of practice",
        [
            kit.header(exercise.title),
            kit.section(exercise.why),
            kit.section(steps),
            kit.context("Ten minutes, for example at the beginning of your next check-in."),
            kit.actions(kit.button("No more of these this cycle", Action.NOT_AGAIN, value)),
        ],
    )
