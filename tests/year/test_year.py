"""Twelve weeks of one workspace, as `make year` lives the whole year of four; and that the checks would notice."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.slack.blocks.ids import Action
from storage.vocabulary import NudgeKind
from tests.year.checks import broken
from tests.year.conftest import PEOPLE, WEEKS
from tests.year.facts import NEVER, Facts, Spell
from tests.year.hands import Act
from tests.year.live import told
from tests.year.transcript import Heard, Occasion

AT_NIGHT = datetime(2027, 3, 3, 2, 0, tzinfo=UTC)
"""Three in the morning in Berlin, where the first member lives."""


def test_nothing_is_said_that_should_not_have_been(facts: Facts) -> None:
    assert broken(facts) == []


def test_partnerships_form_and_keep_meeting(facts: Facts) -> None:
    report = told(facts, started=0)
    assert report.partnerships >= PEOPLE // 2
    assert report.kinds["after"] > WEEKS
    assert any(line.count("k") > WEEKS // 3 for line in report.lines)


def _of(facts: Facts, kind: NudgeKind) -> Heard:
    return next(one for one in facts.heard if one.occasion and one.occasion.kind is kind)


def _with(facts: Facts, *more: Heard) -> Facts:
    return replace(facts, heard=[*facts.heard, *more])


def _without(facts: Facts, kind: NudgeKind) -> Facts:
    return replace(facts, heard=[one for one in facts.heard if not one.occasion or one.occasion.kind is not kind])


def _dm(facts: Facts, kind: NudgeKind, at: datetime) -> Heard:
    """Make up a DM to the first member."""
    subject = next(iter(facts.stories))
    first = frozenset({next(iter(facts.ones))})
    on = at.date().isoformat()
    return Heard(
        at, "1.0", "D1", is_dm=True, to=first, text="", mark=f"{at}", buttons=(), occasion=Occasion(subject, kind, on)
    )


def _again(facts: Facts, kind: NudgeKind, later: timedelta) -> Heard:
    found = _of(facts, kind)
    return replace(found, at=found.at + later)


def _away(facts: Facts) -> Facts:
    everyone = {one: (Spell(facts.began, NEVER, is_gone=False),) for one in facts.ones}
    return replace(facts, spells=everyone)


def _left(facts: Facts) -> Facts:
    gone = {name: replace(one, left_at=dict.fromkeys(one.left_at, facts.began)) for name, one in facts.stories.items()}
    return replace(facts, stories=gone)


def _unwanted(facts: Facts) -> Facts:
    card = _of(facts, NudgeKind.PRACTICE_CARD)
    assert card.occasion
    wish = Act(card.at - timedelta(hours=1), "U", Action.NOT_AGAIN, f"{card.occasion.subject_id}:practice-card:1")
    return replace(facts, acts=[*facts.acts, wish])


def _asked(facts: Facts, action: Action, before: timedelta) -> Facts:
    """Let the first member ask for something so long before news of it comes at night."""
    wish = Act(AT_NIGHT - before, next(iter(facts.ones)), action)
    return replace(_with(facts, _dm(facts, NudgeKind.UNMATCHED, AT_NIGHT)), acts=[*facts.acts, wish])


WRONGS: dict[str, Callable[[Facts], Facts]] = {
    "nobody_is_nudged_while_away": _away,
    "nobody_hears_of_a_partnership_that_they_left": _left,
    "what_nobody_waits_for_comes_in_chosen_hours": lambda facts: _with(
        facts, _dm(facts, NudgeKind.MID_MONTH, AT_NIGHT)
    ),
    "one_unbidden_message_a_day": lambda facts: _with(
        facts, *(_dm(facts, NudgeKind.THIRD, AT_NIGHT + timedelta(hours=hour)) for hour in (7, 8))
    ),
    "no_message_counts_failures": lambda facts: replace(facts, texts=["You missed the last 3 check-ins."]),
    "no_message_comes_twice": lambda facts: replace(
        _with(facts, _again(facts, NudgeKind.AT_HOUR, timedelta(minutes=1))), acts=[]
    ),
    "answers_are_kept_as_given": lambda facts: replace(facts, acts=[]),
    "check_ins_are_nudged_at_their_times": lambda facts: replace(
        _with(facts, _again(facts, NudgeKind.AT_HOUR, timedelta(hours=5))), acts=[]
    ),
    "everybody_is_asked_whether_they_met": lambda facts: _without(facts, NudgeKind.AFTER),
    "every_rule_fires_where_it_should": lambda facts: _without(facts, NudgeKind.MILESTONE),
    "nothing_comes_that_no_rule_called_for": lambda facts: _with(
        facts, _again(facts, NudgeKind.MILESTONE, timedelta(minutes=1))
    ),
    "nothing_is_proposed_again_that_was_not_wanted": _unwanted,
    "groups_hear_unbidden_things_at_their_hour": lambda facts: replace(
        _with(facts, _again(facts, NudgeKind.PRACTICE_CARD, timedelta(hours=12))), acts=[]
    ),
}
"""For each check something that it has to notice."""


@pytest.mark.parametrize(
    ("action", "before", "allowed"),
    [
        (Action.MATCH, timedelta(minutes=1), True),
        (Action.THIRD_ASK, timedelta(minutes=59), True),
        (Action.MATCH, timedelta(hours=1), False),
        (Action.MATCH, timedelta(minutes=-1), False),
        (Action.MET, timedelta(minutes=1), False),
    ],
)
def test_news_at_night_is_for_who_asked_just_before(
    facts: Facts, action: Action, before: timedelta, allowed: bool
) -> None:
    assert (broken(_asked(facts, action, before)) == []) is allowed


@pytest.mark.parametrize("check", WRONGS)
def test_each_check_notices_what_it_is_for(check: str, facts: Facts) -> None:
    assert any(f": {check}: " in one for one in broken(WRONGS[check](facts)))
