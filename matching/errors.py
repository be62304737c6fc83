"""The one error base that all of Trellis shares, and what matching adds to it."""


class TrellisError(Exception):
    """A fault whose message is written for the person who can mend it and holds no member's words."""


class ModelUnavailableError(TrellisError):
    """The embedding model cannot be had or is not the one that it should be."""


class InputError(TrellisError):
    """What was given to match cannot be used; the message names one fault a line, without goals or vectors."""
