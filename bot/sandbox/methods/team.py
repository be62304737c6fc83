"""The workspace itself."""

from bot.sandbox.rates import Tier
from bot.sandbox.registry import Method
from bot.sandbox.world import Json, World


def info(world: World, params: Json) -> Json:  # noqa: ARG001 - every method has this form
    """Describe the workspace."""
    return {
        "team": {
            "id": world.team_id,
            "name": world.team_name,
            "domain": world.team_domain,
            "url": f"https://{world.team_domain}.slack.com/",
            "email_domain": "",
            "icon": {"image_default": True},
            "is_verified": False,
        }
    }


METHODS = (Method("team.info", info, Tier.THREE, "team:read"),)
