"""One module per Slack surface: payload in, one service call, answer out."""

from collections.abc import Callable
from datetime import datetime

from slack_bolt import App

from bot.listeners import actions, commands, events, views
from bot.services.context import Context


def register(app: App, context: Context, clock: Callable[[], datetime]) -> None:
    """Let every surface listen; `clock` gives aware UTC."""
    for surface in (commands, actions, views, events):
        surface.register(app, context, clock)
