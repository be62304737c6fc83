"""What Slack says no with: `{"ok": false, "error": …}` and, for a few errors, more."""

from collections.abc import Iterable

from bot.sandbox.world import Json
from matching.errors import TrellisError


class Refused(TrellisError):  # noqa: N818 - Slack's answer, not a fault of ours
    """Slack's refusal by its own name; `details` go into the answer beside the name."""

    def __init__(self, error: str, details: Json | None = None) -> None:
        super().__init__(error)
        self.error = error
        self.details = details or {}

    def answer(self) -> Json:
        """Give the JSON body that Slack would send."""
        return {"ok": False, "error": self.error, **self.details}


class RateLimited(Refused):
    """Slack's 429; `seconds` is what Retry-After says."""

    def __init__(self, seconds: int) -> None:
        super().__init__("ratelimited")
        self.seconds = seconds


def missing_scope(needed: str, provided: Iterable[str]) -> Refused:
    """Say which scope a call needs and which the token has."""
    return Refused("missing_scope", {"needed": needed, "provided": ",".join(sorted(provided))})


def faulty(error: str, faults: Iterable[str]) -> Refused:
    """Name each fault of blocks or a view by its place, as Slack does, never by its words."""
    found = list(faults)
    details: Json = {"errors": found} if error == "invalid_blocks" else {}
    return Refused(error, details | {"response_metadata": {"messages": [f"[ERROR] {fault}" for fault in found]}})
