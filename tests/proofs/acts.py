"""What members do in an ack storm, each with an effect of its own that can be looked for afterwards."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum, unique
from functools import partial
from typing import Any

from bot.sandbox import events, payloads
from bot.sandbox.clock import Clock
from bot.sandbox.delivery import Kind
from bot.sandbox.world import Conversation, Json, Message, Person, World
from bot.slack.blocks.goal import HINTED
from bot.slack.blocks.ids import Action, Field, Form
from bot.slack.blocks.kit import ANSWER
from tests.proofs.population import Population, dm_of, partnership_of, question_of

UNTIL = date(2100, 1, 1)
"""Until when everybody pauses."""
NEW_ZONE = "Asia/Tokyo"
CHOSEN = {
    Field.COMMITMENT_LEVEL: ["steady"],
    Field.CADENCE: ["weekly"],
    Field.FORMATS: ["call-30"],
    Field.SIZES: ["two"],
    Field.DAYS: ["mon", "tue"],
    Field.PARTS: ["morning"],
    Field.PERIOD: ["60"],
    Field.READABLE: ["true"],
}
"""The rest of the goal's form."""


@unique
class What(StrEnum):
    """Kinds of acts, by what has to happen before their acknowledgement."""

    EVENT = "an event: new time zone"
    COMMAND = "a command: pause"
    CLICK = "a click: We met, Missed"
    GOAL = "a goal stated anew"
    FIRST_GOAL = "a first goal"


@dataclass(frozen=True, slots=True)
class Act:
    """One act; `key` names its effect, and each payload is what Slack would send if it were done now."""

    what: What
    member_id: str
    key: str
    kind: Kind
    build: Any

    def payload(self) -> Json:
        """Give a payload with a fresh trigger, as each act has one of its own."""
        payload: Json = self.build()
        return payload


def acts(population: Population, seed: int) -> list[Act]:
    """Give five acts for each member and one for each newcomer, in any order but always the same."""
    world = World(Clock())
    population.settle(world)
    found = [*_clicks(population, world), *_goals(population, world), *_others(population, world)]
    random.Random(seed).shuffle(found)
    return found


def attends(member_id: str, week: int) -> bool:
    """Tell what a member says of a check-in."""
    return (int(member_id[1:]) + week) % 2 == 0


def words_of(member_id: str) -> str:
    """Give what a member's new goal says."""
    return f"Write two pages every morning & send them to <{member_id}>"


def key_of(payload: Json) -> str:
    """Name the effect of a payload."""
    match payload.get("type"):
        case "block_actions":
            return f"{payload['user']['id']} {payload['actions'][0]['value']}"
        case "view_submission":
            return f"{payload['user']['id']} goal"
        case "event_callback":
            return f"{payload['event']['user']['id']} zone"
        case _:
            return f"{payload['user_id']} pause"


def _act(what: What, member_id: str, kind: Kind, build: Any) -> Act:
    return Act(what, member_id, key_of(build()), kind, build)


def _clicks(population: Population, world: World) -> Iterator[Act]:
    for one in population.ids:
        for week, day in enumerate(population.days()):
            action = Action.MET if attends(one, week) else Action.MISSED
            value = f"{partnership_of(one)}:{day.isoformat()}"
            build = partial(_click, world, world.people[one], question_of(week), action, value)
            yield _act(What.CLICK, one, Kind.INTERACTIVE, build)


def _goals(population: Population, world: World) -> Iterator[Act]:
    for what, ids in ((What.GOAL, population.ids), (What.FIRST_GOAL, population.new_ids)):
        for one in ids:
            yield _act(what, one, Kind.INTERACTIVE, partial(_goal, world, world.people[one]))


def _others(population: Population, world: World) -> Iterator[Act]:
    for one in population.ids[::2]:
        yield _act(What.COMMAND, one, Kind.COMMAND, partial(_pause, world, world.people[one]))
    for one in population.ids[1::2]:
        yield _act(What.EVENT, one, Kind.EVENT, partial(_zone, world, world.people[one]))


def _click(world: World, person: Person, ts: str, action: Action, value: str) -> Json:
    place = world.conversations[dm_of(person.id)]
    message = Message(ts, place.id, world.bot_user_id, "", by_bot=True)
    shown = {"type": "message", "ts": ts, "text": "", "blocks": []}
    pressed = {"type": "button", "action_id": action, "block_id": "answer", "value": value, "action_ts": "1.1"}
    payload = payloads.message_action(world, person, message, shown, place, "http://127.0.0.1:9/response/none")
    return {**payload, "actions": [pressed]}


def _goal(world: World, person: Person) -> Json:
    view = {
        "id": f"V{person.id}",
        "type": "modal",
        "callback_id": Form.GOAL,
        "private_metadata": HINTED,
        "blocks": [{"type": "input", "block_id": Field.GOAL}],
        "state": {"values": goal_values(words_of(person.id))},
    }
    return payloads.view_submission(world, person, view)


def goal_values(words: str) -> Json:
    """Fill in the goal's form as a client tells it."""
    several = {Field.FORMATS, Field.SIZES, Field.DAYS, Field.PARTS}
    chosen: Json = {
        field: {ANSWER: {"selected_options": [{"value": one} for one in values]}}
        if field in several
        else {ANSWER: {"selected_option": {"value": values[0]}}}
        for field, values in CHOSEN.items()
    }
    return {Field.GOAL: {ANSWER: {"type": "plain_text_input", "value": words}}, **chosen}


def _pause(world: World, person: Person) -> Json:
    general = Conversation(world.general_id, frozenset({person.id}), "channel", "general")
    return payloads.slash_command(world, person, general, "/trellis", f"pause {UNTIL.isoformat()}", "")


def _zone(world: World, person: Person) -> Json:
    moved = Person(person.id, person.name, person.real_name, NEW_ZONE)
    return events.event_callback(world, events.user_change(world, moved))
