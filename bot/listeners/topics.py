"""Every topic that members can act on; a new button or modal goes into the `steps` of its topic."""

from collections.abc import Callable

from bot.listeners.steps import Steps
from bot.listeners.topic import check_ins, circles, covenants, goals, home, life, members, settings, suggestions
from bot.services.context import Context

TOPICS: tuple[Callable[[Context], Steps], ...] = tuple(
    topic.steps for topic in (goals, suggestions, covenants, check_ins, life, circles, members, home, settings)
)


def all_steps(context: Context) -> tuple[Steps, ...]:
    """Give the steps of every topic."""
    return tuple(steps(context) for steps in TOPICS)
