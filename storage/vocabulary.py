"""The states that rows can be in, each a short list; never free text."""

from enum import StrEnum, unique


@unique
class MemberStatus(StrEnum):
    """Where a member stands with the programme."""

    ACTIVE = "active"
    PAUSED = "paused"
    LEFT = "left"
    DEACTIVATED = "deactivated"
    ERASING = "erasing"


@unique
class Preset(StrEnum):
    """The ways of practising that a host and partners choose from (practice, section 2)."""

    CORPORATE = "corporate"
    PUBLIC_SERVICE = "public-service"
    MOVEMENT = "movement"
    TECH = "tech"
    GROWTH_POD = "growth-pod"


@unique
class GoalState(StrEnum):
    """Whether a goal card can still be read, and whether its period goes on."""

    ACTIVE = "active"
    LAPSED = "lapsed"
    RESTED = "rested"
    """Its period is over, and its member wants nothing new for now."""


@unique
class SuggestionState(StrEnum):
    """How a suggestion stands; only OPEN can change."""

    OPEN = "open"
    FORMED = "formed"
    DECLINED = "declined"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


@unique
class Answer(StrEnum):
    """What one member said to a suggestion."""

    NONE = "none"
    YES = "yes"
    NO = "no"


@unique
class RunState(StrEnum):
    """How far a suggestion run came."""

    DUE = "due"
    RUNNING = "running"
    DONE = "done"


@unique
class PartnershipState(StrEnum):
    """Forming until everybody signed, active while check-ins are planned, then ended."""

    FORMING = "forming"
    ACTIVE = "active"
    ENDED = "ended"


@unique
class EndReason(StrEnum):
    """Why a partnership ended, as far as the partners are told."""

    LEFT = "left"
    DEACTIVATED = "deactivated"
    ERASED = "erased"
    LAPSED = "lapsed"
    """Nobody signed, or not everybody."""
    RESTED = "rested"
    """It has done its work, and everybody was told so."""


@unique
class CheckInState(StrEnum):
    """A planned check-in happens on its date, was moved to another, or was let go beforehand."""

    PLANNED = "planned"
    MOVED = "moved"
    SKIPPED = "skipped"


@unique
class Attendance(StrEnum):
    """What a member recorded; no row means unanswered."""

    ATTENDED = "attended"
    MISSED = "missed"


@unique
class NudgeKind(StrEnum):
    """What a message from the worker is about."""

    SUGGESTION = "suggestion"
    SUGGESTION_CLOSED = "suggestion-closed"
    UNMATCHED = "unmatched"
    GOAL_LAPSED = "goal-lapsed"
    INTRODUCTION = "introduction"
    COVENANT = "covenant"
    SIGNED = "signed"
    DAY_BEFORE = "day-before"
    AT_HOUR = "at-hour"
    AFTER = "after"
    MOVED = "moved"
    PARTNER_LEFT = "partner-left"
    WELCOME_BACK = "welcome-back"
    GOAL_PERIOD_OVER = "goal-period-over"
    CONVENE = "convene"
    UNSIGNED = "unsigned"
    LAPSED = "lapsed"
    CALENDAR = "calendar"
    MOVE_PROPOSED = "move-proposed"
    SKIPPED = "skipped"
    PICK_TIME = "pick-time"
    MID_MONTH = "mid-month"
    DAILY_STEP = "daily-step"
    MILESTONE = "milestone"
    DECAY = "decay"
    UNANSWERED = "unanswered"
    RECALIBRATION = "recalibration"
    FRESHNESS = "freshness"
    RENEWAL = "renewal"
    GRADUATION = "graduation"
    RESTED = "rested"
    FAREWELL = "farewell"
    THIRD = "third"
    ROTATION = "rotation"
    LINK = "link"
    OUTWARD = "outward"
    PRACTICE_CARD = "practice-card"
    PULSE = "pulse"
    STRAY_CARDS = "stray-cards"
    """No message at all, but a look for goal cards that are left over; at work as reliable as a nudge."""


@unique
class NudgeState(StrEnum):
    """Where a nudge is on its way (design, section 5)."""

    DUE = "due"
    CLAIMED = "claimed"
    SENDING = "sending"
    UNKNOWN = "unknown"
    SENT = "sent"
    EXPIRED = "expired"
    CANCELLED = "cancelled"


@unique
class NudgeReason(StrEnum):
    """Why a nudge was not sent, as App Home shows it."""

    TOO_LATE = "too-late"
    PAUSED = "paused"
    LEFT = "left"
    ENDED = "ended"
    MOVED = "moved"
    ANSWERED = "answered"
    REFUSED = "refused"
    NOT_WANTED = "not-wanted"
    """The partners asked not to be asked again this cycle."""
    RESTORED = "restored"
    """A backup was brought back, and nobody could look whether it had been sent before."""
