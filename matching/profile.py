"""What matching knows of a member and what it answers."""

from dataclasses import dataclass
from datetime import date

from matching.vocabulary import Because, Cadence, Commitment, Format, Period, Size, Unmatched, Weekday


@dataclass(frozen=True, slots=True)
class Window:
    """One stretch of hours that suits, in minutes after local midnight, end excluded."""

    day: Weekday
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Profile:
    """A member's settings as matching needs them; `apart` holds who must not be suggested to them."""

    id: str
    commitment: Commitment
    cadence: Cadence
    formats: frozenset[Format]
    sizes: frozenset[Size]
    zone: str
    hours: tuple[Window, ...]
    period: Period
    avoid: frozenset[str] = frozenset()
    """Members on this member's avoid list; read symmetrically, never shown."""
    together: frozenset[str] = frozenset()
    """Members with whom a partnership met in the last 12 weeks."""
    waited: int = 0
    """Weekly runs in a row that ended without a suggestion."""


@dataclass(frozen=True, slots=True)
class Group:
    """Members who fit, in the order of their ids; closeness is a mean cosine in [-1, 1]."""

    members: tuple[str, ...]
    fit: float
    closeness: float
    because: tuple[Because, ...]
    overlap_minutes: int
    """Shared minutes in the coming seven days; 0 for formats that need none."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one run decided about everybody it was given."""

    groups: tuple[Group, ...]
    unmatched: tuple[tuple[str, Unmatched], ...]
    week_of: date
