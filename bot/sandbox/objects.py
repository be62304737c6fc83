"""Slack's own JSON for what exists in the workspace."""

from datetime import timedelta
from mimetypes import guess_type
from zoneinfo import ZoneInfo

from bot.sandbox.world import Conversation, File, Json, Message, Person, World


def everyone(world: World) -> dict[str, Person]:
    """Give all that `users.list` lists: the people, the bot itself and Slackbot, which is no bot to Slack."""
    bot = Person(world.bot_user_id, "trellis", "Trellis", is_bot=True)
    slackbot = Person("USLACKBOT", "slackbot", "Slackbot")
    return {bot.id: bot, slackbot.id: slackbot, **world.people}


def person_json(world: World, person: Person) -> Json:
    """Give the `user` object."""
    local = world.clock.now().astimezone(ZoneInfo(person.zone))
    offset = local.utcoffset() or timedelta()
    return {
        "id": person.id,
        "team_id": world.team_id,
        "name": person.name,
        "deleted": person.deleted,
        "real_name": person.real_name,
        "tz": person.zone,
        "tz_label": local.tzname() or person.zone,
        "tz_offset": int(offset.total_seconds()),
        "profile": _profile(world, person),
        "is_admin": person.is_admin,
        "is_owner": False,
        "is_primary_owner": False,
        "is_restricted": person.is_restricted,
        "is_ultra_restricted": person.is_ultra_restricted,
        "is_bot": person.is_bot,
        "is_app_user": False,
        "updated": int(world.clock.now().timestamp()),
    }


def custom_fields(person: Person) -> Json:
    """Give the custom fields of a profile, which `users.info` leaves out."""
    return {field_id: {"value": value, "alt": ""} for field_id, value in person.fields.items()}


def profile_json(world: World, person: Person) -> Json:
    """Give the `profile` object with its custom fields."""
    return _profile(world, person) | {"fields": custom_fields(person)}


def _profile(world: World, person: Person) -> Json:
    profile: Json = {
        "real_name": person.real_name,
        "real_name_normalized": person.real_name,
        "display_name": person.name,
        "display_name_normalized": person.name,
        "status_text": "",
        "status_emoji": "",
        "avatar_hash": "",
        "team": world.team_id,
    }
    if person.id == world.bot_user_id:
        profile |= {"api_app_id": world.app_id, "bot_id": world.bot_id}
    return profile


def conversation_json(world: World, conversation: Conversation) -> Json:
    """Give the `channel` object, which for a DM names the other side."""
    shared: Json = {
        "id": conversation.id,
        "created": conversation.created,
        "is_archived": False,
        "is_org_shared": False,
        "context_team_id": world.team_id,
    }
    if conversation.kind == "im":
        other = next(iter(conversation.members - {world.bot_user_id}))
        gone = world.people[other].deleted
        return shared | {"is_im": True, "is_open": True, "user": other, "is_user_deleted": gone}
    return shared | _named(world, conversation)


def _named(world: World, conversation: Conversation) -> Json:
    group = conversation.kind == "mpim"
    blank: Json = {"value": "", "creator": "", "last_set": 0}
    return {
        "name": conversation.name,
        "name_normalized": conversation.name,
        "is_channel": not group,
        "is_group": group,
        "is_im": False,
        "is_mpim": group,
        "is_private": group,
        "is_general": False,
        "is_shared": False,
        "is_ext_shared": False,
        "is_member": world.bot_user_id in conversation.members,
        "creator": world.bot_user_id,
        "topic": blank,
        "purpose": blank,
        "num_members": len(conversation.members),
    }


def message_json(world: World, message: Message, with_metadata: bool = True) -> Json:
    """Give a message as `conversations.history` and block actions show it."""
    shown: Json = {
        "type": "message",
        "user": message.user,
        "ts": message.ts,
        "text": message.text,
        "team": world.team_id,
    }
    if message.by_bot:
        shown |= {"bot_id": world.bot_id, "app_id": world.app_id, "bot_profile": _bot_profile(world)}
    if message.blocks:
        shown["blocks"] = message.blocks
    if message.files:
        shown["files"] = [file_json(world, file) for file in message.files]
    if message.edited_ts:
        shown["edited"] = {"user": message.user, "ts": message.edited_ts}
    if message.ts in world.conversations[message.channel].pins:
        shown["pinned_to"] = [message.channel]
    if message.metadata and with_metadata:
        shown["metadata"] = message.metadata
    return shown


def file_json(world: World, file: File) -> Json:
    """Give a file as the answer to its upload and the message that shares it show it."""
    described: Json = {"alt_txt": file.alt_text} if file.alt_text else {}
    return described | {
        "id": file.id,
        "name": file.name,
        "title": file.title,
        "mimetype": mimetype(file),
        "size": file.size,
        "user": world.bot_user_id,
    }


def mimetype(file: File) -> str:
    """Tell the kind of a file by its name."""
    return guess_type(file.name)[0] or "application/octet-stream"


def is_picture(file: File) -> bool:
    """Tell whether clients show the file itself and not only its name."""
    return mimetype(file) == "image/png"


def _bot_profile(world: World) -> Json:
    return {
        "id": world.bot_id,
        "app_id": world.app_id,
        "name": "Trellis",
        "deleted": False,
        "updated": 0,
        "team_id": world.team_id,
        "icons": {},
    }
