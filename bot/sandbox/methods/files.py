"""Files in the present way: an address is asked for, the bytes go there, then the file is shared."""

from bot.sandbox import arguments, lookups
from bot.sandbox.objects import file_json
from bot.sandbox.rates import Tier
from bot.sandbox.refusals import Refused
from bot.sandbox.registry import Method
from bot.sandbox.world import File, Json, Message, World


def get_upload_url(world: World, params: Json) -> Json:
    """Give the address for the bytes of one file, and the id that it will have."""
    name, length = arguments.needed(params, "filename"), arguments.needed(params, "length")
    if not length.isdecimal() or int(length) == 0:
        raise Refused("invalid_arguments")
    file = File(world.next_id("F"), name, int(length), name, arguments.text(params, "alt_txt"))
    world.files[file.id] = file
    return {"upload_url": f"{world.origin}/upload/{file.id}", "file_id": file.id}


def complete_upload(world: World, params: Json) -> Json:
    """Share files whose bytes have arrived in one conversation; raises `file_not_found` for any other."""
    place = lookups.joined(world, arguments.text(params, "channel_id"))
    asked = arguments.structure(params, "files", "invalid_arguments")
    if not isinstance(asked, list) or not asked:
        raise Refused("invalid_arguments")
    shared = [_arrived(world, one) for one in asked]
    message = Message(world.clock.next_ts(), place.id, world.bot_user_id, "", by_bot=True, files=shared)
    place.messages.append(message)
    return {"files": [file_json(world, file) for file in shared]}


def _arrived(world: World, asked: Json) -> File:
    file = world.files.pop(str(asked.get("id")), None)  # what was shared once cannot be shared as new again
    if file is None or file.content is None:
        raise Refused("file_not_found")
    file.title = str(asked.get("title") or file.name)
    return file


METHODS = (
    Method("files.getUploadURLExternal", get_upload_url, Tier.FOUR, "files:write"),
    Method("files.completeUploadExternal", complete_upload, Tier.FOUR, "files:write"),
)
