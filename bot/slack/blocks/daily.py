"""The optional daily step: when to ask, the question, and the answer that partners read."""

from datetime import date, time

from bot.slack.blocks import kit, phrases
from bot.slack.blocks.check_in import said
from bot.slack.blocks.ids import Action, Field, Form
from bot.slack.message import Block, Message

USUAL = time(17, 0)


def daily_modal(partnership_id: str, others: list[str], at: time | None, zone: str) -> Block:
    """Ask at which hour the member wants to be asked."""
    return kit.modal(
        Form.DAILY,
        "A daily step",
        [
            kit.section(
                "Once a day I ask whether you took a step. Your answer goes to your group DM with "
                f"{phrases.people(others)}; I keep it nowhere."
            ),
            kit.pick_time(Field.TIME, "When shall I ask?", at or USUAL, f"On your own clock ({zone})."),
            kit.context('Each question has a button "Stop asking".'),
        ],
        submit="Ask me daily",
        metadata=partnership_id,
    )


def daily_question(partnership_id: str, on: date, others: list[str]) -> Message:
    """Ask for a day."""
    value = f"{partnership_id}:{on.isoformat()}"
    return Message(
        "Did you take a step today?",
        [
            kit.section(f"Did you take a step today? {phrases.people(others)} will read your answer."),
            kit.actions(
                kit.button("Yes", Action.DAILY_YES, value, "primary"),
                kit.button("Not today", Action.DAILY_NO, value),
                kit.button("Stop asking", Action.DAILY_STOP, value),
            ),
        ],
    )


def daily_answer(member_id: str, took: bool, on: date, today: date) -> Message:
    """Tell the partners; an answer that comes later names the day that it is about."""
    day = "today" if on == today else f"on {phrases.day(on)}"
    who = phrases.mention(member_id)
    return said(f"{who} took a step {day}." if took else f"{who} did not get to a step {day}.")


def answered_card() -> Message:
    """Replace the question once it is answered, alike for both answers."""
    return said("Your partners can read it in your group DM.")


def answered_before() -> Message:
    """Replace a question that was answered in the same moment."""
    return said("You have answered this one.")


def stopped_card() -> Message:
    """Replace the question once the member wants no more of them."""
    return said("I no longer ask. If you want it back, press Daily step in App Home.")
