"""Valid bodies of everything that the bot listens to, to be spoilt: each with the canary wherever words can stand."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from bot.payload import FORM, JSON
from bot.sandbox import events, payloads
from bot.sandbox.clock import Clock
from bot.sandbox.world import Conversation, Json, Message, Person, World
from bot.slack.blocks.goal import HINTED
from bot.slack.blocks.help import COMMANDS
from bot.slack.blocks.ids import Action, Field, Form
from bot.slack.blocks.kit import ANSWER
from tests.proofs.acts import goal_values
from tests.proofs.population import CARD, Population, dm_of, partnership_of

CANARY = "zqxkanarie"
OPTIONS = {
    Field.CADENCE: "weekly",
    Field.FORMAT: "call-30",
    Field.MINUTES: "30",
    Field.PRESET: "corporate",
    Field.RUN_WEEKDAY: "mon",
    Field.RUN_HOUR: "10",
    Field.RUN_ZONE: "Etc/UTC",
    Field.LIMIT: "2",
    Field.GUESTS: "true",
    Field.DECLARED: "true",
}


@dataclass(frozen=True, slots=True)
class Body:
    """A payload, and how Slack writes it down: a field named payload, a form, or JSON as it is."""

    name: str
    payload: Json
    content_type: str = FORM
    is_wrapped: bool = True

    def encoded(self, text: str | None = None) -> bytes:
        """Write it down, or in its place a text that takes the JSON's."""
        written = json.dumps(self.payload) if text is None else text
        if self.content_type == JSON:
            return written.encode("utf-8", "surrogatepass")
        if self.is_wrapped:
            return urlencode({"payload": written.encode("utf-8", "surrogatepass")}).encode()
        fields = {name: str(value).encode("utf-8", "surrogatepass") for name, value in self.payload.items()}
        return urlencode(fields).encode()


def bodies(population: Population, pair: int) -> list[Body]:
    """Give at least one for each button, modal, command and event, from the first of two partners."""
    world = World(Clock())
    population.settle(world)
    one, other = population.ids[2 * pair : 2 * pair + 2]
    person, place = world.people[one], world.conversations[dm_of(one)]
    value = f"{partnership_of(one)}:{population.days()[0].isoformat()}"
    found = [*_actions(world, person, place, value), *_forms(world, person, value, other)]
    found += _commands(world, person, other)
    for body in found:
        body.payload["trigger_id"] = one  # which is good as often as it comes
    return [*found, *_events(world, person, place)]


def _actions(world: World, person: Person, place: Conversation, value: str) -> Iterator[Body]:
    message = Message(CARD, place.id, world.bot_user_id, CANARY, by_bot=True)
    blocks = [{"type": "section", "block_id": "goal", "text": {"type": "plain_text", "text": f"{CANARY} is my goal"}}]
    shown = {"type": "message", "ts": CARD, "text": CANARY, "blocks": blocks}
    home = {"id": "V1", "type": "home", "blocks": blocks, "private_metadata": CANARY, "state": {"values": {}}}
    for action in Action:
        pressed = {"type": "button", "action_id": action, "block_id": CANARY, "value": value, "action_ts": "1.1"}
        in_message = payloads.message_action(world, person, message, shown, place, "http://127.0.0.1:9/response/x")
        yield Body(action, {**in_message, "actions": [pressed]})
        for kind in ("home", "modal"):
            payload = payloads.view_action(world, person, {**home, "type": kind})
            yield Body(f"{action} in {kind}", {**payload, "actions": [pressed]})


def _forms(world: World, person: Person, value: str, other: str) -> Iterator[Body]:
    carried = {Form.GOAL: HINTED, Form.COVENANT: f"{value.partition(':')[0]}:1", Form.SIGN: f"{value[:32]}:1"}
    for form in Form:
        view = {
            "id": f"V{form}",
            "type": "modal",
            "callback_id": form,
            "private_metadata": carried.get(form, value),
            "blocks": [{"type": "input", "block_id": field, "label": CANARY} for field in Field],
            "state": {"values": _values(other)},
        }
        yield Body(f"form {form}", payloads.view_submission(world, person, view))
        yield Body(f"closed {form}", payloads.view_closed(world, person, view, cleared=False))


def _values(other: str) -> Json:
    """Fill in every field that any form has."""
    texts = {field: {ANSWER: {"type": "plain_text_input", "value": f"{CANARY} sings every morning"}} for field in Field}
    options = {field: {ANSWER: {"selected_option": {"value": one}}} for field, one in OPTIONS.items()}
    dates = {field: {ANSWER: {"selected_date": "2099-01-01"}} for field in (Field.FIRST_ON, Field.RECALIBRATE_ON)}
    people: Json = {
        Field.UNTIL: {ANSWER: {"selected_date": "2099-01-01"}},
        Field.TIME: {ANSWER: {"selected_time": "12:00"}},
        Field.AVOIDED: {ANSWER: {"selected_user": other}},
        Field.CIRCLE: {ANSWER: {"selected_user": other}},
        Field.HOSTS: {ANSWER: {"selected_users": [other]}},
        Field.DECLARING_CHANNEL: {ANSWER: {"selected_conversation": "C0GENERAL"}},
        Field.PULSE_CHANNEL: {ANSWER: {"selected_conversation": None}},
    }
    goal = goal_values(f"{CANARY} sings every morning")
    both: dict[Any, Any] = {**texts, **options, **dates, **people, **goal}
    return {str(field): answer for field, answer in both.items()}


def _commands(world: World, person: Person, other: str) -> Iterator[Body]:
    general = Conversation(world.general_id, frozenset({person.id}), "channel", "general")
    typed = (f"pause {CANARY}", "pause 2099-01-01", f"avoid <@{other}|{CANARY}>", f"circle <@{other}>", CANARY)
    for text in (*COMMANDS, *typed):
        yield Body(
            f"/trellis {text}",
            payloads.slash_command(world, person, general, "/trellis", text, "http://127.0.0.1:9/response/x"),
            is_wrapped=False,
        )


def _events(world: World, person: Person, place: Conversation) -> Iterator[Body]:
    named = Person(person.id, person.name, CANARY, "Asia/Tokyo", fields={"X": CANARY})
    told = (
        events.app_home_opened(world, person, place.id),
        events.user_change(world, named),
        events.team_join(world, named),
    )
    for event in told:
        yield Body(event["type"], events.event_callback(world, event), JSON, is_wrapped=False)
    # They would end everything here, so they come for another workspace.
    for event in (events.app_uninstalled(world), events.tokens_revoked(world)):
        gone = events.event_callback(World(Clock(), team_id="T0ELSEWHERE"), event)
        yield Body(event["type"], gone, JSON, is_wrapped=False)
    yield Body("url_verification", {"type": "url_verification", "challenge": CANARY, "token": "x"}, JSON, False)
