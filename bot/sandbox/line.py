"""The line between what people do in the workspace and the bot that may be connected to it."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.sandbox.delivery import Acknowledgement, Delivery, Kind, Trouble
from bot.sandbox.world import Json, World


@dataclass
class Line:
    """How acts reach the bot; `delivery` is None while no bot is connected."""

    world: World
    response_url: Callable[[str, str, str | None], str]
    """Issues a response_url for a person, a channel and the message that was acted on."""
    delivery: Delivery | None = None

    def deliver(self, kind: Kind, payload: Json, retry: int = 0, reason: str = "") -> Acknowledgement:
        """Hand one payload to the bot, if there is one."""
        if self.delivery is None:
            return Acknowledgement(0, None, 0.0, Trouble.UNREACHABLE)
        return self.delivery.deliver(kind, payload, retry, reason)
