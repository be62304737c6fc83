"""What members read about circles: invitations, rotating twos, one more partner."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from bot.slack.blocks import phrases


def asked_sentence(named: Iterable[str], expires_at: datetime, zone: str) -> str:
    """Confirm an invitation, and say beforehand what silence would mean."""
    return (
        f"I pass your invitation on to {phrases.people(named)}. Once everybody has said yes, I open a group DM for all "
        f"of you. If not everybody does, it lapses on {phrases.moment(expires_at, zone)}, and nobody is told why."
    )


def not_joined_sentence(people: Sequence[str]) -> str:
    """Tell an inviter who takes no part yet; those people hear nothing from us before they join themselves."""
    have = "has" if len(people) == 1 else "have"
    return (
        f"{phrases.people(people)} {have} not joined Trellis yet, so I have asked nobody. "
        "Please ask them to type `/trellis goal`, which is how they join, and then invite your circle again."
    )
