"""Everything that one look at the page shows, as plain values for the templates."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from markupsafe import Markup

from bot.sandbox.actor import Actor
from bot.sandbox.page.fields import Drawn, drawn
from bot.sandbox.page.markup import mrkdwn
from bot.sandbox.page.places import Place, places
from bot.sandbox.page.playground import Playground
from bot.sandbox.world import File, Json, Message, Person

TONES = 6
"""Colours of the round signs that stand for people; the stylesheet has as many."""


@dataclass(frozen=True, slots=True)
class Face:
    """Somebody as others see them: name, initials and a colour."""

    name: str
    initials: str
    tone: str


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody whom a newcomer can be; `local` is the time on their clock."""

    id: str
    face: Face
    role: str
    zone: str
    local: str
    unread: int


@dataclass(frozen=True, slots=True)
class Post:
    """One message as a person sees it; `text` is set where it has no blocks."""

    ts: str
    face: Face
    is_app: bool
    at: str
    text: Markup
    blocks: list[Json]
    files: list[File]
    is_private: bool
    is_pinned: bool
    is_edited: bool


@dataclass(frozen=True, slots=True)
class Day:
    """The messages of one day on the reader's clock."""

    name: str
    posts: list[Post]


@dataclass(frozen=True, slots=True)
class Window:
    """The modal on top and its inputs by block id."""

    view: Json
    inputs: dict[str, Drawn]


@dataclass(frozen=True, slots=True)
class Frame:
    """What surrounds the place that is looked at; `run` names the instant of the next suggestions."""

    me: Seat
    seats: list[Seat]
    places: list[Place]
    clock: str
    run: str
    note: str | None
    window: Window | None


def frame(playground: Playground, actor: Actor) -> Frame:
    """Look around as one person; takes the note of their latest act with it."""
    run, zone = playground.next_run(), playground.workspace().run_zone
    return Frame(
        me=_seat(playground, actor),
        seats=[_seat(playground, one) for one in playground.people()],
        places=places(playground, actor),
        clock=f"{_day(playground.now, 'UTC')}, {playground.now:%H:%M} UTC",
        run=f"{run.astimezone(ZoneInfo(zone)):%A %H:%M}",
        note=playground.take_note(actor),
        window=_window(actor),
    )


def days(actor: Actor, channel_id: str) -> list[Day]:
    """Give a conversation as this person sees it, oldest first."""
    zone = actor.person.zone
    found = groupby(actor.messages(channel_id), key=lambda message: _day(_instant(message), zone))
    return [Day(name, [_post(actor, one) for one in messages]) for name, messages in found]


def _window(actor: Actor) -> Window | None:
    modal = actor.modal
    return Window(modal.view, drawn(modal, actor.world)) if modal else None


def _seat(playground: Playground, actor: Actor) -> Seat:
    person = actor.person
    local = playground.now.astimezone(ZoneInfo(person.zone))
    role = ", ".join(_roles(person))
    return Seat(person.id, _face(person), role, person.zone, f"{local:%a %H:%M}", playground.unread(actor))


def _roles(person: Person) -> Iterator[str]:
    if person.is_admin:
        yield "host"
    if person.is_restricted or person.is_ultra_restricted:
        yield "guest"
    if person.deleted:
        yield "deactivated"


def _face(person: Person) -> Face:
    initials = "".join(part[0] for part in person.real_name.split()[:2]).upper()
    return Face(person.real_name, initials, f"tone-{sum(map(ord, person.id)) % TONES}")


def _post(actor: Actor, message: Message) -> Post:
    at = _instant(message).astimezone(ZoneInfo(actor.person.zone))
    return Post(
        ts=message.ts,
        face=Face("Trellis", "T", "tone-app") if message.by_bot else _face(actor.world.people[message.user]),
        is_app=message.by_bot,
        at=f"{at:%H:%M}",
        text=Markup() if message.blocks else mrkdwn(message.text, actor.viewer),
        blocks=message.blocks,
        files=message.files,
        is_private=message.visible_to is not None,
        is_pinned=message.ts in actor.world.conversations[message.channel].pins,
        is_edited=message.edited_ts is not None,
    )


def _instant(message: Message) -> datetime:
    return datetime.fromtimestamp(float(message.ts), UTC)


def _day(at: datetime, zone: str) -> str:
    local = at.astimezone(ZoneInfo(zone))
    return f"{local:%A} {local.day} {local:%B} {local.year}"
