"""What matching knows of a member and what it answers."""

from dataclasses import dataclass
from datetime import date

from matching.vocabulary import Because, Cadence, Change, Commitment, Format, Period, Size, Solver, Unmatched, Weekday


@dataclass(frozen=True, slots=True)
class Window:
    """One stretch of hours that suits, in minutes after local midnight, end excluded."""

    day: Weekday
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Profile:
    """A member's settings as matching needs them; ids of people who are not in the run do no harm."""

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
    team: str | None = None
    """The team that a member belongs to, if known."""
    manager: str | None = None
    """Whom the member reports to, if known."""
    active: int = 0
    """Live partnerships of the member."""
    limit: int = 2
    """Live partnerships that the member may have (practice, section 4)."""


@dataclass(frozen=True, slots=True)
class Group:
    """Members who fit, in the order of their ids; closeness is a mean over all twos, about 0 for strangers."""

    members: tuple[str, ...]
    fit: float
    closeness: float
    because: tuple[Because, ...]
    overlap_minutes: int
    """Shared minutes in the leanest of the coming weeks; 0 for formats that need none."""


@dataclass(frozen=True, slots=True)
class Nearest:
    """The one choice that would open most if the member changed it, and to how many others it would."""

    change: Change
    would_open: int


@dataclass(frozen=True, slots=True)
class LeftOver:
    """A member without a group, why, and what would help, if one change alone would."""

    member: str
    reason: Unmatched
    nearest: Nearest | None


@dataclass(frozen=True, slots=True)
class Totals:
    """What one run weighed; fits are sums over pairs, and no pairing of as many can have more than the bound."""

    pairs: int
    total_fit: float
    """Total fit of the pairs, before any odd one out joins them."""
    bound: float
    solver: Solver
    proven: bool
    """Whether total and bound meet, so that no pairing of as many of these members at all is better."""
    seconds: tuple[tuple[str, float], ...]
    """Seconds by stage, in the order of the stages."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one run decided about everybody it was given."""

    groups: tuple[Group, ...]
    unmatched: tuple[LeftOver, ...]
    week_of: date
    totals: Totals
