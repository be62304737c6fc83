"""Who the token belongs to."""

from bot.sandbox.rates import Tier
from bot.sandbox.registry import Method
from bot.sandbox.world import Json, World


def test(world: World, params: Json) -> Json:  # noqa: ARG001 - every method has this form
    """Name the workspace and the bot."""
    return {
        "url": f"https://{world.team_domain}.slack.com/",
        "team": world.team_name,
        "user": "trellis",
        "team_id": world.team_id,
        "user_id": world.bot_user_id,
        "bot_id": world.bot_id,
        "is_enterprise_install": False,
    }


METHODS = (Method("auth.test", test, Tier.SPECIAL),)
