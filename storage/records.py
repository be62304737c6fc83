"""Frozen values that stores hand out; nothing outside storage ever holds a mapped row.

Longer than other files, since it holds no logic: one place in which to look up what anything is made of.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from matching.vocabulary import (
    Because,
    Cadence,
    Change,
    Commitment,
    DayPart,
    Format,
    Period,
    Size,
    Unmatched,
    Weekday,
)
from storage.vocabulary import (
    Answer,
    Attendance,
    CheckInState,
    EndReason,
    GoalState,
    MemberStatus,
    NudgeKind,
    NudgeReason,
    NudgeState,
    PartnershipState,
    Preset,
    SuggestionState,
)

EVERYONE = "ALL"
"""Stands where a member id would: a nudge for the group DM, a run for the whole workspace."""
NO_SUBJECT = "0" * 32
"""Stands where a row id would when a nudge is about no row in particular."""


@dataclass(frozen=True, slots=True)
class Pointer:
    """Where in Slack some words are."""

    channel_id: str
    message_ts: str


@dataclass(frozen=True, slots=True)
class Workspace:
    """A workspace and when its weekly run is."""

    id: str
    run_weekday: Weekday
    run_hour: int
    run_zone: str
    installed_at: datetime


@dataclass(frozen=True, slots=True)
class Programme:
    """What a host chose for the practice; these defaults hold until one does."""

    preset: Preset = Preset.CORPORATE
    declaring_channel_id: str | None = None
    pulse_channel_id: str | None = None
    guests_allowed: bool = False
    manager_field: str | None = None
    partnership_limit: int = 2
    support_card: Pointer | None = None
    """The host's card that holds the link to professional support."""


@dataclass(frozen=True, slots=True)
class Member:
    """A person in the programme; `waited` counts weekly runs without a suggestion."""

    workspace_id: str
    id: str
    channel_id: str
    zone: str
    status: MemberStatus
    paused_until: date | None
    waited: int
    joined_at: datetime
    unmatched: Unmatched | None = None
    change: Change | None = None
    """The choice that would open more partnerships, for those who went without."""
    manager_id: str | None = None


@dataclass(frozen=True, slots=True)
class GoalSettings:
    """What a member chose from lists with their goal."""

    commitment: Commitment
    cadence: Cadence
    formats: frozenset[Format]
    sizes: frozenset[Size]
    days: frozenset[Weekday]
    parts: frozenset[DayPart]
    period: Period
    readable: bool


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal by pointer."""

    workspace_id: str
    member_id: str
    card: Pointer
    settings: GoalSettings
    state: GoalState
    stated_at: datetime
    recalibrate_on: date
    declaration: Pointer | None = None
    """The post in the declaring channel, if the member declared the goal."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the last run meant for members whom it left without a suggestion; nothing at all for the others."""

    waited: int = 0
    unmatched: Unmatched | None = None
    change: Change | None = None


@dataclass(frozen=True, slots=True)
class Preview:
    """A host's wish to know what a run would bring."""

    workspace_id: str
    member_id: str
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A suggestion with each member's answer and the message that shows it to them."""

    workspace_id: str
    id: str
    iso_week: int
    members: tuple[str, ...]
    because: frozenset[Because]
    state: SuggestionState
    made_at: datetime
    expires_at: datetime
    answers: Mapping[str, Answer] = field(default_factory=dict)
    messages: Mapping[str, str] = field(default_factory=dict)
    partnership_id: str | None = None
    """The partnership that it would enlarge."""
    inviter_id: str | None = None
    """Who invited the others; None if matching did."""


@dataclass(frozen=True, slots=True)
class Partnership:
    """A partnership; `members` are those who have not left, in the order of their ids."""

    workspace_id: str
    id: str
    channel_id: str | None
    state: PartnershipState
    formed_at: datetime
    members: tuple[str, ...]
    ended_at: datetime | None = None
    end_reason: EndReason | None = None


@dataclass(frozen=True, slots=True)
class Terms:
    """The scheduling terms of a covenant; dates and minutes of the day are in `zone`."""

    first_on: date
    minute_of_day: int
    zone: str
    cadence: Cadence
    minutes: int
    format: Format
    recalibrate_on: date
    preset: Preset = Preset.CORPORATE


@dataclass(frozen=True, slots=True)
class Cycle:
    """The present cycle of a partnership: twelve weeks from a local date on; `number` counts from 1."""

    workspace_id: str
    partnership_id: str
    number: int
    began_on: date
    is_rotating: bool = False


@dataclass(frozen=True, slots=True)
class Move:
    """A new time for a check-in that waits for one more member's yes; `starts_at` is UTC."""

    workspace_id: str
    partnership_id: str
    local_date: date
    member_id: str
    starts_at: datetime


@dataclass(frozen=True, slots=True)
class DailyStep:
    """A member's wish to be asked daily, at a local minute of the day."""

    workspace_id: str
    partnership_id: str
    member_id: str
    minute_of_day: int


@dataclass(frozen=True, slots=True)
class CircleLink:
    """Two circles that are, or are asked to be, parts of a wider one; the first asked."""

    workspace_id: str
    partnership_id: str
    other_id: str
    accepted: bool = False


@dataclass(frozen=True, slots=True)
class Covenant:
    """A covenant by pointer; `signed_by` counts signatures under the present revision only.

    `terms` are the proposed ones; `agreed` are those that everybody signed last, by which check-ins are planned.
    """

    workspace_id: str
    partnership_id: str
    message_ts: str | None
    proposer_id: str
    revision: int
    terms: Terms
    signed_by: frozenset[str] = frozenset()
    commitments: Mapping[str, Pointer] = field(default_factory=dict)
    words: Pointer | None = None
    """The proposer's card with the shared words: what to do when something is missed, what stays between us, …"""
    proposed_at: datetime | None = None
    agreed: Terms | None = None
    agreed_words: Pointer | None = None
    """The card with the shared words that belong to the agreed terms."""


@dataclass(frozen=True, slots=True)
class CheckIn:
    """A check-in with what each member recorded; `starts_at` is UTC."""

    workspace_id: str
    partnership_id: str
    local_date: date
    starts_at: datetime
    minutes: int
    state: CheckInState = CheckInState.PLANNED
    moved_to: date | None = None
    attendance: Mapping[str, Attendance] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Nudge:
    """One message that is to arrive once; the first five fields are its occurrence key."""

    workspace_id: str
    subject_id: str
    local_date: date
    member_id: str
    kind: NudgeKind
    due_at: datetime
    expires_at: datetime
    state: NudgeState = NudgeState.DUE
    fence: int = 0
    owner: str | None = None
    attempted_at: datetime | None = None
    message_ts: str | None = None
    reason: NudgeReason | None = None

    @property
    def key(self) -> str:
        """Give the occurrence key as one string, ids and enum values only."""
        return "/".join((self.workspace_id, self.subject_id, self.local_date.isoformat(), self.member_id, self.kind))
