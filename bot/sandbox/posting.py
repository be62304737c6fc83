"""Checks and stores what the bot says, whichever way it says it."""

from dataclasses import dataclass

from bot.sandbox import arguments
from bot.sandbox.blocks_check import message_blocks
from bot.sandbox.limits import MESSAGE_TEXT, METADATA_EVENT_TYPE
from bot.sandbox.refusals import Refused
from bot.sandbox.world import Conversation, Json, Message, World


@dataclass(frozen=True, slots=True)
class Content:
    """What a call says; None where the call leaves it open."""

    text: str | None
    blocks: list[Json] | None
    metadata: Json | None


def content(world: World, params: Json) -> Content:
    """Read and check text, blocks and metadata; raises `no_text` and every refusal of a part."""
    text = params.get("text")
    blocks = arguments.structure(params, "blocks", "invalid_blocks_format")
    if not text and not blocks:
        raise Refused("no_text")
    if text and len(str(text)) > MESSAGE_TEXT:
        raise Refused("msg_too_long")
    return Content(
        None if text is None else str(text),
        None if blocks is None else message_blocks(world, blocks),
        _metadata(params),
    )


def _metadata(params: Json) -> Json | None:
    given = arguments.structure(params, "metadata", "invalid_metadata_format")
    if given is None:
        return None
    if given == {}:
        return {}
    if not isinstance(given, dict) or not isinstance(given.get("event_payload"), dict):
        raise Refused("invalid_metadata_format")
    kind = given.get("event_type")
    if not isinstance(kind, str) or not 1 <= len(kind) <= METADATA_EVENT_TYPE:
        raise Refused("invalid_metadata_format")
    return {"event_type": kind, "event_payload": given["event_payload"]}


def post(world: World, place: Conversation, said: Content, visible_to: str | None = None) -> Message:
    """Store a new message by the bot."""
    message = Message(
        ts=world.clock.next_ts(),
        channel=place.id,
        user=world.bot_user_id,
        text=said.text or "",
        blocks=said.blocks or [],
        metadata=said.metadata or None,
        by_bot=True,
        visible_to=visible_to,
    )
    place.messages.append(message)
    return message


def revise(world: World, message: Message, said: Content) -> None:
    """Change a message; what the call leaves open stays as it was, what it sends empty goes."""
    message.text = message.text if said.text is None else said.text
    message.blocks = message.blocks if said.blocks is None else said.blocks
    message.metadata = message.metadata if said.metadata is None else said.metadata or None
    message.edited_ts = world.clock.next_ts()


def remove(place: Conversation, message: Message) -> None:
    """Take a message away, and its pin with it."""
    place.messages.remove(message)
    if message.ts in place.pins:
        place.pins.remove(message.ts)
