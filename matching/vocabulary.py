"""The lists from which members choose; every layer speaks these words."""

from enum import IntEnum, StrEnum, unique


@unique
class Commitment(StrEnum):
    """How much a member means to invest; ordered from light to all in (practice, section 3)."""

    LIGHT = "light"
    STEADY = "steady"
    ALL_IN = "all-in"

    @property
    def step(self) -> int:
        """Give the position on the scale, 0 for light."""
        return list(Commitment).index(self)


@unique
class Cadence(StrEnum):
    """How often partners meet."""

    WEEKLY = "weekly"
    SEVEN_TO_TEN_DAYS = "7-10-days"
    BIWEEKLY = "biweekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"


@unique
class Format(StrEnum):
    """How partners check in (practice, section 2)."""

    CALL_15 = "call-15"
    CALL_30 = "call-30"
    CIRCLE_60 = "circle-60"
    WRITTEN = "written"
    RECORDED = "recorded"
    DOCUMENT = "document"
    IN_PERSON = "in-person"

    @property
    def is_live(self) -> bool:
        """Tell whether partners must be free at the same moment."""
        return self in {Format.CALL_15, Format.CALL_30, Format.CIRCLE_60, Format.IN_PERSON}


@unique
class Size(StrEnum):
    """How many people a member wants to meet with, themselves included."""

    TWO = "two"
    THREE = "three"
    CIRCLE = "circle"

    @classmethod
    def of(cls, members: int) -> "Size":
        """Give the size that a group of so many members (2 to 6) asks for."""
        return {2: cls.TWO, 3: cls.THREE}.get(members, cls.CIRCLE)


@unique
class Period(IntEnum):
    """How long a goal is meant to run, in days."""

    DAYS_30 = 30
    DAYS_60 = 60
    DAYS_90 = 90


@unique
class Weekday(StrEnum):
    """Days of the week, Monday first as in ISO 8601."""

    MON = "mon"
    TUE = "tue"
    WED = "wed"
    THU = "thu"
    FRI = "fri"
    SAT = "sat"
    SUN = "sun"

    @property
    def number(self) -> int:
        """Give what `date.weekday()` gives: 0 for Monday."""
        return list(Weekday).index(self)


@unique
class DayPart(StrEnum):
    """Parts of a day in a member's own zone, for the hours that suit."""

    EARLY = "early"
    MORNING = "morning"
    MIDDAY = "midday"
    AFTERNOON = "afternoon"
    EVENING = "evening"
    LATE = "late"

    @property
    def minutes(self) -> tuple[int, int]:
        """Give start and end in minutes after local midnight, end excluded."""
        return _DAY_PART_MINUTES[self]


_DAY_PART_MINUTES = {
    DayPart.EARLY: (360, 540),
    DayPart.MORNING: (540, 720),
    DayPart.MIDDAY: (720, 840),
    DayPart.AFTERNOON: (840, 1020),
    DayPart.EVENING: (1020, 1200),
    DayPart.LATE: (1200, 1320),
}


@unique
class Because(StrEnum):
    """Why a group fits, strongest first; what a suggestion may say."""

    GOALS = "goals"
    COMMITMENT = "commitment"
    CADENCE = "cadence"
    HOURS = "hours"
    PERIOD = "period"
    TEAMS = "teams"


@unique
class Unmatched(StrEnum):
    """Why a member was left without a suggestion."""

    ALONE = "alone"
    NO_SHARED_CADENCE = "no-shared-cadence"
    NO_SHARED_FORMAT = "no-shared-format"
    NO_SHARED_SIZE = "no-shared-size"
    NO_SHARED_HOURS = "no-shared-hours"
    COMMITMENT_TOO_FAR = "commitment-too-far"
    ALREADY_TOGETHER = "already-together"
    REPORTING_LINE = "reporting-line"
    AT_LIMIT = "at-limit"
    NOT_THIS_TIME = "not-this-time"


@unique
class Change(StrEnum):
    """What a member could choose anew to open more partnerships."""

    CADENCE = "cadence"
    FORMAT = "format"
    SIZE = "size"
    COMMITMENT = "commitment"
    HOURS = "hours"


@unique
class Solver(StrEnum):
    """Which way led to the pairs: the exact one on the graph of candidates, or, past its time, the other."""

    EXACT = "exact"
    NEAR_OPTIMAL = "near-optimal"
