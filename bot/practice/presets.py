"""The five ways of practising, as data (practice, section 2)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from matching.vocabulary import Cadence, Format, Period, Size
from storage.vocabulary import Preset

FOUR_QUESTIONS = ("What did I intend?", "What happened?", "What did I learn?", "What do I intend now?")


@dataclass(frozen=True, slots=True)
class Way:
    """What a preset proposes to members and partners; they may change every term."""

    label: str
    sizes: frozenset[Size]
    cadence: Cadence
    minutes: int
    format: Format
    period: Period
    agenda: tuple[str, ...]
    """What each says in turn, or answers, at a check-in."""
    listening: str
    """What the others do meanwhile."""
    minutes_each: int | None = None
    """Speaking time of each, in minutes, where a round is kept."""
    move_within: timedelta | None = None
    """How soon a check-in that is called off is to be held after all."""
    writes_mid_month: bool = False
    """Whether each writes two or three sentences between two check-ins."""
    is_traded: bool = False
    """Whether each leaves a recording in their own time, and the other says that they have seen it."""


WAYS: Mapping[Preset, Way] = {
    Preset.CORPORATE: Way(
        label="Parallel work: a short call every 7 to 10 days",
        sizes=frozenset({Size.TWO, Size.THREE}),
        cadence=Cadence.SEVEN_TO_TEN_DAYS,
        minutes=30,
        format=Format.CALL_30,
        period=Period.DAYS_30,
        agenda=("What did I say I would do?", "What was blocked, or surprised me?", "What is my step for next week?"),
        listening="Whoever listens asks first, before suggesting anything.",
        move_within=timedelta(hours=48),
    ),
    Preset.PUBLIC_SERVICE: Way(
        label="Front-line circle: an hour every two weeks, in rounds",
        sizes=frozenset({Size.CIRCLE}),
        cadence=Cadence.BIWEEKLY,
        minutes=60,
        format=Format.CIRCLE_60,
        period=Period.DAYS_90,
        agenda=("The shift in how I work that I am trying, and what happened with it since we met.",),
        listening='Nobody interrupts. Listeners answer only "Thank you" or "What did you notice about how that went?"',
        minutes_each=8,
    ),
    Preset.MOVEMENT: Way(
        label="Organisers: once a month, and a few lines in between",
        sizes=frozenset({Size.TWO, Size.THREE, Size.CIRCLE}),
        cadence=Cadence.MONTHLY,
        minutes=45,
        format=Format.CALL_30,
        period=Period.DAYS_90,
        agenda=("What did I commit to?", "What got in the way, if anything?", "What do I commit to now?"),
        listening="A missed commitment needs no defence: name what got in the way, then reset.",
        writes_mid_month=True,
    ),
    Preset.TECH: Way(
        label="Building and learning: recordings traded every week",
        sizes=frozenset({Size.TWO}),
        cadence=Cadence.WEEKLY,
        minutes=20,
        format=Format.RECORDED,
        period=Period.DAYS_30,
        agenda=("What am I building or learning?", "What happened since the last one?", "What comes next?"),
        listening='Take in the other\'s recording when it suits you, then press "Seen".',
        is_traded=True,
    ),
    Preset.GROWTH_POD: Way(
        label="Growth circle: every two weeks, the four questions",
        sizes=frozenset({Size.THREE, Size.CIRCLE}),
        cadence=Cadence.BIWEEKLY,
        minutes=60,
        format=Format.CIRCLE_60,
        period=Period.DAYS_90,
        agenda=FOUR_QUESTIONS,
        listening="Whoever listens asks, and does not advise.",
        minutes_each=20,
    ),
}
