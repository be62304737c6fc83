"""Twelve exercises of ten minutes, one a month, so that partners get better at what they do for one another."""

from dataclasses import dataclass
from datetime import date, timedelta

from bot.practice.rotation import months

DAY = 15
"""The day of the month, half-way between what else comes once a month."""
SETTLING_IN = timedelta(days=14)
"""How long new partners have enough to do with one another."""


@dataclass(frozen=True, slots=True)
class Exercise:
    """What to try in ten minutes, and why it is worth them."""

    title: str
    why: str
    steps: tuple[str, ...]


EXERCISES = (
    Exercise(
        "Listen without preparing an answer",
        "Most of us listen with half an ear while the other half looks for something to say.",
        (
            "One speaks for three minutes about what is on their mind. The others say nothing at all, not even yes.",
            "Then each says in one sentence what they heard, without adding to it.",
            "The speaker says what was missing. Then change over.",
        ),
    ),
    Exercise(
        "Ask what you do not know",
        "A question that holds its own answer is advice in disguise. An open one lets the other think.",
        (
            "One names something that is stuck, in a minute.",
            "For four minutes the others ask only questions that begin with what, how or when. The speaker may just "
            "think about them.",
            "The speaker says which question helped most. Then change over.",
        ),
    ),
    Exercise(
        "Say thank you for one thing",
        "Thanks that name what somebody did are believed; praise in general is soon forgotten.",
        (
            "Each takes a minute to remember something that a partner did here, however small.",
            "Say it in three parts: what you did, what it changed for me, thank you.",
            "Whoever is thanked answers only: thank you.",
        ),
    ),
    Exercise(
        "Make a promise smaller",
        "A commitment that is kept in a bad week is worth more than one that needs a good week.",
        (
            "Each reads out their present commitment.",
            "The others ask: what would be left of it in your worst week this month?",
            "Write down that smaller version beside the large one. Either of them counts as kept.",
        ),
    ),
    Exercise(
        "Feedback about one moment",
        "Feedback about a person is hard to use. Feedback about a moment can be tried out tomorrow.",
        (
            "Each asks for it: I would like to hear about the moment when I …",
            "The other says what they saw or heard, then what it did to them. No more than three sentences.",
            "Answer with a question or with thank you, and leave the rest for later. Then change over.",
        ),
    ),
    Exercise(
        "Disagree and stay together",
        "Partners who never disagree have stopped saying what they think.",
        (
            "Find something small on which you see things differently: a method, a book, an hour of the day.",
            "Each says the other's view until the other says: yes, that is what I mean.",
            "Only then say your own. You need not agree in the end.",
        ),
    ),
    Exercise(
        "What got in the way",
        "Excuses close a conversation. A plain account of what happened opens the next attempt.",
        (
            "Each picks something that did not happen as meant, this month or long ago.",
            "Tell it as a camera would have filmed it: where, when, what came first. No reasons, no blame.",
            "The others ask once: what would you change about that hour? Then leave it.",
        ),
    ),
    Exercise(
        "Ask for help",
        "People like to help and cannot guess with what. Asking is a skill, and it grows with use.",
        (
            "Each writes one request that can be answered with yes or no, and by when.",
            "Read it out. The others may say yes, no, or not like that but like this.",
            "A no is a good answer. Thank one another for it.",
        ),
    ),
    Exercise(
        "Look at the same thing from a year away",
        "What fills this week often looks different from a distance.",
        (
            "For two minutes each writes a letter from themselves in a year: what was worth the effort?",
            "Read it aloud, or only one sentence of it.",
            "The others ask: what in the coming week would that person be glad about?",
        ),
    ),
    Exercise(
        "Leave a silence",
        "The best thought often comes after the first answer, if nobody fills the gap.",
        (
            "One answers a question of their choice. When they stop, everybody waits for ten seconds.",
            "Ask once more: and what else? Wait again.",
            "Talk about what it was like to wait, and to be waited for. Then change over.",
        ),
    ),
    Exercise(
        "Notice what works",
        "We study what goes wrong and pass over what goes right, so it stays an accident.",
        (
            "Each tells of an hour in the last weeks that went better than usual.",
            "The others ask about the details until it is clear what you did for it yourself.",
            "Name one thing of it that you can do again on purpose.",
        ),
    ),
    Exercise(
        "Support that supports",
        "What helps one of us leaves another cold. It changes with time, so it is worth asking again.",
        (
            "Each finishes three sentences: when I am stuck, it helps me if you … / it does not help if … / you can "
            "tell that I am stuck when …",
            "The others say back the first one in their own words.",
            "If it differs from what your covenant says, change the covenant.",
        ),
    ),
)


def first_card(formed: date) -> date:
    """Give the day of the first card of partners who came together on a date."""
    settled = formed + SETTLING_IN
    if settled.day <= DAY:
        return settled.replace(day=DAY)
    year, month = divmod(months(settled) + 1, 12)
    return date(year, month + 1, DAY)


def exercise_of(formed: date, month: date) -> Exercise | None:
    """Give the exercise of a month: the next one each month, the first again after all twelve; None before the first.

    As a cycle is shorter than twelve months, none comes twice in one (practice, section 6).
    """
    turn = months(month) - months(first_card(formed))
    return EXERCISES[turn % len(EXERCISES)] if turn >= 0 else None
