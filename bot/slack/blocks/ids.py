"""The action and callback ids that tie what is shown to what listens."""

from enum import StrEnum, unique


@unique
class Action(StrEnum):
    """Buttons and menus that members can press."""

    GOAL_OPEN = "goal_open"
    MATCH = "match"
    HELP = "help"
    STATUS = "status"
    SUGGESTION_YES = "suggestion_yes"
    SUGGESTION_NO = "suggestion_no"
    SUGGESTION_NEVER = "suggestion_never"
    COVENANT_OPEN = "covenant_open"
    COVENANT_SIGN = "covenant_sign"
    MET = "met"
    MISSED = "missed"
    MOVE_OPEN = "move_open"
    PAUSE_OPEN = "pause_open"
    RESUME = "resume"
    LEAVE_PARTNERSHIP = "leave_partnership"
    LEAVE_PROGRAMME = "leave_programme"
    AVOID_OPEN = "avoid_open"
    AVOID_REMOVE = "avoid_remove"
    SETTINGS_OPEN = "settings_open"
    FORGET = "forget"


@unique
class Form(StrEnum):
    """Modals that members can submit."""

    GOAL = "goal"
    COVENANT = "covenant"
    SIGN = "sign"
    MOVE = "move"
    PAUSE = "pause"
    AVOID = "avoid"
    SETTINGS = "settings"


@unique
class Field(StrEnum):
    """Block ids of inputs and of blocks that hold words."""

    GOAL = "goal"
    COMMITMENT_LEVEL = "commitment_level"
    CADENCE = "cadence"
    FORMATS = "formats"
    SIZES = "sizes"
    DAYS = "days"
    PARTS = "parts"
    PERIOD = "period"
    READABLE = "readable"
    COMMITMENT = "commitment"
    FIRST_ON = "first_on"
    TIME = "time"
    MINUTES = "minutes"
    FORMAT = "format"
    RECALIBRATE_ON = "recalibrate_on"
    UNTIL = "until"
    AVOIDED = "avoided"
    RUN_WEEKDAY = "run_weekday"
    RUN_HOUR = "run_hour"
    RUN_ZONE = "run_zone"
