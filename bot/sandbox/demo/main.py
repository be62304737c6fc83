"""Plays the twelve weeks and ends with what was stored."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import combinations
from random import Random

from bot.sandbox.demo.cast import CAST
from bot.sandbox.demo.ending import tell_ending
from bot.sandbox.demo.people import Player
from bot.sandbox.demo.teller import Teller
from bot.sandbox.stage import Stage
from bot.services.vectors import Encoder
from matching.encoder import Encoder as Model
from storage.vocabulary import SuggestionState

START = datetime(2026, 9, 3, 9, tzinfo=UTC)
"""A Thursday; the twelve weeks see summer time end in Europe and in America."""
END = START + timedelta(weeks=12)
LONGEST_STEP = timedelta(hours=12)
SEED = 7
ABOUT = (
    "The real bot, model and database; only Slack and the clock are stand-ins on this machine.",
    "A box is a message as that person reads it, shown the first time one of its kind comes. Days are in UTC.",
)


class Play:
    """The story on its stage."""

    def __init__(self, stage: Stage, model: Encoder, teller: Teller) -> None:
        chance = Random(SEED)
        self.stage = stage
        self.teller = teller
        self.players = {
            role.person.id: Player(stage.slack.member(role.person.id), role, chance, teller) for role in CAST
        }
        self._model = model
        self._told: set[str] = set()
        self._events = self._script()

    def begin(self) -> None:
        """Let everybody state their goal."""
        self.teller.at(START)
        for player in self.players.values():
            player.state_goal()
        self.players["ULUC"].declines = 1

    def live(self, end: datetime = END) -> None:
        """Let twelve weeks pass: the clock goes from one due instant to the next, and nothing is skipped."""
        while (now := self.stage.slack.clock.now()) < end:
            self.stage.slack.clock.move_to(min(self._next(now), end))
            self._moment(self.stage.slack.clock.now())

    def _moment(self, now: datetime) -> None:
        self.teller.at(now)
        for at, act in [event for event in self._events if event[0] <= now]:
            self._events.remove((at, act))
            act()
        self.stage.settle()
        self._tell_suggestions()
        for player in list(self.players.values()):
            player.look(now)
        self.stage.settle()

    def _next(self, now: datetime) -> datetime:
        with self.stage.trellis.context.database.read() as work:
            due = work.nudges.next_due()
        soon = [at for at in (due, *(at for at, _ in self._events), self._next_run(now)) if at and at > now]
        return min([*soon, now + LONGEST_STEP])

    def _next_run(self, now: datetime) -> datetime:
        monday = (now - timedelta(days=now.weekday())).replace(hour=10, minute=0, second=0, microsecond=0)
        return monday if monday > now else monday + timedelta(days=7)

    def _tell_suggestions(self) -> None:
        with self.stage.trellis.context.database.read() as work:
            members = work.suggestions.open_members(self.stage.trellis.workspace_id)
            shown = {
                one.id: one for who in members for one in work.suggestions.open_of(self.stage.trellis.workspace_id, who)
            }
        for one in sorted(shown.values(), key=lambda each: each.members):
            if one.id not in self._told and one.state is SuggestionState.OPEN:
                self._told.add(one.id)
                self._tell_closeness(one.members)

    def _tell_closeness(self, members: tuple[str, ...]) -> None:
        """Tell how close the goals are; Trellis keeps no such number, so it is worked out again from the goals."""
        roles = [self.players[one].role for one in members if one in self.players]
        vectors = self._model.encode([role.goal for role in roles])
        closest = ", ".join(f"{float(a @ b):.2f}" for a, b in combinations(vectors, 2))
        names = " and ".join(role.person.real_name for role in roles)
        self.teller.say(f"Trellis suggests {names} to one another (similarity of their goals: {closest}).")

    def _script(self) -> list[tuple[datetime, Callable[[], None]]]:
        return [
            (START + timedelta(weeks=3, days=1), lambda: self._type("UELI", "pause 2 weeks")),
            (START + timedelta(weeks=6, days=2), lambda: self._leave("UINE")),
            (START + timedelta(weeks=7), lambda: self._type("UJON", "match")),
            (START + timedelta(weeks=8, days=1), lambda: self._type("UANA", "status")),
            (START + timedelta(weeks=10), self._forget),
        ]

    def _type(self, person_id: str, text: str) -> None:
        player = self.players[person_id]
        player.actor.command("/trellis", text)
        self.teller.say(f"{player.name} types /trellis {text}")
        self.teller.read(player.actor, f"/trellis {text}", player.actor.read(player.actor.ephemerals[-1]))

    def _leave(self, person_id: str) -> None:
        player = self.players[person_id]
        player.actor.command("/trellis", "leave")
        player.actor.click("leave_programme", player.actor.ephemerals[-1])
        self.teller.say(f"{player.name} leaves the programme.")

    def _forget(self) -> None:
        player = self.players["UKIR"]
        player.actor.command("/trellis", "forget me")
        player.actor.click("forget", player.actor.ephemerals[-1])
        self.teller.say(f"{player.name} types /trellis forget me")


def main(live: bool = False) -> int:
    """Play the demo; with `live`, leave the workspace up afterwards. Gives the exit code."""
    logging.getLogger("bot").setLevel(logging.ERROR)
    teller = Teller()
    teller.title("Trellis in a sandbox workspace: twelve people, twelve weeks")
    for line in ABOUT:
        teller.say(line)
    load = cache(lambda: Model.load(progress=teller.say))
    model = load()
    drawn = Random(SEED)
    with Stage([role.person for role in CAST], START, load, draw=lambda: f"{drawn.getrandbits(128):032x}") as stage:
        play = Play(stage, model, teller)
        play.begin()
        play.live()
        tell_ending(stage, teller, len(CAST))
        if live:
            _stay(stage, teller)
        else:
            teller.say("To be any of these people yourself, in your browser: make demo LIVE=1")
    return 0


def _stay(stage: Stage, teller: Teller) -> None:
    from bot.sandbox.page import serve

    page = serve(stage)
    teller.say(f"The workspace stays up at {page.url} until you press Ctrl-C.")
    try:
        page.wait()
    except KeyboardInterrupt:
        page.close()
