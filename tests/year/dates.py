"""Rules that follow from dates alone: recalibration, freshness, renewal and graduation (practice, section 6)."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

from matching.vocabulary import Cadence
from storage.vocabulary import NudgeKind
from tests.year.due import A_WEEK, CARD_SPAN, TWELVE_WEEKS, Due, card, months_later, morning, spans, there_by_then
from tests.year.facts import Facts, Story


def planning_anew(facts: Facts, story: Story) -> Iterator[Due]:
    """Ask on each recalibration date that was agreed when it came, surely unless partners plan anew by themselves."""
    seen = set[date]()
    for state, until in spans(story):
        on = state.terms.recalibrate_on
        since = max(morning(on, state), state.since)
        if on not in seen and since < until:
            seen.add(on)
            stayed = state.since <= since and since + CARD_SPAN <= until
            yield card(facts, story, NudgeKind.RECALIBRATION, since, stayed and on >= state.began_on)


def freshness(facts: Facts, story: Story) -> Iterator[Due]:
    """Ask three and six months after the first cycle began."""
    if state := next((one for one, _ in spans(story)), None):
        for months in (3, 6):
            at = there_by_then(story, morning(months_later(state.began_on, months), state))
            yield card(facts, story, NudgeKind.FRESHNESS, at, surely=True)


def renewal(facts: Facts, story: Story) -> Iterator[Due]:
    """Ask at the end of each twelve weeks, but at the end of the second for graduation."""
    turns = spans(story)
    for number in sorted({one.cycle for one, _ in turns}):
        state = next(one for one, _ in turns if one.cycle == number)
        kind = NudgeKind.GRADUATION if number == 2 else NudgeKind.RENEWAL
        at = there_by_then(story, morning(state.began_on + TWELVE_WEEKS, state))
        decided = min((one.since for one, _ in turns if one.cycle > number), default=datetime.max.replace(tzinfo=UTC))
        is_slow = any(one.terms.cadence is Cadence.QUARTERLY for one, _ in turns if one.since <= at + CARD_SPAN)
        yield card(facts, story, kind, at, decided > at + 2 * A_WEEK and not is_slow)
