"""DMs, group DMs and channels."""

from bot.sandbox import arguments, lookups, pages, scopes
from bot.sandbox.objects import conversation_json
from bot.sandbox.rates import Tier
from bot.sandbox.refusals import Refused
from bot.sandbox.registry import Method
from bot.sandbox.world import Conversation, Json, World

MOST_PEOPLE = 8
"""People in a group DM beside the bot."""


def open_(world: World, params: Json) -> Json:
    """Give the conversation of a set of people, a new one if there is none; the same set, the same one."""
    if channel_id := arguments.text(params, "channel"):
        place = lookups.conversation(world, channel_id)
        if place.kind == "channel":
            raise Refused("method_not_supported_for_channel_type")
        scopes.require_for_kind(world, place.kind, "write")
        return _opened(world, place, True, params)
    asked = _people(world, params)
    scopes.require_for_kind(world, "im" if len(asked) == 1 else "mpim", "write")
    place, already = lookups.with_members(world, asked | {world.bot_user_id})
    return _opened(world, place, already, params)


def _people(world: World, params: Json) -> frozenset[str]:
    named = arguments.text(params, "users").replace(" ", "").split(",")
    asked = frozenset(named) - {"", world.bot_user_id}
    if not asked:
        raise Refused("cannot_dm_bot" if world.bot_user_id in named else "users_list_not_supplied")
    if len(asked) > MOST_PEOPLE:
        raise Refused("too_many_users")
    for person in [lookups.person(world, person_id) for person_id in sorted(asked)]:
        if person.is_bot:
            raise Refused("cannot_dm_bot")
        if person.deleted:
            raise Refused("user_disabled")
    return asked


def _opened(world: World, place: Conversation, already: bool, params: Json) -> Json:
    shown = conversation_json(world, place) if arguments.flag(params, "return_im") else {"id": place.id}
    return ({"no_op": True, "already_open": True} if already else {}) | {"channel": shown}


def _readable(world: World, params: Json) -> Conversation:
    scopes.require_for_any_kind(world, "read")
    place = lookups.conversation(world, arguments.text(params, "channel"))
    scopes.require_for_kind(world, place.kind, "read")
    return place


def info(world: World, params: Json) -> Json:
    """Describe a conversation."""
    return {"channel": conversation_json(world, _readable(world, params))}


def members(world: World, params: Json) -> Json:
    """List who is in a conversation, a page at a time."""
    page, cursor = pages.by_id(sorted(_readable(world, params).members), params)
    return {"members": page, "response_metadata": {"next_cursor": cursor}}


METHODS = (
    Method("conversations.open", open_, Tier.THREE),
    Method("conversations.info", info, Tier.THREE),
    Method("conversations.members", members, Tier.FOUR),
)
