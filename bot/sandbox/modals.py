"""Changes to the views that somebody sees, by a Web API method or by a `response_action`; views are checked before."""

from bot.sandbox.blocks_check import elements
from bot.sandbox.world import Json, OpenView, World


def push(world: World, person_id: str, checked: Json) -> OpenView:
    """Put a modal on top of a person's stack, which may be empty."""
    stack = world.modals.setdefault(person_id, [])
    shown = OpenView(_described(world, checked), person_id)
    shown.view["root_view_id"] = stack[0].view["id"] if stack else shown.view["id"]
    shown.view["previous_view_id"] = stack[-1].view["id"] if stack else None
    stack.append(shown)
    return shown


def replace(world: World, shown: OpenView, checked: Json) -> OpenView:
    """Change a view in its place; what was filled in stays where block and action ids stay."""
    before = shown.view
    kept = {name: before[name] for name in ("id", "root_view_id", "previous_view_id")}
    state = {"values": _surviving(before["state"]["values"], checked["blocks"])}
    shown.view = _described(world, checked) | kept | {"state": state}
    return shown


def publish(world: World, person_id: str, checked: Json) -> OpenView:
    """Show a Home view to one person in place of the one before."""
    if person_id in world.homes:
        return replace(world, world.homes[person_id], checked)
    shown = OpenView(_described(world, checked), person_id)
    shown.view |= {"root_view_id": shown.view["id"], "previous_view_id": None}
    world.homes[person_id] = shown
    return shown


def _surviving(values: Json, blocks: list[Json]) -> Json:
    places = {(block["block_id"], item.get("action_id")) for block in blocks for item in elements(block)}
    filtered = {
        block_id: {action_id: value for action_id, value in fields.items() if (block_id, action_id) in places}
        for block_id, fields in values.items()
    }
    return {block_id: fields for block_id, fields in filtered.items() if fields}


def _described(world: World, checked: Json) -> Json:
    return {
        "id": world.next_id("V"),
        "team_id": world.team_id,
        "type": checked["type"],
        "blocks": checked["blocks"],
        "private_metadata": checked.get("private_metadata", ""),
        "callback_id": checked.get("callback_id", ""),
        "state": {"values": {}},
        "hash": f"{world.clock.next_ts().partition('.')[0]}.{world.next_id('')}",
        "title": checked.get("title", {"type": "plain_text", "text": "View Title", "emoji": True}),
        "clear_on_close": checked.get("clear_on_close", False),
        "notify_on_close": checked.get("notify_on_close", False),
        "close": checked.get("close"),
        "submit": checked.get("submit"),
        "external_id": checked.get("external_id", ""),
        "app_id": world.app_id,
        "app_installed_team_id": world.team_id,
        "bot_id": world.bot_id,
    }
