"""What one check found."""

from dataclasses import dataclass
from enum import StrEnum, unique


@unique
class Mark(StrEnum):
    """How a check ended, as it is printed."""

    GOOD = "✓"
    BAD = "✗"
    OPEN = "·"
    """It could not or need not be made."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the report; `mend` is there if the check failed."""

    mark: Mark
    subject: str
    found: str
    mend: str = ""

    @property
    def failed(self) -> bool:
        """Tell whether there is something to mend."""
        return self.mark is Mark.BAD

    def __str__(self) -> str:
        return f"{self.mark} {self.subject}: {self.found}" + (f". To mend: {self.mend}" if self.mend else "")


def good(subject: str, found: str) -> Finding:
    """Report that all is well with a subject."""
    return Finding(Mark.GOOD, subject, found)


def bad(subject: str, found: str, mend: str) -> Finding:
    """Report a fault and its remedy."""
    return Finding(Mark.BAD, subject, found, mend)


def unchecked(subject: str, why: str) -> Finding:
    """Report that nothing can be said, and why."""
    return Finding(Mark.OPEN, subject, why)
