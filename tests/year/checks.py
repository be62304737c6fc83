"""What must hold of every message of a year; each check gives a sentence for every one that breaks it."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta

from bot.services.notices import UNBIDDEN
from bot.slack.blocks.ids import Action
from storage.vocabulary import Attendance, NudgeKind
from tests.year.facts import Facts
from tests.year.transcript import Heard

WITH_THE_RUN = frozenset({NudgeKind.SUGGESTION, NudgeKind.UNMATCHED})
"""These come when the host's weekly run is, or when the member asked for one."""
CALM = UNBIDDEN - WITH_THE_RUN
"""These come inside the hours that the member chose. All other DMs hang on a check-in, on an hour that the member
named, or follow at once what somebody did."""
TOLD_AT_ONCE = frozenset({NudgeKind.PARTNER_LEFT})
"""That a partner has left is told at once, to those who pause as well (practice, section 6)."""
PARTING = frozenset({NudgeKind.FAREWELL})
"""Said in a group DM that somebody has just left, who still is in it."""
A_MOMENT = timedelta(minutes=2)
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
    """A DM of CALM kinds lies inside the member's chosen days and hours, on their own clock."""
    for heard in _nudges(facts):
        if not heard.is_dm or _kind(heard) not in CALM:
            continue
        for one in heard.to & facts.ones.keys():
            if not facts.suits(one, heard.at):
                yield f"{_shown(heard)} to {one} at {heard.at.astimezone(facts.zone(one)):%a %R} on their clock"


def one_unbidden_message_a_day(facts: Facts) -> Iterator[str]:
    """At most one DM of UNBIDDEN kinds on a local date, apart from what the member asked for."""
    days: dict[tuple[str, date], list[Heard]] = defaultdict(list)
    asked = [(act.member_id, act.at) for act in facts.acts if act.name in {Action.MATCH, "match"}]
    for heard in _nudges(facts):
        for one in heard.to if heard.is_dm and _kind(heard) in UNBIDDEN else ():
            wanted = any(who == one and timedelta(0) <= heard.at - at < A_MOMENT for who, at in asked)
            if not (wanted and _kind(heard) in WITH_THE_RUN):
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
    """One occurrence key brings one message, unless partners changed the terms, a time or who they are in between."""
    before: dict[tuple[str, str], Heard] = {}
    changes = [act.at for act in facts.acts if act.name in CHANGES]
    for heard in _nudges(facts):
        first = before.get((heard.mark or "", heard.channel_id))
        if first and not any(first.at <= at <= heard.at for at in changes):
            yield f"{_shown(heard)} again, first at {first.at:%F %R}"
        before[heard.mark or "", heard.channel_id] = heard


def answers_are_kept_as_given(facts: Facts) -> Iterator[str]:
    """The attendance in the rows is what members pressed, and nothing else."""
    names = {Action.MET: Attendance.ATTENDED, Action.SEEN: Attendance.ATTENDED, Action.MISSED: Attendance.MISSED}
    pressed: dict[tuple[str, str], set[Attendance]] = defaultdict(set)
    for act in facts.acts:
        if act.name in names:
            pressed[act.value, act.member_id].add(names[Action(act.name)])
    for story in facts.stories.values():
        for check_in in story.check_ins:
            for one, said in check_in.attendance.items():
                if said not in pressed[f"{story.row.id}:{check_in.local_date}", one]:
                    yield f"{one} never said {said} of {check_in.local_date}"


def check_ins_are_nudged_at_their_times(facts: Facts) -> Iterator[str]:
    """AT_HOUR comes at the start and AFTER at the end of a check-in that is planned; DAY_BEFORE at most a day ahead."""
    for heard in _nudges(facts):
        story = facts.stories.get(heard.occasion.subject_id) if heard.occasion else None
        if story is None or heard.occasion is None or _kind(heard) not in AROUND:
            continue
        row = next((one for one in story.check_ins if str(one.local_date) == heard.occasion.on), None)
        if row is None:
            if not _was_dropped(facts, heard):
                yield f"{_shown(heard)} of no check-in"
            continue
        early, late = AROUND[_kind(heard)](timedelta(minutes=row.minutes))
        moved = any(act.name in CHANGES and act.at >= heard.at - timedelta(days=3) for act in facts.acts)
        if not row.starts_at + early <= heard.at <= row.starts_at + late and not moved:
            yield f"{_shown(heard)} for {row.starts_at:%F %R}"


def everybody_is_asked_whether_they_met(facts: Facts) -> Iterator[str]:
    """Each check-in that stayed planned and is over was asked about, of everybody who took part and had not said."""
    asked = {
        (heard.occasion.subject_id, heard.occasion.on, one)
        for heard in _nudges(facts)
        if heard.occasion and heard.occasion.kind is NudgeKind.AFTER
        for one in heard.to
    }
    for story in facts.stories.values():
        for row in story.check_ins:
            over = row.starts_at + timedelta(minutes=row.minutes)
            if row.state != "planned" or over > facts.ended - A_MOMENT or (story.row.ended_at or over) < over:
                continue
            there = [one for one in story.members_at(over) if not facts.away(one, over)]
            for one in there if len(there) > 1 else ():
                if one not in row.attendance and (story.row.id, str(row.local_date), one) not in asked:
                    yield f"{one} was not asked about {row.starts_at:%F %R}"


def _was_dropped(facts: Facts, heard: Heard) -> bool:
    """Tell whether partners signed other terms, or parted, after they were told of a check-in."""
    names = {Action.COVENANT_SIGN, Action.LEAVE_PARTNERSHIP, Action.LEAVE_PROGRAMME, "deactivated", *CHANGES}
    return any(act.name in names and heard.at <= act.at for act in facts.acts)


def _nudges(facts: Facts) -> Sequence[Heard]:
    return [heard for heard in facts.heard if heard.occasion]


def _kind(heard: Heard) -> NudgeKind:
    assert heard.occasion
    return heard.occasion.kind


def _shown(heard: Heard) -> str:
    return f"{_kind(heard)} of {heard.at:%F %R}"


CHANGES = frozenset(
    {
        Action.COVENANT_OPEN,
        Action.COVENANT_SIGN,
        Action.HALVE_CADENCE,
        Action.MOVE_OPEN,
        Action.MOVE_AGREE,
        Action.LEAVE_PARTNERSHIP,
        Action.LEAVE_PROGRAMME,
        Action.INVITATION_YES,
        "deactivated",
    }
)
"""Acts after which a time, terms or the people are other ones."""
Around = Callable[[timedelta], tuple[timedelta, timedelta]]
AROUND: dict[NudgeKind, Around] = {
    NudgeKind.DAY_BEFORE: lambda _length: (timedelta(hours=-25), timedelta(0)),
    NudgeKind.AT_HOUR: lambda length: (timedelta(0), max(length, timedelta(minutes=30))),
    NudgeKind.AFTER: lambda length: (length, length + timedelta(hours=48)),
}
"""From when to when, reckoned from the start, each nudge of a check-in may come."""
CHECKS: tuple[Callable[[Facts], Iterator[str]], ...] = (
    nobody_is_nudged_while_away,
    nobody_hears_of_a_partnership_that_they_left,
    what_nobody_waits_for_comes_in_chosen_hours,
    one_unbidden_message_a_day,
    no_message_counts_failures,
    no_message_comes_twice,
    answers_are_kept_as_given,
    check_ins_are_nudged_at_their_times,
    everybody_is_asked_whether_they_met,
)
