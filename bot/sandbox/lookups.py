"""Finds what a call is about, as far as the bot may know of it."""

from bot.sandbox.refusals import Refused
from bot.sandbox.world import Conversation, Message, Person, World


def conversation(world: World, channel_id: str) -> Conversation:
    """Give a conversation that exists for the bot; raises `channel_not_found`."""
    found = world.conversations.get(channel_id)
    if found is None or (found.kind != "channel" and world.bot_user_id not in found.members):
        raise Refused("channel_not_found")
    return found


def joined(world: World, channel_id: str) -> Conversation:
    """Give a conversation that the bot is in; raises `not_in_channel` or `channel_not_found`."""
    found = conversation(world, channel_id)
    if world.bot_user_id not in found.members:
        raise Refused("not_in_channel")
    return found


def message(place: Conversation, ts: str) -> Message:
    """Give a message that everybody in the conversation sees; raises `message_not_found`."""
    for found in place.messages:
        if found.ts == ts and found.visible_to is None:
            return found
    raise Refused("message_not_found")


def person(world: World, person_id: str) -> Person:
    """Give a person of the workspace; raises `user_not_found`."""
    found = world.people.get(person_id)
    if found is None:
        raise Refused("user_not_found")
    return found


def with_members(world: World, members: frozenset[str]) -> tuple[Conversation, bool]:
    """Give the DM or group DM of exactly these members, and whether it was there before."""
    for found in world.conversations.values():
        if found.kind != "channel" and found.members == members:
            return found, True
    kind = "im" if len(members) == 2 else "mpim"
    names = [world.people[member].name for member in sorted(members & world.people.keys())]
    opened = Conversation(
        world.next_id("D" if kind == "im" else "G"),
        members,
        kind,
        name="" if kind == "im" else f"mpdm-{'--'.join(names)}-1",
        created=int(world.clock.now().timestamp()),
    )
    world.conversations[opened.id] = opened
    return opened, False
