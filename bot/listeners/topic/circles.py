"""Circles: invitations, a third, rotating twos, wider circles."""

from bot.listeners.steps import Steps
from bot.services.context import Context


def steps(_context: Context) -> Steps:
    """Give what the buttons and modals of circles do."""
    return Steps()
