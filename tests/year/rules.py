"""The rules of practice section 6, reckoned anew from dates and attendance, without looking at how the bot does it.

Each rule says what may come and from when to when, and whether it surely must. Where the page leaves the day open, as
with cards that wait for one another, the span is as wide as the page allows.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import pairwise

from storage.records import EVERYONE
from storage.vocabulary import CheckInState, NudgeKind
from tests.year.dates import freshness, planning_anew, renewal
from tests.year.due import A_DAY, A_WEEK, CARD_SPAN, CARDS, TWELVE_WEEKS, Due, can_be_asked
from tests.year.facts import Facts, Story
from tests.year.held import amiss_between, held, is_amiss, is_arrival, is_first_of_spell
from tests.year.waits import partings, returns, silence, waiting


def due(facts: Facts) -> Iterator[Due]:
    """Give everything that the year called for."""
    for story in facts.stories.values():
        for rule in RULES:
            yield from rule(facts, story)
    yield from returns(facts)


def decay(facts: Facts, story: Story) -> Iterator[Due]:
    """Ask when two check-ins in a row were missed, let go or moved; surely if nothing at all changed that for days."""
    rows = [one for one in held(facts, story) if not is_arrival(story, one.row)]
    for before, last in pairwise(rows):
        spells = amiss_between(before), amiss_between(last)
        since = max(begin for begin, _ in spells)
        until = min(last.row.starts_at + CARD_SPAN + A_WEEK, *(end for _, end in spells))
        yield Due(NudgeKind.DECAY, story.row.id, EVERYONE, since, until, surely=False)
        if not (is_amiss(before) and is_amiss(last)):
            continue
        if before.missed_at and last.missed_at and is_first_of_spell(rows, before):
            known = max(before.missed_at, last.missed_at)
            calm = known + timedelta(days=4)
            undone = any(
                one.seen_at and known - A_WEEK <= one.seen_at <= calm
                for one in rows
                if one.row.local_date > before.row.local_date
            )
            crowded = any(
                heard.occasion
                and heard.occasion.subject_id == story.row.id
                and heard.occasion.kind in CARDS
                and abs(heard.at - known) < timedelta(days=8)
                for heard in facts.heard
            )
            sure = not undone and not crowded and last.row.state is not CheckInState.MOVED
            if sure and can_be_asked(facts, story, NudgeKind.DECAY, known, calm):
                yield Due(NudgeKind.DECAY, story.row.id, EVERYONE, known - A_DAY, known + CARD_SPAN, surely=True)


def milestones(facts: Facts, story: Story) -> Iterator[Due]:
    """Mark the first check-in kept by two, the sixth, and the first that lies a full cycle after the first."""
    kept = sorted((one for one in held(facts, story) if one.kept_at), key=lambda one: one.kept_at or facts.began)
    marked = set[str]()
    dates = list[date]()
    for one in kept:
        dates.append(one.row.local_date)
        reached = {"first"} | ({"sixth"} if len(dates) >= 6 else set())
        reached |= {"cycle"} if max(dates) - min(dates) >= TWELVE_WEEKS else set()
        for _ in reached - marked:
            assert one.kept_at
            end = story.row.ended_at or facts.ended
            if one.kept_at < end:
                late = one.kept_at + timedelta(minutes=30)
                yield Due(NudgeKind.MILESTONE, story.row.id, EVERYONE, one.kept_at, late, late < end)
        marked |= reached


Rule = Callable[[Facts, Story], Iterator[Due]]
RULES: tuple[Rule, ...] = (
    planning_anew,
    freshness,
    renewal,
    decay,
    silence,
    waiting,
    milestones,
    partings,
)
RULED = CARDS | {
    NudgeKind.UNANSWERED,
    NudgeKind.CONVENE,
    NudgeKind.UNSIGNED,
    NudgeKind.LAPSED,
    NudgeKind.MILESTONE,
    NudgeKind.PARTNER_LEFT,
    NudgeKind.WELCOME_BACK,
}
"""The kinds for which these rules say everything: nothing of them may come that no rule called for."""
