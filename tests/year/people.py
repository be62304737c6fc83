"""Who lives the year, where, and by which habits."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from bot.sandbox.fields import Given
from bot.sandbox.world import Person
from bot.slack.blocks.ids import Action, Field
from storage.vocabulary import Preset

ZONES = ("Europe/Berlin", "America/New_York", "Australia/Sydney")
"""Their clocks change on different dates, and the last one's the other way round."""
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat")
SUBJECTS = (
    "Run three times a week until ten kilometres feel easy",
    "Write one page of the handbook every working day",
    "Learn enough Portuguese to order lunch and mean it",
    "Speak once in every planning round of the team",
    "Sort one drawer of the archive each week",
)


@dataclass(frozen=True, slots=True)
class Habit:
    """What somebody tends to do with what they receive; shares are between 0 and 1."""

    answers: float = 0.95
    """How often the question after a check-in is answered."""
    comes: float = 0.92
    """How often they would come to a check-in."""
    moves: float = 0.04
    skips: float = 0.03
    accepts: float = 0.9
    signs: float = 0.97
    wishes: tuple[Action, ...] = ()
    """Buttons that they press on a card of proposals, the dearest first; nothing else there."""


@dataclass(frozen=True, slots=True)
class Turn:
    """Something that somebody does of themselves, so many days after the beginning."""

    day: int
    does: str
    """A button of Home, a sub-command, or one of leave-all, leave-one, deactivated, redesign, goal, settings."""


@dataclass(frozen=True, slots=True)
class One:
    """A member with their habits, what they choose with their goal, and the turns of their year."""

    person: Person
    goal: str
    choices: Mapping[str, Given]
    habit: Habit
    turns: Sequence[Turn] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """A workspace: its name in figures, its default preset, who is in it."""

    name: str
    preset: Preset
    people: tuple[One, ...]


_STAYS = (Action.STAY, Action.CONTINUE_CYCLE, Action.GOAL_RENEW)
_HABITS: tuple[tuple[Habit, tuple[Turn, ...]], ...] = (
    (Habit(answers=1, comes=1, moves=0, skips=0, wishes=(Action.CONTINUE_CYCLE, Action.QUARTERLY)), ()),
    (Habit(answers=0.5, comes=0.8, wishes=_STAYS), (Turn(60, Action.ROTATE), Turn(110, Action.LINK_OPEN))),
    (Habit(answers=0.97, comes=0.7, wishes=(Action.HALVE_CADENCE, Action.CONTINUE_CYCLE, Action.REST)), ()),
    (Habit(moves=0.3, wishes=(Action.COVENANT_OPEN, Action.CONTINUE_CYCLE, Action.NEW_PARTNERS)), ()),
    (
        Habit(skips=0.25, wishes=(Action.CONTINUE_CYCLE, Action.QUARTERLY)),
        (Turn(63, Action.DAILY_OPEN), Turn(75, "circle @a @i @k")),
    ),
    (Habit(wishes=_STAYS), (Turn(50, "pause 2 weeks"), Turn(205, "pause 2 weeks"))),
    (Habit(wishes=_STAYS), (Turn(120, "leave-all"), Turn(170, "resume"), Turn(171, "goal"))),
    (Habit(wishes=_STAYS), (Turn(140, "deactivated"),)),
    (Habit(comes=0.65, wishes=(Action.NOT_AGAIN,)), ()),
    (Habit(answers=0.12, signs=1, wishes=(Action.STAY,)), ()),
    (Habit(wishes=(Action.REST,)), (Turn(220, "goal"),)),
    (Habit(accepts=0.3, wishes=_STAYS), (Turn(240, "leave-one"),)),
    (Habit(signs=0.2, wishes=_STAYS), ()),
    (Habit(wishes=(Action.THIRD_ASK, Action.CONTINUE_CYCLE, Action.NEW_PARTNERS)), (Turn(100, "redesign"),)),
    (Habit(answers=0.9, comes=0.6, wishes=(Action.LEAVE_PARTNERSHIP,)), (Turn(90, "pause 2 weeks"),)),
)
_WAYS: Mapping[Preset, Mapping[str, Given]] = MappingProxyType(
    {
        Preset.CORPORATE: {
            Field.CADENCE: "7-10-days",
            Field.FORMATS: ("call-30",),
            Field.SIZES: ("two", "three"),
            Field.PERIOD: "90",
        },
        Preset.PUBLIC_SERVICE: {
            Field.CADENCE: "biweekly",
            Field.FORMATS: ("circle-60",),
            Field.SIZES: ("circle", "three"),
            Field.PERIOD: "90",
        },
        Preset.MOVEMENT: {
            Field.CADENCE: "monthly",
            Field.FORMATS: ("call-30", "in-person"),
            Field.SIZES: ("two", "three", "circle"),
            Field.PERIOD: "90",
        },
        Preset.TECH: {
            Field.CADENCE: "weekly",
            Field.FORMATS: ("recorded",),
            Field.SIZES: ("two",),
            Field.PERIOD: "30",
        },
        Preset.GROWTH_POD: {
            Field.CADENCE: "biweekly",
            Field.FORMATS: ("circle-60",),
            Field.SIZES: ("three", "circle"),
            Field.PERIOD: "90",
        },
    }
)


def places() -> tuple[Place, ...]:
    """Give the four workspaces with fifteen people each, all fresh, since a year changes them."""
    return (
        place("corporate", Preset.CORPORATE),
        place("public-service", Preset.PUBLIC_SERVICE),
        place("movement", Preset.MOVEMENT),
        place("mixed", Preset.TECH, Preset.GROWTH_POD, Preset.CORPORATE),
    )


def place(name: str, *presets: Preset, people: int = len(_HABITS)) -> Place:
    """Give a workspace whose people practise in these ways by turns of five; the first one is its host."""
    return Place(name, presets[0], tuple(_people(name, presets, people)))


def _people(name: str, presets: Sequence[Preset], people: int) -> Iterator[One]:
    for number in range(people):
        habit, turns = _HABITS[number % len(_HABITS)]
        zone = ZONES[number % len(ZONES)]
        chosen = dict(_WAYS[presets[number * len(presets) // people]])
        parts = ("morning", "midday", "afternoon", "evening") if zone != ZONES[0] else ("early", "morning", "afternoon")
        choices = chosen | {Field.DAYS: DAYS[: 5 + number % 2], Field.PARTS: (*parts, "late")}
        letter = chr(ord("A") + number)
        person = Person(f"U{letter}{name[:2].upper()}", letter.lower(), f"{letter}. {name.title()}", zone=zone)
        goal = f"{SUBJECTS[number % len(SUBJECTS)]}, for {name}"
        yield One(replace(person, is_admin=number == 0), goal, choices, habit, turns)
