"""Check-ins as far as they count for the rules: who said what of each, and when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.slack.blocks.ids import Action
from storage.records import CheckIn
from storage.vocabulary import Attendance, CheckInState
from tests.year.facts import NEVER, Facts, Story

EARLIEST = timedelta(days=10)
ANSWERS = frozenset({Action.MET, Action.SEEN, Action.MISSED})


@dataclass(frozen=True, slots=True)
class Held:
    """A check-in as far as it counts for the rules: what was said of it first, and by whom nothing was said."""

    row: CheckIn
    kept_at: datetime | None
    """When a second of those who were there said so."""
    seen_at: datetime | None
    """When the first of those who were there said so."""
    missed_at: datetime | None
    """When somebody first said that it did not happen, or let it go."""


def held(facts: Facts, story: Story) -> list[Held]:
    """Put the answers beside each check-in that has begun, in the order of dates."""
    answers: Mapping[tuple[str, str], datetime] = {
        (act.value, act.member_id): act.at for act in reversed(facts.acts) if act.name in ANSWERS
    }
    let_go = {act.value: act.at for act in reversed(facts.acts) if act.name == Action.SKIP}
    found = list[Held]()
    for row in story.check_ins:
        name = f"{story.row.id}:{row.local_date}"
        there = sorted(
            answers[name, one]
            for one, said in row.attendance.items()
            if said is Attendance.ATTENDED and (name, one) in answers
        )
        not_there = sorted(
            answers[name, one]
            for one, said in row.attendance.items()
            if said is Attendance.MISSED and (name, one) in answers
        )
        skipped = let_go.get(name) if row.state is CheckInState.SKIPPED else None
        found.append(
            Held(
                row,
                there[1] if len(there) > 1 else None,
                there[0] if there else None,
                skipped or (not_there[0] if not_there else None),
            )
        )
    return found


def amiss_between(held: Held) -> tuple[datetime, datetime]:
    """Give from when to when a check-in looked amiss; one that was called off, from as early as that may have been."""
    if held.row.state is not CheckInState.PLANNED:
        return held.row.starts_at - EARLIEST, NEVER
    return held.missed_at or NEVER, held.seen_at or NEVER


def is_amiss(held: Held) -> bool:
    """Tell whether it looked amiss in the end."""
    since, until = amiss_between(held)
    return since < until == NEVER


def is_arrival(story: Story, row: CheckIn) -> bool:
    """Tell whether another check-in was moved to this one's date."""
    return any(one.moved_to == row.local_date and one.state is CheckInState.MOVED for one in story.check_ins)


def is_first_of_spell(rows: Sequence[Held], first: Held) -> bool:
    """Tell whether the one before it was not amiss."""
    at = rows.index(first)
    return at == 0 or not is_amiss(rows[at - 1])
