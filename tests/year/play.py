"""Drives a year: the clock goes from event to event, and everybody does what their habits say."""

import heapq
import itertools
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from random import Random

from bot.metrics import Metrics
from bot.sandbox.actor import Actor
from bot.sandbox.elements import NotPossibleError, interactive
from bot.sandbox.spots import Where
from bot.sandbox.stage import HOUR, Stage
from bot.sandbox.world import Conversation
from bot.services.nudges import compose
from bot.services.settling import settled
from bot.slack.blocks.ids import Action
from bot.worker.dispatch import Dispatcher
from tests.year import hands
from tests.year.hands import Act
from tests.year.history import History
from tests.year.people import One, Place, Turn
from tests.year.transcript import Heard, Transcript
from tests.year.wishes import wish

LONGEST = timedelta(hours=12)
"""The worker looks at least this often, and whenever something happens; in a real year, every few minutes."""
OWNER = "e" * 32
"""Marks what is sent by the second worker, which only sends: most instants of a year call for nothing else."""
MINUTE = timedelta(minutes=1)
FIRST_RUN = datetime(2027, 2, 1, 10, tzinfo=UTC)
"""The weekly run is on Monday at ten unless a host chooses, as long as somebody looks then."""
WAITS = (timedelta(days=1), timedelta(days=3), timedelta(days=10))
"""So long after a partnership or a proposal was made the worker looks too, since it waits for these spans."""
BEGINS = frozenset({Action.SUGGESTION_YES, Action.COVENANT_OPEN, Action.HALVE_CADENCE})
SETTLES_IN = 3.0
"""Days within which everybody has stated a goal."""
Due = tuple[datetime, int, Callable[[datetime], None]]


