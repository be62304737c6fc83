"""What was said in a conversation, the newest first."""

from decimal import Decimal

from bot.sandbox import arguments, lookups, pages, scopes
from bot.sandbox.objects import message_json
from bot.sandbox.rates import Tier
from bot.sandbox.registry import Method
from bot.sandbox.world import Conversation, Json, Message, World


def history(world: World, params: Json) -> Json:
    """Give a page of messages between two timestamps; nobody's ephemeral ones, as these are not kept."""
    scopes.require_for_any_kind(world, "history")
    place = lookups.conversation(world, arguments.text(params, "channel"))
    scopes.require_for_kind(world, place.kind, "history")
    place = lookups.joined(world, place.id)
    found = _between(place, params)
    size = arguments.limit(params, default=100, most=999)
    with_metadata = arguments.flag(params, "include_all_metadata")
    more = {"response_metadata": {"next_cursor": pages.encode(found[size].ts)}} if found[size:] else {}
    return {
        "messages": [message_json(world, message, with_metadata) for message in found[:size]],
        "has_more": len(found) > size,
        "pin_count": len(place.pins),
        "channel_actions_ts": None,
        "channel_actions_count": 0,
    } | more


def _between(place: Conversation, params: Json) -> list[Message]:
    latest = arguments.moment(params, "latest", "invalid_ts_latest")
    oldest = arguments.moment(params, "oldest", "invalid_ts_oldest")
    inclusive = arguments.flag(params, "inclusive")
    cursor = arguments.text(params, "cursor")
    start = Decimal(pages.decode(cursor)) if cursor else None

    def wanted(message: Message) -> bool:
        ts = Decimal(message.ts)
        return (
            message.visible_to is None
            and (start is None or ts <= start)
            and (latest is None or ts < latest or (inclusive and ts == latest))
            and (oldest is None or ts > oldest or (inclusive and ts == oldest))
        )

    return sorted(filter(wanted, place.messages), key=lambda message: Decimal(message.ts), reverse=True)


METHODS = (Method("conversations.history", history, Tier.THREE),)
