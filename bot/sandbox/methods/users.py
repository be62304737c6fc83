"""The people of the workspace."""

from bot.sandbox import arguments, pages
from bot.sandbox.objects import everyone, person_json, profile_json
from bot.sandbox.rates import Tier
from bot.sandbox.refusals import Refused
from bot.sandbox.registry import Method
from bot.sandbox.world import Json, World


def info(world: World, params: Json) -> Json:
    """Describe one person, deactivated ones too; raises `user_not_found`."""
    person = everyone(world).get(arguments.text(params, "user"))
    if person is None:
        raise Refused("user_not_found")
    return {"user": person_json(world, person)}


def list_(world: World, params: Json) -> Json:
    """Describe everybody, a page at a time; raises `invalid_cursor` or `invalid_limit`."""
    people = everyone(world)
    page, cursor = pages.by_id(sorted(people), params)
    return {
        "members": [person_json(world, people[person_id]) for person_id in page],
        "cache_ts": int(world.clock.now().timestamp()),
        "response_metadata": {"next_cursor": cursor},
    }


def profile(world: World, params: Json) -> Json:
    """Give one person's profile with its custom fields; raises `user_not_found`."""
    person = everyone(world).get(arguments.text(params, "user"))
    if person is None:
        raise Refused("user_not_found")
    return {"profile": profile_json(world, person)}


METHODS = (
    Method("users.info", info, Tier.FOUR, "users:read"),
    Method("users.profile.get", profile, Tier.FOUR, "users.profile:read"),
    Method("users.list", list_, Tier.TWO, "users:read"),
)
