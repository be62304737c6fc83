"""What a topic listens to: which service call each button and each modal stands for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.listeners.payload import Body
from bot.services.context import Who
from bot.slack.blocks.ids import Action, Form
from bot.slack.message import Block, Message

Step = Callable[[Who, str, datetime], Message]
"""Takes who clicked, what the button carries and the time; gives what to show."""
Opener = Callable[[Who, Body, datetime], Block | None]
"""Takes who clicked, the payload and the time; gives a modal, or None if there is nothing to ask."""


@dataclass(frozen=True, slots=True)
class Again:
    """A modal that takes the place of the submitted one: the next step, or the same once more with what it carries."""

    view: Block


FormStep = Callable[[Who, Body, str, datetime], str | Again | None]
"""Takes who submitted, the view, what it carries and the time; gives what Home may say afterwards, or what follows."""


@dataclass(frozen=True, slots=True)
class Steps:
    """One topic's buttons and modals."""

    replacing: Mapping[Action, Step] = field(default_factory=dict)
    """Buttons whose message is replaced in place, so that there is no second tap."""
    answering: Mapping[Action, Step] = field(default_factory=dict)
    """Buttons that are answered beside where they stand, or by a fresh Home."""
    opening: Mapping[Action, Opener] = field(default_factory=dict)
    """Buttons that open a modal, or put one in place of the modal that they stand on."""
    forms: Mapping[Form, FormStep] = field(default_factory=dict)
    """Submitted modals."""
