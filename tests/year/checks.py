"""What must hold of every message of a year; each check gives a sentence for every one that breaks it."""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date, timedelta

from bot.services.notices import UNBIDDEN
from bot.slack.blocks.ids import Action
from storage.vocabulary import NudgeKind
from tests.year.facts import Facts
from tests.year.meetings import CHANGES, MEETINGS
from tests.year.rulings import RULINGS
from tests.year.transcript import Heard

CALM = UNBIDDEN | {NudgeKind.PICK_TIME}
"""These come inside chosen hours; the last one follows from what the member did, so it may be a second one that day."""
FOUND = frozenset({NudgeKind.SUGGESTION, NudgeKind.UNMATCHED})
"""What looking brings; who asked for it gets it at once."""
ASKING = frozenset({Action.MATCH, "match", Action.THIRD_ASK})
"""Acts that ask for a partner, or for one more."""
SOON = timedelta(hours=1)
TOLD_AT_ONCE = frozenset({NudgeKind.PARTNER_LEFT})
"""That a partner has left is told at once, to those who pause as well (practice, section 6)."""
PARTING = frozenset({NudgeKind.FAREWELL})
"""Said in a group DM that somebody has just left, who still is in it."""
_MANY = r"(?:\d+|once|twice|two|three|four|five|six|seven|eight|nine|ten|second|third|fourth|fifth)"
_FAILED = (
    r"(?:miss(?:ed|es)?|fail(?:ed|ures?)?|skipped|unanswered|no[t]? answer\w*|did(?:n't| not) (?:come|meet|happen))"
)
FAILURES = re.compile(
    rf"\b{_MANY}\b[^.\n?]{{0,30}}\b{_FAILED}\b|\b{_FAILED}\b[^.\n?]{{0,30}}\b{_MANY}\b", re.IGNORECASE
)
"""A number beside a word for failing."""


def broken(facts: Facts) -> list[str]:
    """Give everything that should not have been, in the order of the checks."""
    return [f"{facts.name}: {check.__name__}: {each}" for check in CHECKS for each in check(facts)]


def nobody_is_nudged_while_away(facts: Facts) -> Iterator[str]:
    """Nothing comes while somebody is paused, has left or is deactivated, but for TOLD_AT_ONCE and PARTING."""
    for heard in _nudges(facts):
        for one in heard.to & facts.ones.keys():
            spell = facts.away(one, heard.at)
            if spell is None or _kind(heard) in (PARTING if spell.is_gone else TOLD_AT_ONCE | PARTING):
                continue
            if heard.is_dm or spell.is_gone:
                yield f"{_shown(heard)} to {one}, away from {spell.since:%F} to {spell.until:%F}"


def nobody_hears_of_a_partnership_that_they_left(facts: Facts) -> Iterator[str]:
    """Who left a partnership hears nothing about it any more, except the farewell and answers to their own acts."""
    for heard in _nudges(facts):
        story = facts.stories.get(heard.occasion.subject_id) if heard.occasion else None
        for one in heard.to if story else ():
            left = story.left_at.get(one) if story else None
            if left and left < heard.at and _kind(heard) not in PARTING:
                yield f"{_shown(heard)} to {one}, who left on {left:%F %R}"


def what_nobody_waits_for_comes_in_chosen_hours(facts: Facts) -> Iterator[str]:
    """A DM of CALM kinds lies inside the member's chosen days and hours, unless it answers what they asked for.

    All other DMs hang on a check-in, on an hour that the member named, or follow at once what somebody did.
    """
    for heard, one in _dms(facts, CALM):
        if not facts.suits(one, heard.at):
            yield f"{_shown(heard)} to {one} at {heard.at.astimezone(facts.zone(one)):%a %R} on their clock"


def one_unbidden_message_a_day(facts: Facts) -> Iterator[str]:
    """At most one DM of UNBIDDEN kinds on a local date, apart from what the member asked for."""
    days: dict[tuple[str, date], list[Heard]] = defaultdict(list)
    for heard, one in _dms(facts, UNBIDDEN):
        days[one, heard.at.astimezone(facts.zone(one)).date()].append(heard)
    for (one, day), several in sorted(days.items()):
        if len(several) > 1:
            yield f"{one} had {', '.join(map(_shown, several))} on {day}"


def no_message_counts_failures(facts: Facts) -> Iterator[str]:
    """No number stands beside a word for failing, in no text that anybody could read."""
    for text in facts.texts:
        if found := FAILURES.search(text):
            yield f"“{found[0]}”"


def no_message_comes_twice(facts: Facts) -> Iterator[str]:
    """One occurrence key brings one message, unless partners changed the terms, a time or who they are in between.

    What a member asked for is theirs: the weekly run may bring the same again on that day.
    """
    before: dict[tuple[str, str], Heard] = {}
    changes = [act.at for act in facts.acts if act.name in CHANGES]
    for heard in (one for one in _nudges(facts) if not _answers_a_request(facts, one)):
        first = before.get((heard.mark or "", heard.channel_id))
        if first and not any(first.at <= at <= heard.at for at in changes):
            yield f"{_shown(heard)} again, first at {first.at:%F %R}"
        before[heard.mark or "", heard.channel_id] = heard


def _dms(facts: Facts, kinds: Collection[NudgeKind]) -> Iterator[tuple[Heard, str]]:
    """Give the DMs of these kinds that answer no request, with their receivers."""
    for heard in _nudges(facts):
        if heard.is_dm and _kind(heard) in kinds and not _answers_a_request(facts, heard):
            yield from ((heard, one) for one in heard.to & facts.ones.keys())


def _answers_a_request(facts: Facts, heard: Heard) -> bool:
    """Tell whether it is what looking brought, for who asked to look just before."""
    return _kind(heard) in FOUND and any(
        act.member_id in heard.to and timedelta(0) <= heard.at - act.at < SOON
        for act in facts.acts
        if act.name in ASKING
    )


def _nudges(facts: Facts) -> Sequence[Heard]:
    return [heard for heard in facts.heard if heard.occasion]


def _kind(heard: Heard) -> NudgeKind:
    assert heard.occasion
    return heard.occasion.kind


def _shown(heard: Heard) -> str:
    return f"{_kind(heard)} of {heard.at:%F %R}"


CHECKS: tuple[Callable[[Facts], Iterator[str]], ...] = (
    *RULINGS,
    *MEETINGS,
    nobody_is_nudged_while_away,
    nobody_hears_of_a_partnership_that_they_left,
    what_nobody_waits_for_comes_in_chosen_hours,
    one_unbidden_message_a_day,
    no_message_counts_failures,
    no_message_comes_twice,
)
