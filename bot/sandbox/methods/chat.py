"""Posting, changing and deleting messages."""

from bot.sandbox import arguments, lookups, posting
from bot.sandbox.objects import message_json
from bot.sandbox.rates import Tier
from bot.sandbox.refusals import Refused
from bot.sandbox.registry import Method
from bot.sandbox.world import Conversation, Json, Message, World


def post_message(world: World, params: Json) -> Json:
    """Post into a conversation, or to a person's id into the DM with them."""
    place = _place(world, arguments.text(params, "channel"))
    message = posting.post(world, place, posting.content(world, params))
    return {"channel": place.id, "ts": message.ts, "message": message_json(world, message)}


def _place(world: World, channel_id: str) -> Conversation:
    if channel_id in world.people:
        return lookups.with_members(world, frozenset({channel_id, world.bot_user_id}))[0]
    return lookups.joined(world, channel_id)


def post_ephemeral(world: World, params: Json) -> Json:
    """Show a message to one person in a conversation; raises `user_not_in_channel`."""
    place = lookups.joined(world, arguments.text(params, "channel"))
    person_id = arguments.needed(params, "user")
    if person_id not in place.members:
        raise Refused("user_not_in_channel")
    message = posting.post(world, place, posting.content(world, params), visible_to=person_id)
    return {"message_ts": message.ts}


def update(world: World, params: Json) -> Json:
    """Change a message of the bot's own; raises `cant_update_message` for others."""
    place, message = _own(world, params, "cant_update_message")
    posting.revise(world, message, posting.content(world, params))
    shown = message_json(world, message)
    return {"channel": place.id, "ts": message.ts, "text": message.text, "message": shown}


def delete(world: World, params: Json) -> Json:
    """Delete a message of the bot's own; raises `cant_delete_message` for others."""
    place, message = _own(world, params, "cant_delete_message")
    posting.remove(place, message)
    return {"channel": place.id, "ts": message.ts}


def _own(world: World, params: Json, refusal: str) -> tuple[Conversation, Message]:
    place = lookups.conversation(world, arguments.text(params, "channel"))
    message = lookups.message(place, arguments.text(params, "ts"))
    if not message.by_bot:
        raise Refused(refusal)
    return place, message


def get_permalink(world: World, params: Json) -> Json:
    """Give the address of a message."""
    place = lookups.conversation(world, arguments.text(params, "channel"))
    message = lookups.message(place, arguments.text(params, "message_ts"))
    address = f"https://{world.team_domain}.slack.com/archives/{place.id}/p{message.ts.replace('.', '')}"
    return {"channel": place.id, "permalink": address}


METHODS = (
    Method("chat.postMessage", post_message, Tier.POSTING, "chat:write"),
    Method("chat.postEphemeral", post_ephemeral, Tier.FOUR, "chat:write"),
    Method("chat.update", update, Tier.THREE, "chat:write"),
    Method("chat.delete", delete, Tier.THREE, "chat:write"),
    Method("chat.getPermalink", get_permalink, Tier.SPECIAL),
)
