"""The mapped classes; each column's comment says what it is for and, after the bar, how long it is kept."""

from storage.tables.base import Base, forbid_sentences
from storage.tables.nudges import NudgeRow
from storage.tables.partnerships import (
    AgreedRow,
    AttendanceRow,
    CheckInRow,
    CircleLinkRow,
    CommitmentRow,
    CovenantRow,
    CycleRow,
    DailyStepRow,
    MoveRow,
    PartnershipMemberRow,
    PartnershipRow,
    SignatureRow,
    SilenceRow,
)
from storage.tables.people import AvoidanceRow, GoalRow, HostRow, MemberRow, ProgrammeRow, WorkspaceRow
from storage.tables.requests import RequestRow
from storage.tables.suggestions import PreviewRow, ReaderRow, RunRow, SuggestionMemberRow, SuggestionRow

forbid_sentences()

__all__ = [
    "AgreedRow",
    "AttendanceRow",
    "AvoidanceRow",
    "Base",
    "CheckInRow",
    "CircleLinkRow",
    "CommitmentRow",
    "CovenantRow",
    "CycleRow",
    "DailyStepRow",
    "GoalRow",
    "HostRow",
    "MemberRow",
    "MoveRow",
    "NudgeRow",
    "PartnershipMemberRow",
    "PartnershipRow",
    "PreviewRow",
    "ProgrammeRow",
    "ReaderRow",
    "RequestRow",
    "RunRow",
    "SignatureRow",
    "SilenceRow",
    "SuggestionMemberRow",
    "SuggestionRow",
    "WorkspaceRow",
]
