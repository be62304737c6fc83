"""The life of a partnership: staying, changing, continuing, resting."""

from bot.listeners.steps import Steps
from bot.services.context import Context


def steps(_context: Context) -> Steps:
    """Give what the buttons of a partnership's life do."""
    return Steps()
