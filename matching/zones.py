"""Which time zones there are and by which rules: those of the tzdata package, whatever the machine has."""

import zoneinfo
from functools import cache


def use_package() -> None:
    """Take the rules of all zones from the tzdata package from now on, so that all processes agree on every instant.

    zoneinfo would ask the machine's own files first, and PYTHONTZPATH before them.
    """
    zoneinfo.reset_tzpath(())
    zoneinfo.ZoneInfo.clear_cache()
    known_zones.cache_clear()


@cache
def known_zones() -> frozenset[str]:
    """List IANA zone names; they are read from disk once, which takes 20 ms or more."""
    return frozenset(zoneinfo.available_timezones())
