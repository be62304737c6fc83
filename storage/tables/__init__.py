"""The mapped classes; each column's comment says what it is for and, after the bar, how long it is kept."""

from storage.tables.base import Base, forbid_sentences
from storage.tables.nudges import NudgeRow
from storage.tables.partnerships import (
    AttendanceRow,
    CheckInRow,
    CommitmentRow,
    CovenantRow,
    PartnershipMemberRow,
    PartnershipRow,
    SignatureRow,
)
from storage.tables.people import AvoidanceRow, GoalRow, MemberRow, WorkspaceRow
from storage.tables.suggestions import PreviewRow, ReaderRow, RunRow, SuggestionMemberRow, SuggestionRow

forbid_sentences()

__all__ = [
    "AttendanceRow",
    "AvoidanceRow",
    "Base",
    "CheckInRow",
    "CommitmentRow",
    "CovenantRow",
    "GoalRow",
    "MemberRow",
    "NudgeRow",
    "PartnershipMemberRow",
    "PartnershipRow",
    "PreviewRow",
    "ReaderRow",
    "RunRow",
    "SignatureRow",
    "SuggestionMemberRow",
    "SuggestionRow",
    "WorkspaceRow",
]
