"""The end of a goal's period, and a member's goal in App Home."""

from collections.abc import Iterator

from slack_sdk.models.blocks import ButtonElement

from bot.slack.blocks import kit, phrases
from bot.slack.blocks.declaration import declaring_buttons
from bot.slack.blocks.ids import Action
from bot.slack.message import Block, Message
from bot.slack.state import MemberState
from bot.slack.words import words_block
from matching.vocabulary import Period
from storage.records import Goal
from storage.vocabulary import GoalState


def period_over_card(period: Period) -> Message:
    """Ask what comes after a goal's period; the words stay on the goal card."""
    text = (
        f"The {phrases.PERIODS[period]} of your goal are over. Take a moment with your goal card above: "
        "does it still say what you want to move forward?"
    )
    small = "At rest, no new suggestions come; your partnerships go on. You can renew it at any time in App Home."
    return Message(
        "The period of your goal is over",
        [
            kit.section(text),
            kit.actions(
                kit.button("Renew it", Action.GOAL_RENEW, style="primary"),
                kit.button("State it anew", Action.GOAL_OPEN),
                kit.button("Let it rest", Action.GOAL_REST),
            ),
            kit.context(small),
        ],
    )


def goal_in_home(state: MemberState) -> Iterator[Block]:
    """Show a member's goal, how long it runs, and what can be done with it."""
    yield kit.header("Your goal")
    if state.goal is None:
        yield kit.section("I can no longer find your goal card. Please state your goal again when you are ready.")
        yield kit.actions(kit.button("State my goal", Action.GOAL_OPEN, style="primary"))
        return
    if state.goal_text is None:
        yield kit.section(
            "I cannot show your goal just now. It is on the goal card in our conversation, if the card is still there."
        )
        yield kit.actions(kit.button("State it again", Action.GOAL_OPEN), *declaring_buttons(state.declaring))
        return
    yield words_block("goal", state.goal_text)
    yield kit.context(_runs(state.goal, state.is_over))
    yield kit.actions(*_steps(state.goal, state.is_over), *declaring_buttons(state.declaring))


def _runs(goal: Goal, is_over: bool) -> str:
    on = phrases.day(goal.recalibrate_on)
    if goal.state is GoalState.RESTED:
        return f"At rest; its period ended on {on}. No new suggestions come until you renew it or state it anew."
    return f"Its period ended on {on}." if is_over else f"Runs until {on}."


def _steps(goal: Goal, is_over: bool) -> list[ButtonElement]:
    if goal.state is not GoalState.RESTED and not is_over:
        return [kit.button("Edit", Action.GOAL_OPEN)]
    rest = [] if goal.state is GoalState.RESTED else [kit.button("Let it rest", Action.GOAL_REST)]
    renew = kit.button("Renew it", Action.GOAL_RENEW, style="primary")
    return [renew, kit.button("State it anew", Action.GOAL_OPEN), *rest]
