"""Declaring a goal in the community's channel (practice, section 3)."""

from datetime import date
from enum import Enum, auto

from slack_sdk.models.blocks import ButtonElement

from bot.slack.blocks import kit, phrases
from bot.slack.blocks.ids import Action, Field
from bot.slack.message import Block, Message
from bot.slack.words import words_block
from matching.vocabulary import Period

WITHDRAW = "I delete the post in the channel. Your goal stays as it is."


class Declaring(Enum):
    """How a goal stands to the declaring channel."""

    NO_CHANNEL = auto()
    POSSIBLE = auto()
    DONE = auto()


def declaration_post(member_id: str, text: str | None, period: Period, until: date) -> Message:
    """Say in the channel what a member declares; without the words while its place is not known yet."""
    said = f"{phrases.mention(member_id)} declares for {phrases.PERIODS[period]}, until {phrases.day(until)}:"
    words: list[Block] = [words_block(Field.GOAL, text)] if text else []
    small = "A declaration, not a contract: an intention said in front of all of us. Wish them well."
    return Message("A declaration", [kit.section(said), *words, kit.context(small)])


def declaring_buttons(declaring: Declaring) -> list[ButtonElement]:
    """Offer to declare, or to take it back."""
    match declaring:
        case Declaring.NO_CHANNEL:
            return []
        case Declaring.POSSIBLE:
            return [kit.button("Declare it", Action.DECLARE)]
        case Declaring.DONE:
            return [kit.button("Withdraw my declaration", Action.DECLARATION_WITHDRAW, confirm=WITHDRAW)]


def declaring_field(channel_id: str, is_declared: bool) -> list[Block]:
    """Ask with the goal whether to declare it."""
    labels = {True: "Yes, post my words there", False: "No, keep it between my partners and me"}
    return [
        kit.choose_flag(Field.DECLARED, "Do you want to declare it in front of the community?", labels, is_declared),
        kit.context(f"I would post it in <#{channel_id}>, with its last day. You can withdraw it with one click."),
    ]
