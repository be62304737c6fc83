"""Slack's `<!date^…>` as a person sees it in their own zone."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

_TOKEN = re.compile(r"\{(\w+)\}")


def shown_date(command: str, zone: str, now: datetime) -> str:
    """Render the inside of a date command; an impossible one gives its fallback text, as in Slack."""
    body, _, fallback = command.partition("|")
    parts = body.split("^")
    if len(parts) < 3:
        return fallback
    try:
        moment = datetime.fromtimestamp(int(parts[1]), UTC).astimezone(ZoneInfo(zone))
        return _TOKEN.sub(lambda token: _part(token[1], moment, now.astimezone(ZoneInfo(zone))), parts[2])
    except (KeyError, ValueError, OverflowError, OSError):
        return fallback


def _part(token: str, moment: datetime, now: datetime) -> str:
    if token.endswith("_pretty"):
        days = (moment.date() - now.date()) // timedelta(days=1)
        near = {-1: "yesterday", 0: "today", 1: "tomorrow"}.get(days)
        return near or _PARTS[token.removesuffix("_pretty")](moment)
    return _PARTS[token](moment)


def _ordinal(day: int) -> str:
    ending = "th" if 10 < day < 14 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return f"{day}{ending}"


_PARTS: dict[str, Callable[[datetime], str]] = {
    "date_num": lambda m: m.strftime("%Y-%m-%d"),
    "date": lambda m: f"{m:%B} {_ordinal(m.day)}, {m.year}",
    "date_short": lambda m: f"{m:%b} {m.day}, {m.year}",
    "date_long": lambda m: f"{m:%A}, {m:%B} {_ordinal(m.day)}, {m.year}",
    "time": lambda m: f"{m.hour % 12 or 12}:{m:%M} {m:%p}",
    "time_secs": lambda m: f"{m.hour % 12 or 12}:{m:%M:%S} {m:%p}",
}