class Play:
    """One workspace's year; `acts` is what its people did, `transcript` what they received."""

    def __init__(self, stage: Stage, place: Place, seed: int) -> None:
        self.stage = stage
        self.place = place
        self.acts: list[Act] = []
        self.transcript = Transcript(stage)
        self.history = History(stage)
        self.ones = {one.person.id: one for one in place.people}
        self.began = stage.slack.clock.now()
        self._seed = seed
        self._due: list[Due] = []
        self._order = itertools.count()
        self._answered: set[tuple[str, str, str]] = set()
        self._looks_at = self.began
        context = stage.trellis.context
        self._sender = Dispatcher(
            context.database, context.messenger, partial(compose, context), settled, OWNER, Metrics()
        )
        world = stage.slack.world
        everyone = frozenset({*self.ones, world.bot_user_id})
        world.conversations[hands.COMMONS] = Conversation(hands.COMMONS, everyone, "channel", "commons")
        self._later(self.began, partial(self._turn, place.people[0], Turn(0, "settings")))
        for week in range(60):
            self._later(FIRST_RUN + week * timedelta(weeks=1), self._look)
        for one in place.people:
            self._plan_turns(one)

    def run(self, until: datetime) -> None:
        """Live until an instant."""
        clock = self.stage.slack.clock
        while (now := clock.now()) < until:
            clock.move_to(max(now + MINUTE, self._next(until)))
            acted = len(self.acts)
            self._act(clock.now())
            if clock.now() >= self._looks_at or len(self.acts) > acted:
                self._looks_at = clock.now() + LONGEST
                self.stage.settle()
                self.history.note(clock.now())
            while self._sender.tick(clock.now()):
                pass
            for heard in self.transcript.listen():
                self._consider(heard)

    def _next(self, until: datetime) -> datetime:
        """Give the next instant at which there is something to do."""
        with self.stage.trellis.context.database.read() as work:
            nudge = work.nudges.next_due()
        return min(until, self._looks_at, *(due[0] for due in self._due[:1]), *([nudge] if nudge else []))

    def _plan_turns(self, one: One) -> None:
        coins = Random(f"{self._seed}/{one.person.id}")
        joins = self.began + timedelta(days=coins.uniform(0, SETTLES_IN))
        self._later(joins, partial(self._turn, one, Turn(0, "goal")))
        for turn in one.turns:
            at = self.began + timedelta(days=turn.day, hours=coins.uniform(8, 20))
            self._later(at, partial(self._turn, one, turn))

    def _later(self, at: datetime, do: Callable[[datetime], None]) -> None:
        hours = -(-(at - self.began) // HOUR)  # to a full hour, so that acts meet
        heapq.heappush(self._due, (self.began + hours * HOUR, next(self._order), do))

    def _act(self, now: datetime) -> None:
        while self._due and self._due[0][0] <= now:
            heapq.heappop(self._due)[2](now)

    def _consider(self, heard: Heard) -> None:
        """Let each receiver decide what to do with a message, and when."""
        for member_id in sorted(heard.to & self.ones.keys()):
            one = self.ones[member_id]
            about = heard.buttons[0][1] if heard.buttons else ""
            coins = Random(f"{self._seed}/{member_id}/{heard.occasion}/{about}")
            found = wish(one, heard, coins, Random(f"{self._seed}/{about}"))
            if found is None:
                continue
            value = heard.value(found.action) or ""
            if (member_id, heard.ts, value) in self._answered:
                continue
            self._answered.add((member_id, heard.ts, value))
            at = heard.at + timedelta(hours=found.after)
            self._later(at, partial(self._press, one, found.action, heard, value))

    def _press(self, one: One, action: Action, heard: Heard, value: str, now: datetime) -> None:
        actor = self._actor(one)
        if one.person.deleted or (action is Action.COVENANT_OPEN and self._is_proposed(actor, heard)):
            return
        message = next((each for each in actor.messages(heard.channel_id) if each.ts == heard.ts), None)
        act = message and hands.press(actor, action, message, value, now)
        if act:
            self.acts.append(act)
            for wait in WAITS if action in BEGINS else ():
                self._later(now + wait, self._look)

    def _look(self, now: datetime) -> None:
        self._looks_at = now

    def _is_proposed(self, actor: Actor, heard: Heard) -> bool:
        """Tell whether the card that somebody wanted to begin is there already; then they sign it instead."""
        if heard.value(Action.NOT_AGAIN) is not None or heard.value(Action.STAY) is not None:
            return False
        later = [each for each in actor.messages(heard.channel_id) if each.ts > heard.ts]
        return any("Our covenant" in each.text for each in later)

    def _turn(self, one: One, turn: Turn, now: datetime) -> None:
        actor = self._actor(one)
        if one.person.deleted:
            return
        match turn.does:
            case "deactivated":
                self.stage.slack.deactivate(actor.id)
                self.acts.append(Act(now, actor.id, turn.does))
            case "goal":
                self.acts.append(hands.state_goal(actor, one, now))
            case "leave-all" | "leave-one":
                self._leave(actor, turn.does, now)
            case "redesign":
                self._newest(actor, Action.COVENANT_OPEN, now)
            case "settings":
                self.acts.append(hands.settle_practice(actor, self.place.preset, now))
            case Action() as action:
                self._from_home(actor, action, now)
            case command:
                actor.command("/trellis", command)
                self.acts.append(Act(now, actor.id, command))

    def _leave(self, actor: Actor, what: str, now: datetime) -> None:
        actor.command("/trellis", "leave")
        shown = actor.ephemerals[-1]
        wanted = Action.LEAVE_PROGRAMME if what == "leave-all" else Action.LEAVE_PARTNERSHIP
        buttons = [item for block in shown.blocks for item in block.get("elements", []) if isinstance(item, dict)]
        value = next((each.get("value", "") for each in buttons if each.get("action_id") == wanted), None)
        act = None if value is None else hands.press(actor, wanted, shown, value, now)
        if act:
            self.acts.append(act)

    def _newest(self, actor: Actor, action: Action, now: datetime) -> None:
        """Press a button in the newest message that has it, if there is one."""
        try:
            actor.click(action, Where.MESSAGES)
        except NotPossibleError:
            return
        self.acts.append(Act(now, actor.id, action, errors=hands.see_through(actor)))

    def _from_home(self, actor: Actor, action: Action, now: datetime) -> None:
        """Open Home and press a button there, the first one if it is there for several partnerships."""
        home = actor.open_home()
        buttons = [one.element for one in interactive(home.view["blocks"])] if home else []
        value = next((str(one.get("value", "")) for one in buttons if one["action_id"] == action), None)
        if value is not None:
            actor.click(action, Where.HOME, value or None)
            self.acts.append(Act(now, actor.id, action, value, errors=hands.see_through(actor)))

    def _actor(self, one: One) -> Actor:
        return self.stage.slack.member(one.person.id)
