"""What people do when they look at Slack: answer suggestions, write and sign covenants, say whether they met."""

from datetime import datetime, timedelta
from random import Random

from bot.sandbox.actor import Actor
from bot.sandbox.demo.cast import SHARED, SUPPORT, Role
from bot.sandbox.demo.teller import Teller
from bot.sandbox.elements import NotPossibleError, interactive
from bot.sandbox.spots import Where
from bot.sandbox.world import Message

ANSWERS = ("met",) * 8 + ("missed", "move_open")
"""Most check-ins happen; some do not, some are moved."""
SAID = {"met": "we met.", "missed": "it did not happen.", "move_open": "we moved it."}


class Player:
    """One person with their habits; chance is a seeded generator."""

    def __init__(self, actor: Actor, role: Role, chance: Random, teller: Teller) -> None:
        self.actor = actor
        self.role = role
        self._chance = chance
        self._teller = teller
        self._read: set[tuple[str, str | None]] = set()
        self._done: set[str] = set()
        self.declines = 0

    @property
    def name(self) -> str:
        """Give the first name."""
        return self.actor.person.real_name.split()[0]

    def state_goal(self) -> None:
        """State the goal through the command and its modal."""
        self.actor.command("/trellis", "goal")
        self.actor.fill({"goal": self.role.goal, **self.role.choices})
        self._submit()
        if self.actor.modal:
            self._submit()
            self._teller.aside(f"{self.name} reads a hint and keeps the goal as it is.")
        self._teller.say(f"{self.name} ({self.actor.person.zone}): “{self.role.goal}”")

    def look(self, now: datetime) -> None:
        """Read what is new and do what it asks for."""
        for channel in [self.actor.dm, *self.actor.group_dms]:
            for message in self.actor.messages(channel.id):
                if (version := (message.ts, message.edited_ts)) not in self._read:
                    self._read.add(version)
                    self._teller.read(self.actor, message.text, self.actor.read(message))
        for act in (self._answer_suggestion, self._write_covenant, self._sign, self._attend, self._renew):
            act(now)

    def _answer_suggestion(self, _now: datetime) -> None:
        if not self._can("suggestion_yes"):
            return
        if self.declines:
            self.declines -= 1
            self._press("suggestion_no")
            self._teller.aside(f"{self.name} says: not this time. Nobody is told.")
        else:
            self._press("suggestion_yes")
            self._teller.aside(f"{self.name} says yes.")

    def _write_covenant(self, _now: datetime) -> None:
        for message in self._with_button("covenant_open", self._in_groups()):
            asked = f"{self.actor.person.real_name}, would you make the first move" in self.actor.read(message)
            if asked and message.ts not in self._done:
                self._done.add(message.ts)
                self.actor.click("covenant_open", message)
                self.actor.fill(commitment=self.role.commitment, support_style=SUPPORT)
                self._submit()
                self.actor.fill(SHARED)
                self._submit()
                self._teller.aside(f"{self.name} proposes a covenant.")

    def _sign(self, _now: datetime) -> None:
        for message in self._with_button("covenant_sign", self._in_groups()):
            if f"@{self.actor.person.real_name} · signed" in self.actor.read(message):
                continue
            self.actor.click("covenant_sign", message)
            if self.actor.modal:
                self.actor.fill(commitment=self.role.commitment, support_style=SUPPORT)
                self._submit()
            self._teller.aside(f"{self.name} signs the covenant.")

    def _attend(self, now: datetime) -> None:
        for message in self._with_button("met", self.actor.messages(self.actor.dm.id)):
            if message.ts in self._done:
                continue
            self._done.add(message.ts)
            answer, asked = self._chance.choice(ANSWERS), self.actor.read(message)
            if answer == "move_open":
                self._move(message, now)
            else:
                self.actor.click(answer, message)
            counts = self.actor.read(message) != asked
            self._teller.aside(f"{self.name}: {SAID[answer] if counts else 'it is settled already.'}")

    def _move(self, message: Message, now: datetime) -> None:
        """Move a check-in by a few days, to the first on which there is none yet."""
        self.actor.click("move_open", message)
        for days in (2, 3, 4):
            if self.actor.modal:
                self.actor.fill(first_on=now.date() + timedelta(days=days))
                self.actor.submit()
        if self.actor.modal:
            self.actor.close()

    def _renew(self, _now: datetime) -> None:
        if self._can("goal_renew"):
            self._press("goal_renew")
            self._teller.aside(f"{self.name} renews the goal.")

    def _in_groups(self) -> list[Message]:
        return [one for channel in self.actor.group_dms for one in self.actor.messages(channel.id)]

    def _with_button(self, action: str, messages: list[Message]) -> list[Message]:
        return [one for one in messages if any(item.action_id == action for item in interactive(one.blocks))]

    def _submit(self) -> None:
        if not self.actor.submit():
            raise RuntimeError(f"{self.name} could not submit: {self.actor.modal}")

    def _press(self, action: str) -> None:
        self.actor.click(action, Where.MESSAGES)
        if self.actor.last_error:
            raise RuntimeError(f"{self.name} pressed {action}: {self.actor.last_error}")

    def _can(self, action: str) -> bool:
        try:
            self.actor.aim(action, Where.MESSAGES)
        except NotPossibleError:
            return False
        return True
