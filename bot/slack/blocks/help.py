"""What Trellis says about itself, and the answers to unknown words."""

from bot.slack.blocks import kit
from bot.slack.blocks.ids import Action
from bot.slack.message import Message

ABOUT = (
    "*Trellis* finds you partners whose goals are close to yours, helps you write a covenant together, and nudges "
    "you to meet. You do the work."
)
STORED = (
    "What I store: ids, the choices you make from lists, dates, and whether you met. Your words stay in Slack; "
    "I never read what partners say to each other."
)
COMMANDS = {
    "goal": "state or edit your goal, and join",
    "match": "look for a partner now, without waiting for the weekly suggestions",
    "circle": "form a circle with people you choose, for example `circle @ana @ben`",
    "status": "where you stand",
    "pause": "pause, for example `pause 2026-12-24` or `pause 2 weeks`",
    "resume": "come back from a pause",
    "leave": "leave a partnership or the programme",
    "avoid": "keep a private list of people not to be suggested",
    "settings": "choose how Trellis works here (hosts)",
    "pulse": "see in rounded numbers how the last month was (hosts)",
    "preview": "see in numbers what the next suggestions would bring (hosts)",
    "forget me": "erase everything about you",
    "help": "these lines",
}


def help_message() -> Message:
    """Introduce Trellis in a few lines, with buttons for the first steps."""
    lines = "\n".join(f"`/trellis {name}`: {what}" for name, what in COMMANDS.items())
    return Message("How Trellis works", [kit.section(ABOUT), kit.section(STORED), kit.section(lines), first_steps()])


def unknown_command(nearest: str | None) -> Message:
    """Offer the nearest command; what was typed is not repeated."""
    guess = f"Did you mean `/trellis {nearest}`?" if nearest else "I do not know that one. This is what I understand:"
    return Message(guess, [kit.section(guess), *help_message().blocks])


def first_steps() -> dict[str, object]:
    """Show the buttons that everybody needs first."""
    return dict(
        kit.actions(
            kit.button("Set a goal", Action.GOAL_OPEN, style="primary"),
            kit.button("Find me a partner", Action.MATCH),
            kit.button("Where I stand", Action.STATUS),
        )
    )
