import ast
from pathlib import Path
from typing import Any, cast

import pytest
import yaml
from slack_sdk import WebClient

from bot.listeners import register
from bot.sandbox.clock import Clock
from bot.sandbox.methods import METHODS
from bot.sandbox.world import World
from bot.slack.blocks.help import COMMANDS
from bot.slack.blocks.ids import Action, Form
from bot.slack.scopes import OPTIONAL, SCOPES

ROOT = Path(__file__).parents[2]
BY_CONVERSATION = {"conversations.open": {"im:write", "mpim:write"}, "conversations.history": {"im:history"}}
"""Methods whose scopes depend on the kind of conversation: we open DMs and group DMs, and read DMs only."""
BY_APP_TOKEN = {"apps.connections.open"}
BY_EVENT = {"user_change": "users:read", "team_join": "users:read"}
"""Scopes that Slack asks for before it sends an event (docs.slack.dev/reference/events)."""


@pytest.fixture(scope="module")
def manifest() -> dict[str, Any]:
    return cast(dict[str, Any], yaml.safe_load((ROOT / "manifest.yaml").read_text(encoding="utf-8")))


class Listening:
    """Takes the place of a Bolt app and notes what is listened to."""

    def __init__(self) -> None:
        self.heard: dict[str, set[str]] = {"command": set(), "event": set(), "action": set(), "view": set()}

    def __getattr__(self, surface: str) -> Any:
        def listen(name: Any, *_: Any) -> Any:
            self.heard[surface].add(str(name))
            return lambda listener: listener

        return listen


@pytest.fixture(scope="module")
def heard() -> dict[str, set[str]]:
    listening = Listening()
    register(cast(Any, listening), cast(Any, None), cast(Any, None))
    return listening.heard


def called() -> set[str]:
    """Find every method of the Web API that the bot's own code names."""
    methods = {name for name in vars(WebClient) if "_" in name.strip("_")}
    files = [file for file in (ROOT / "bot").rglob("*.py") if "sandbox" not in file.parts]
    trees = [ast.parse(file.read_text(encoding="utf-8")) for file in files]
    names = {node.attr for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    return {name.replace("_", ".") for name in names & methods}


def test_scopes_are_exactly_those_that_the_calls_and_events_need(manifest: dict[str, Any]) -> None:
    needed = {"commands"}
    for method in called() - BY_APP_TOKEN:
        needed |= BY_CONVERSATION.get(method, {METHODS[method].scope} - {""})
    needed |= {
        BY_EVENT[event] for event in manifest["settings"]["event_subscriptions"]["bot_events"] if event in BY_EVENT
    }
    assert set(manifest["oauth_config"]["scopes"]["bot"]) == needed


def test_every_call_is_one_that_the_sandbox_judges() -> None:
    assert {"chat.postMessage", "conversations.open", "views.open", "users.info"} <= called()
    assert called() - BY_APP_TOKEN <= set(METHODS)


def test_scopes_are_the_same_everywhere(manifest: dict[str, Any]) -> None:
    scopes = manifest["oauth_config"]["scopes"]["bot"]
    assert len(scopes) == len(set(scopes))
    assert set(scopes) == SCOPES | OPTIONAL
    assert set(manifest["oauth_config"]["scopes"]["bot_optional"]) == OPTIONAL
    assert World(Clock()).scopes == SCOPES


def test_the_events_are_exactly_those_that_are_listened_to(
    manifest: dict[str, Any], heard: dict[str, set[str]]
) -> None:
    events = manifest["settings"]["event_subscriptions"]["bot_events"]
    assert len(events) == len(set(events))
    assert set(events) == heard["event"]


def test_the_commands_are_exactly_those_that_are_listened_to(
    manifest: dict[str, Any], heard: dict[str, set[str]]
) -> None:
    commands = manifest["features"]["slash_commands"]
    assert [command["command"] for command in commands] == sorted(heard["command"])
    assert all(command["should_escape"] for command in commands)


def test_the_hint_names_every_sub_command(manifest: dict[str, Any]) -> None:
    (command,) = manifest["features"]["slash_commands"]
    named = {part.strip() for part in command["usage_hint"].strip("[]").split("|")}
    assert {part.removesuffix(" @someone") for part in named} == set(COMMANDS)


def test_every_button_and_form_has_a_listener(heard: dict[str, set[str]]) -> None:
    assert heard["action"] >= set(Action)
    assert heard["view"] == set(Form)


def test_nobody_can_type_to_the_bot_and_everything_it_needs_is_switched_on(manifest: dict[str, Any]) -> None:
    assert manifest["features"]["app_home"] == {
        "home_tab_enabled": True,
        "messages_tab_enabled": True,
        "messages_tab_read_only_enabled": True,
    }
    settings = manifest["settings"]
    assert settings["socket_mode_enabled"] is True
    assert settings["interactivity"]["is_enabled"] is True
    assert settings["token_rotation_enabled"] is False


def test_the_texts_are_within_slacks_limits(manifest: dict[str, Any]) -> None:
    shown = manifest["display_information"]
    assert len(shown["name"]) <= 35
    assert len(shown["description"]) <= 140
    assert 174 < len(shown["long_description"]) <= 4000
