"""What makes a function a method of the Web API."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.sandbox.rates import Tier
from bot.sandbox.world import Json, World


@dataclass(frozen=True, slots=True)
class Method:
    """One method: it acts on the world, gives what stands beside `ok`, or raises `Refused`."""

    name: str
    act: Callable[[World, Json], Json]
    tier: Tier
    scope: str = ""
    """Needed whatever the arguments are; the method itself asks for more where it depends on them."""
    by_app: bool = False
    """Whether it takes the app-level token instead of the bot's."""
