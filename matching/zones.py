"""Which time zones there are, as the installed tzdata knows them."""

from functools import cache
from zoneinfo import available_timezones


@cache
def known_zones() -> frozenset[str]:
    """List IANA zone names; they are read from disk once, which takes 20 ms or more."""
    return frozenset(available_timezones())
