"""All checks in the order in which their faults build on each other."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

from bot.config import Config, ConfigError, Needs
from bot.doctor import database, model, settings, slack
from bot.doctor.finding import Finding, unchecked


def examine(environ: Mapping[str, str], now: Callable[[], datetime]) -> Iterator[Finding]:
    """Give each finding as soon as it is known; nothing is changed anywhere."""
    yield from settings.examine(environ)
    try:
        config = Config.load(environ, Needs.NOTHING)
    except ConfigError:
        yield unchecked("everything else", "not checked until the settings above are mended")
        return
    yield from slack.examine(config, now)
    yield from database.examine(config)
    yield from model.examine(config)
