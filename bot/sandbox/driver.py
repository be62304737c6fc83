"""The whole sandbox as a test or a demo holds it: a workspace, its people, and a line to the bot."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Self
from urllib.parse import urljoin

from bot.sandbox import events
from bot.sandbox.actor import Actor
from bot.sandbox.clock import Clock
from bot.sandbox.delivery import PATIENCE, Acknowledgement, Delivery, Mode
from bot.sandbox.events import Events
from bot.sandbox.faults import Faults
from bot.sandbox.http_delivery import HttpDelivery, post
from bot.sandbox.line import Line
from bot.sandbox.pings import pings
from bot.sandbox.server import Server
from bot.sandbox.socket_delivery import SocketDelivery
from bot.sandbox.sockets import Sockets
from bot.sandbox.world import Conversation, Message, Person, World


class Slack:
    """A workspace with a #general channel; serves from `with` on. `patience` is in seconds of real time."""

    def __init__(
        self,
        people: Iterable[Person],
        start: datetime | None = None,
        mode: Mode = Mode.HTTP,
        port: int = 0,
        patience: float = PATIENCE,
    ) -> None:
        self.world = World(Clock(start))
        self.clock = self.world.clock
        self.sockets = Sockets(self.world)
        self.server = Server(self.world, port, self.sockets)
        self._patience = patience
        self._url = ""
        self._line = Line(self.world, self._response_url)
        self._line.delivery = SocketDelivery(self.sockets, patience) if mode is Mode.SOCKET else None
        self._events = Events(self._line)
        self._actors: dict[str, Actor] = {}
        self._settle(people)

    def __enter__(self) -> Self:
        self.server.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.server.stop()

    @property
    def base_url(self) -> str:
        """Give the Web API's address as slack_sdk's `base_url` takes it."""
        return self.server.base_url

    @property
    def faults(self) -> Faults:
        """Give the faults that the Web API can be asked to show."""
        return self.server.faults

    def connect(self, url: str) -> None:
        """Name the bot's request URL for HTTP."""
        self._url = url
        self.deliver_by(HttpDelivery(url, self.world.signing_secret, self._patience))

    def deliver_by(self, delivery: Delivery) -> None:
        """Take another way to the bot."""
        self._line.delivery = delivery

    def member(self, person_id: str) -> Actor:
        """Give the person who acts; KeyError for an unknown id."""
        person = self.world.people[person_id]
        return self._actors.setdefault(person.id, Actor(self._line, self._events, person.id))

    def pings(self, message: Message) -> set[str]:
        """Give whom a message mentions: ids, or channel, here, everyone."""
        return pings(message)

    def retry_due_events(self) -> list[Acknowledgement]:
        """Send again the unacknowledged events whose time has come."""
        return self._events.retry_due()

    def raw_post(self, path: str, body: bytes, headers: Mapping[str, str]) -> Acknowledgement:
        """Post anything at all to the connected HTTP bot, unsigned unless the headers sign it."""
        return post(urljoin(self._url, path), body, headers, self._patience)

    def join(self, person: Person) -> Actor:
        """Let somebody join the workspace, and tell the bot."""
        self._settle([person])
        self._events.send(events.team_join(self.world, person))
        return self.member(person.id)

    def deactivate(self, person_id: str) -> None:
        """Deactivate an account, and tell the bot."""
        self.world.people[person_id].deleted = True
        self._events.send(events.user_change(self.world, self.world.people[person_id]))

    def change_zone(self, person_id: str, zone: str) -> None:
        """Move a person to another time zone, and tell the bot."""
        self.world.people[person_id].zone = zone
        self._events.send(events.user_change(self.world, self.world.people[person_id]))

    def change_profile(self, person_id: str, field_id: str, value: str) -> None:
        """Fill in a custom field of a person's profile, and tell the bot."""
        self.world.people[person_id].fields[field_id] = value
        self._events.send(events.user_change(self.world, self.world.people[person_id]))

    def revoke_tokens(self) -> None:
        """Make the bot's token worthless, and tell the bot."""
        self.world.installed = False
        self._events.send(events.tokens_revoked(self.world))

    def uninstall(self) -> None:
        """Remove the app, and tell the bot both events that Slack sends then."""
        self.revoke_tokens()
        self._events.send(events.app_uninstalled(self.world))

    def _response_url(self, person_id: str, channel_id: str, message_ts: str | None) -> str:
        return self.server.origin + self.server.response_urls.issue(person_id, channel_id, message_ts)

    def _settle(self, people: Iterable[Person]) -> None:
        with self.world.lock:
            self.world.add(people)
            everyone = frozenset(self.world.people)
            general = self.world.conversations.setdefault(
                self.world.general_id, Conversation(self.world.general_id, everyone, "channel", "general")
            )
            general.members = everyone
