"""What a rule calls for: a kind of message, for whom, and from when to when."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.slack.blocks.ids import Action
from storage.records import EVERYONE
from storage.vocabulary import NudgeKind
from tests.year.facts import Facts, Story
from tests.year.history import State

A_DAY = timedelta(days=1)
A_WEEK = timedelta(weeks=1)
TWELVE_WEEKS = timedelta(weeks=12)
CARD_SPAN = timedelta(weeks=5)
"""Cards wait for more important ones, a week for each of four."""
CARDS = frozenset(
    {
        NudgeKind.DECAY,
        NudgeKind.RECALIBRATION,
        NudgeKind.FRESHNESS,
        NudgeKind.RENEWAL,
        NudgeKind.GRADUATION,
    }
)
"""Proposals to a partnership, each of which it can decline for the rest of its cycle."""
LATEST_LOOK = timedelta(hours=1)
"""So much later than at the very moment the play may let the worker look."""


@dataclass(frozen=True, slots=True)
class Due:
    """Something that may come once between two instants, and if `surely` has to."""

    kind: NudgeKind
    subject_id: str
    to: str
    since: datetime
    until: datetime
    surely: bool


def card(facts: Facts, story: Story, kind: NudgeKind, at: datetime, surely: bool) -> Due:
    """Make a card due from an instant on, surely unless something stands in its way."""
    until = at + CARD_SPAN
    sure = surely and can_be_asked(facts, story, kind, at, until)
    return Due(kind, story.row.id, EVERYONE, at, until, sure)


def can_be_asked(facts: Facts, story: Story, kind: NudgeKind, since: datetime, until: datetime) -> bool:
    """Tell whether nothing stood in the way all the while: an end, a wish not to be asked, somebody away."""
    end = min(story.row.ended_at or facts.ended, facts.ended)
    if not story.states or story.states[0].since > since or until > end:
        return False
    there = [one for one in story.members_at(until) if not is_away_between(facts, one, since, until)]
    return len(there) >= 2 and not any(at <= until for at in silenced(facts, story, kind, since, until))


def silenced(facts: Facts, story: Story, kind: NudgeKind, since: datetime, until: datetime) -> list[datetime]:
    """Give when partners asked not to be asked this again in a cycle that lies, or lasts, between two instants."""
    cycles = {state.cycle for state, end in spans(story) if state.since <= until and since <= end}
    wanted = {f"{story.row.id}:{kind}:{cycle}" for cycle in cycles}
    return [act.at for act in facts.acts if act.name == Action.NOT_AGAIN and act.value in wanted]


def is_away_between(facts: Facts, member_id: str, since: datetime, until: datetime) -> bool:
    """Tell whether a member was away at any time between."""
    return any(one.since < until and since < one.until for one in facts.spells[member_id])


def spans(story: Story) -> Sequence[tuple[State, datetime]]:
    """Give each state with the instant at which it ended."""
    end = story.row.ended_at or datetime.max.replace(tzinfo=UTC)
    following = [one.since for one in story.states[1:]]
    return list(zip(story.states, [*following, end], strict=True)) if story.states else []


def morning(on: date, state: State) -> datetime:
    """Give the beginning of a local date."""
    return datetime.combine(on, time(), ZoneInfo(state.terms.zone)).astimezone(UTC)


def there_by_then(story: Story, at: datetime) -> datetime:
    """Give the same morning in the zone of the terms that hold by then."""
    on, state = (at + timedelta(hours=12)).date(), story.state_at(at)
    return morning(on, state) if state else at


def months_later(on: date, months: int) -> date:
    """Give the same day some months later, or the last one of a month that has none."""
    year, month = divmod(on.year * 12 + on.month - 1 + months, 12)
    return date(year, month + 1, min(on.day, monthrange(year, month + 1)[1]))
