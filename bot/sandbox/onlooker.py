"""What one person sees of the workspace in their own client."""

from dataclasses import dataclass, field

from bot.sandbox import lookups, screen
from bot.sandbox.mrkdwn import Viewer
from bot.sandbox.world import Conversation, Json, Message, OpenView, Person, World

Values = dict[str, dict[str, Json]]


@dataclass
class Client:
    """What a person's own client keeps and never sends by itself."""

    errors: dict[str, dict[str, str]] = field(default_factory=dict)
    """Errors shown in a modal, by view id and block id."""
    choices: dict[str, Values] = field(default_factory=dict)
    """What was chosen in a message and not changed since, by message ts."""
    at_home: bool = False
    last_error: str | None = None
    """What went wrong with the latest act, in the words on the screen."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A modal or Home view as it stands on somebody's screen."""

    view: Json
    text: str
    errors: dict[str, str]

    @property
    def callback_id(self) -> str:
        """Give the id by which the bot knows this kind of view."""
        return str(self.view["callback_id"])


class Onlooker:
    """One person's eyes; everything is read from the workspace at the moment of asking."""

    def __init__(self, world: World, person_id: str) -> None:
        self.world = world
        self.id = person_id
        self.client = Client()
        self.viewer = Viewer(world, person_id)

    @property
    def person(self) -> Person:
        """Give the account."""
        return self.world.people[self.id]

    @property
    def last_error(self) -> str | None:
        """Give what the latest act showed as an error; None if all was well."""
        return self.client.last_error

    @property
    def dm(self) -> Conversation:
        """Give the DM with the bot, which every member has; nobody can write in it."""
        with self.world.lock:
            return lookups.with_members(self.world, frozenset({self.id, self.world.bot_user_id}))[0]

    @property
    def group_dms(self) -> list[Conversation]:
        """Give the group DMs that this person is in, oldest first."""
        return [place for place in self._places() if place.kind == "mpim"]

    @property
    def ephemerals(self) -> list[Message]:
        """Give the messages that only this person sees, oldest first."""
        return [message for message in self.messages() if message.visible_to]

    @property
    def modal(self) -> Shown | None:
        """Give the modal on top, if one is open."""
        top = self.top_view
        return self._shown(top.view) if top else None

    @property
    def home(self) -> Shown | None:
        """Give the Home tab, if the bot has published one."""
        published = self.world.homes.get(self.id)
        return self._shown(published.view) if published else None

    @property
    def top_view(self) -> OpenView | None:
        """Give the modal on top as the workspace holds it."""
        stack = self.world.modals.get(self.id)
        return stack[-1] if stack else None

    def messages(self, channel_id: str | None = None) -> list[Message]:
        """Give what this person can read, in one conversation or everywhere, oldest first."""
        with self.world.lock:
            found = [
                message
                for place in self._places()
                if channel_id in {None, place.id}
                for message in place.messages
                if message.visible_to in {None, self.id}
            ]
        return sorted(found, key=lambda message: tuple(map(int, message.ts.split("."))))

    def read(self, message: Message) -> str:
        """Give a message as it looks to this person."""
        return screen.text(message, self.viewer, self.client.choices.get(message.ts))

    def texts(self, channel_id: str | None = None) -> list[str]:
        """Give all messages as they look to this person, oldest first."""
        return [self.read(message) for message in self.messages(channel_id)]

    def _places(self) -> list[Conversation]:
        with self.world.lock:
            return [place for place in self.world.conversations.values() if self.id in place.members]

    def _shown(self, view: Json) -> Shown:
        errors = self.client.errors.get(view["id"], {})
        return Shown(view, screen.view(view, self.viewer, errors), errors)
