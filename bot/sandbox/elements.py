"""Where the interactive elements of a message or view are."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.sandbox.world import Json
from matching.errors import TrellisError


class NotPossibleError(TrellisError):
    """A Slack client would not let this person do this; the message names ids only."""


@dataclass(frozen=True, slots=True)
class Placed:
    """An interactive element and the block that it sits in."""

    block: Json
    element: Json

    @property
    def block_id(self) -> str:
        """Give the block's id, which Slack assigns where the bot gave none."""
        return str(self.block.get("block_id", ""))

    @property
    def action_id(self) -> str:
        """Give the element's action id."""
        return str(self.element.get("action_id", ""))

    @property
    def kind(self) -> str:
        """Give the element's type in Block Kit."""
        return str(self.element["type"])


def interactive(blocks: Iterable[Json]) -> list[Placed]:
    """Find everything that a person can click, choose or fill, from top to bottom."""
    found: list[Placed] = []
    for block in blocks:
        match block["type"]:
            case "actions":
                found += [Placed(block, element) for element in block["elements"]]
            case "section" if "accessory" in block:
                found.append(Placed(block, block["accessory"]))
            case "input":
                found.append(Placed(block, block["element"]))
    return [placed for placed in found if placed.action_id]


def inputs(blocks: Iterable[Json]) -> list[Placed]:
    """Find the fields of a form."""
    return [placed for placed in interactive(blocks) if placed.block["type"] == "input"]
