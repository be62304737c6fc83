"""The requests that Slack sends to a bot when a member does something, in Slack's own shapes."""

import secrets
import time

from bot.sandbox.world import Conversation, Json, Message, Person, World

VERIFICATION_TOKEN = "sandbox-verification-token"
"""Slack's deprecated shared token, still part of every payload."""


def issue_trigger(world: World, person: Person) -> str:
    """Give a fresh trigger id; whoever uses it checks its age of 3 s in real time."""
    trigger = f"{int(time.time())}.{secrets.randbelow(10**10)}.{secrets.token_hex(16)}"
    with world.lock:
        world.triggers[trigger] = (person.id, time.monotonic())
    return trigger


def slash_command(
    world: World, person: Person, channel: Conversation, command: str, text: str, response_url: str
) -> Json:
    """Describe a command as typed in a conversation; `text` has its mentions escaped already."""
    return {
        "token": VERIFICATION_TOKEN,
        "team_id": world.team_id,
        "team_domain": world.team_domain,
        "channel_id": channel.id,
        "channel_name": channel_name(channel),
        "user_id": person.id,
        "user_name": person.name,
        "command": command,
        "text": text,
        "api_app_id": world.app_id,
        "is_enterprise_install": "false",
        "response_url": response_url,
        "trigger_id": issue_trigger(world, person),
    }


def message_action(
    world: World, person: Person, message: Message, shown: Json, channel: Conversation, response_url: str
) -> Json:
    """Describe where a click on a message took place; Slack leaves an ephemeral message itself out."""
    container = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": message.channel,
        "is_ephemeral": message.visible_to is not None,
    }
    return {
        **_interaction(world, person, "block_actions"),
        "container": container,
        "trigger_id": issue_trigger(world, person),
        "channel": {"id": channel.id, "name": channel_name(channel)},
        "response_url": response_url,
        **({} if message.visible_to else {"message": shown}),
    }


def view_action(world: World, person: Person, view: Json) -> Json:
    """Describe where a click in a modal or Home view took place; `view` holds its state already."""
    return {
        **_interaction(world, person, "block_actions"),
        "container": {"type": "view", "view_id": view["id"]},
        "trigger_id": issue_trigger(world, person),
        "view": view,
    }


def view_submission(world: World, person: Person, view: Json) -> Json:
    """Describe a submitted modal; `view` holds its state already."""
    return {
        **_interaction(world, person, "view_submission"),
        "trigger_id": issue_trigger(world, person),
        "view": view,
        "response_urls": [],
    }


def view_closed(world: World, person: Person, view: Json, cleared: bool) -> Json:
    """Describe a modal that was closed without submitting; `cleared` if its whole stack went."""
    return {**_interaction(world, person, "view_closed"), "view": view, "is_cleared": cleared}


def channel_name(channel: Conversation) -> str:
    """Give the name by which Slack calls a conversation in a payload."""
    return {"im": "directmessage", "mpim": channel.name or "privategroup"}.get(channel.kind, channel.name)


def _interaction(world: World, person: Person, kind: str) -> Json:
    return {
        "type": kind,
        "team": {"id": world.team_id, "domain": world.team_domain},
        "user": {
            "id": person.id,
            "username": person.name,
            "name": person.name,
            "team_id": world.team_id,
        },
        "api_app_id": world.app_id,
        "token": VERIFICATION_TOKEN,
        "enterprise": None,
        "is_enterprise_install": False,
    }
