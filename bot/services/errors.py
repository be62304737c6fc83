"""Errors whose sentence is meant for the member who caused them."""

from matching.errors import TrellisError


class MemberError(TrellisError):
    """A step that cannot be done, told in a kind sentence; `field` is the block of the modal to show it at."""

    def __init__(self, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field
