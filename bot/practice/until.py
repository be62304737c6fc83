"""Reading the date that ends a pause, as members type it."""

import re
from datetime import date, timedelta

_SPAN = re.compile(r"(\d{1,3}) ?(day|week|month)s?")
_DAYS = {"day": 1, "week": 7, "month": 30}


def pause_end(text: str, today: date) -> date | None:
    """Read `2026-12-24`, `10 days`, `2 weeks` or `1 month`, with or without "until" or "for"; None if it is neither."""
    words = re.sub(r"^(until|for)\s+", "", text.strip().lower())
    span = _SPAN.fullmatch(words)
    if span:
        return today + timedelta(days=int(span[1]) * _DAYS[span[2]])
    try:
        return date.fromisoformat(words)
    except ValueError:
        return None
