"""Where one member stands, gathered for App Home and `/trellis status`."""

from dataclasses import dataclass, field
from datetime import datetime

from bot.slack.blocks.declaration import Declaring
from storage.records import CheckIn, Goal, Member, Nudge, Partnership, Suggestion


@dataclass(frozen=True, slots=True)
class LivePartnership:
    """One live partnership as a member sees it; `away` maps partners to the date of their return, if known."""

    partnership: Partnership
    others: tuple[str, ...]
    away: tuple[tuple[str, str], ...]
    proposed: bool
    signed: bool
    next_check_in: CheckIn | None
    is_rotating: bool = False
    links: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Id and members of each circle that this one is linked with."""


@dataclass(frozen=True, slots=True)
class MemberState:
    """Everything that App Home shows; `member` is None before the first goal."""

    member: Member | None
    zone: str
    is_host: bool
    goal: Goal | None
    goal_text: str | None = field(repr=False)
    suggestions: tuple[Suggestion, ...]
    partnerships: tuple[LivePartnership, ...]
    missed_nudges: tuple[Nudge, ...]
    next_run: datetime
    declaring: Declaring = Declaring.NO_CHANNEL
    is_over: bool = False
    """Whether the goal's period has ended."""
