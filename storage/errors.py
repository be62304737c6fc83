"""What can go wrong in storage, without a bound value in any message."""

from sqlalchemy.exc import DontWrapMixin

from matching.errors import TrellisError


class UnstorableValueError(TrellisError, DontWrapMixin):
    """A value does not have the narrow form that its column allows."""


class LostLeaseError(TrellisError):
    """Another worker took the nudge over, so this one's late write was refused by the fence."""


class DatabaseUnusableError(TrellisError):
    """The database cannot be opened, or its tables are not those of this version."""


class DatabaseInUseError(TrellisError):
    """Another process holds the SQLite file."""


class NoLongerFitsError(TrellisError):
    """A change refers to a row that is gone, for instance because a member erased themselves a moment ago."""
