"""Who plays: twelve people with their zones, goals and habits."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.sandbox.fields import Given
from bot.sandbox.world import Person


@dataclass(frozen=True, slots=True)
class Role:
    """One person of the story; `choices` are what they change in the goal modal."""

    person: Person
    goal: str
    commitment: str
    choices: Mapping[str, Given] = field(default_factory=dict)


SUPPORT = "Ask me what got in the way before you suggest anything."
SHARED: Mapping[str, Given] = {
    "missed_check_in": "Whoever cannot come says so, and we find another day in the same week.",
    "between_us": "Everything. What belongs to an employer is not spoken of.",
}
ASYNC: dict[str, Given] = {"formats": ["written", "recorded"]}
BIWEEKLY: dict[str, Given] = {"cadence": "biweekly"}


def _person(person_id: str, full_name: str, zone: str, is_admin: bool = False) -> Person:
    return Person(person_id, full_name.split()[0].lower(), full_name, zone, is_admin=is_admin)


CAST = (
    Role(
        _person("UANA", "Ana Petrova", "Europe/Berlin", is_admin=True),
        "Run three times a week until I can run ten kilometres without stopping",
        "I run on Tuesday, Thursday and Sunday, whatever the weather.",
    ),
    Role(
        _person("UBEN", "Ben Okafor", "Europe/London"),
        "Train for a 10 km race with three runs every week",
        "Three runs a week, and I send you the dates on Sunday.",
    ),
    Role(
        _person("UCHI", "Chidi Eze", "Africa/Lagos"),
        "Write one page of my novel every morning and finish the first draft",
        "One page before breakfast, five days a week.",
    ),
    Role(
        _person("UDAN", "Dana Weiss", "America/New_York"),
        "Finish the first draft of my novel, a page a day",
        "Five pages a week, good or bad.",
        {"parts": ["morning", "midday"]},
    ),
    Role(
        _person("UELI", "Eli Tremblay", "America/Toronto"),
        "Practise Spanish every day so that I can hold a conversation by winter",
        "Twenty minutes a day and one talk with a native speaker a week.",
        BIWEEKLY,
    ),
    Role(
        _person("UFAT", "Fatima Alaoui", "Africa/Casablanca"),
        "Learn enough Spanish to talk with my neighbours",
        "I learn thirty new sentences a week and use three of them.",
        BIWEEKLY,
    ),
    Role(
        _person("UGOR", "Goran Savic", "Europe/Belgrade"),
        "Publish my open source library with tests and documentation",
        "One chapter of the documentation every week.",
        ASYNC,
    ),
    Role(
        _person("UHAN", "Hana Mori", "Asia/Tokyo"),
        "Release the first version of my open source tool and write its docs",
        "One issue closed and one page written every week.",
        ASYNC,
    ),
    Role(
        _person("UINE", "Ines Duarte", "Europe/Lisbon"),
        "Put 300 euros aside every month and stop buying on impulse",
        "I write down every purchase on the day I make it.",
    ),
    Role(
        _person("UJON", "Jonas Lind", "Europe/Stockholm"),
        "Keep a household budget and save a fixed sum every month",
        "The budget is up to date every Friday.",
    ),
    Role(
        _person("UKIR", "Kiri Walker", "Pacific/Auckland"),
        "Ask for feedback after every talk I give and act on one point each time",
        "One talk a week, three people asked, one thing changed.",
        {"parts": ["early", "evening", "late"], "readable": "false"},
    ),
    Role(
        _person("ULUC", "Luca Romano", "Europe/Rome"),
        "Speak up in every team meeting and ask a colleague how it came across",
        "One remark in every meeting and one honest question afterwards.",
        {"parts": ["early", "morning", "evening"]},
    ),
)
