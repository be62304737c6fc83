"""Why somebody is left over, and what would help, against a recount on profiles that are really changed."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings

from matching import unmatched
from matching.population import gather
from matching.profile import LeftOver, Nearest, Profile
from matching.unmatched import left_over
from matching.vocabulary import Cadence, Change, Commitment, Format, Size, Unmatched
from tests.matching import checker
from tests.matching.build import CALL, NIGHT, every_day, people, profile, random_vectors
from tests.matching.populations import DATES, profiles

NOBODY = np.zeros(0, dtype=np.intp)


def left(*members: Profile) -> LeftOver:
    """Explain the first."""
    return next(left_over(people(*members), np.array([0]), NOBODY))


def has_room(member: Profile) -> bool:
    return member.active < member.limit


def admissible(me: Profile, other: Profile, everybody: Sequence[Profile], today: date) -> bool:
    return not checker.reasons([me, other], [me, *(one for one in everybody if one.id != me.id)], today)


def freed(me: Profile, other: Profile, change: Change) -> Profile:
    """Let a member choose what suits the other."""
    choices: dict[Change, dict[str, object]] = {
        Change.CADENCE: {"cadence": other.cadence},
        Change.FORMAT: {"formats": frozenset(Format)},
        Change.SIZE: {"sizes": frozenset(Size)},
        Change.COMMITMENT: {"commitment": other.commitment},
        Change.HOURS: {"hours": every_day(0, 1440)},
    }
    return replace(me, **choices[change])  # type: ignore[arg-type]


def opened(me: Profile, everybody: Sequence[Profile], change: Change, today: date) -> int:
    others = [one for one in everybody if one.id != me.id and has_room(one)]
    closed = [other for other in others if not admissible(me, other, everybody, today)]
    return sum(admissible(freed(me, other, change), other, everybody, today) for other in closed)


@settings(max_examples=60)
@given(profiles(most=7), DATES)
def test_the_nearest_change_opens_as_many_as_it_says_and_none_opens_more(members: list[Profile], today: date) -> None:
    population = gather(members, random_vectors(len(members), seed=1), today)
    answers = left_over(population, np.arange(len(members)), NOBODY)
    for me, answer in zip(population.profiles, answers, strict=True):
        counts = {change: opened(me, members, change, today) for change in Change}
        if not has_room(me) or not max(counts.values()):
            assert answer.nearest is None
        else:
            assert answer.nearest is not None
            assert answer.nearest.would_open == counts[answer.nearest.change] == max(counts.values())


@settings(max_examples=60)
@given(profiles(most=7), DATES)
def test_the_reason_is_one_that_really_keeps_them_apart(members: list[Profile], today: date) -> None:
    population = gather(members, random_vectors(len(members), seed=1), today)
    answers = left_over(population, np.arange(len(members)), NOBODY)
    for me, answer in zip(population.profiles, answers, strict=True):
        others = [one for one in members if one is not me and has_room(one)]
        why = [checker.reasons([me, other], members, today) for other in others]
        assert answer.member == me.id
        if not has_room(me):
            assert answer.reason is Unmatched.AT_LIMIT
        elif not others:
            assert answer.reason is Unmatched.ALONE
        elif not all(why):
            assert answer.reason is Unmatched.NOT_THIS_TIME
        else:
            assert answer.reason in set.union(*why)


def test_the_commonest_reason_is_given_and_the_easiest_to_understand_first() -> None:
    monthly = [profile(f"B{i}", cadence=Cadence.MONTHLY, formats=CALL) for i in range(3)]
    all_in = [profile(f"C{i}", commitment=Commitment.ALL_IN) for i in range(2)]
    answer = left(profile("A", commitment=Commitment.LIGHT), *monthly, *all_in)
    assert answer == LeftOver("A", Unmatched.NO_SHARED_CADENCE, Nearest(Change.COMMITMENT, 2))


def test_who_could_meet_somebody_is_told_not_this_time() -> None:
    population = people(profile("A"), profile("B", cadence=Cadence.MONTHLY))
    one = next(left_over(population, np.array([0]), np.array([0])))
    assert (one.reason, one.nearest) == (Unmatched.NOT_THIS_TIME, Nearest(Change.CADENCE, 1))


def test_an_avoid_list_is_never_given_as_the_reason_nor_counted() -> None:
    assert left(profile("A", avoid=frozenset({"B"})), profile("B")) == LeftOver("A", Unmatched.NOT_THIS_TIME, None)


def test_somebody_at_the_limit_is_told_so_and_counts_for_nobody() -> None:
    full = profile("A", active=2)
    assert left(full, profile("B")) == LeftOver("A", Unmatched.AT_LIMIT, None)
    assert left(profile("B"), replace(full, id="C", cadence=Cadence.MONTHLY)) == LeftOver("B", Unmatched.ALONE, None)


def test_a_free_format_counts_as_needing_no_hour_where_the_other_needs_none() -> None:
    night = profile("A", formats=CALL, hours=every_day(*NIGHT))
    assert left(night, profile("B")).nearest == Nearest(Change.FORMAT, 1)
    assert left(night, profile("B", formats=frozenset({Format.IN_PERSON}))).nearest is None


def test_in_a_large_run_some_are_asked_and_stand_for_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unmatched, "_ASKED", 10)
    others = [profile(f"B{i:02}", cadence=Cadence.MONTHLY) for i in range(40)]
    assert left(profile("A"), *others) == LeftOver("A", Unmatched.NO_SHARED_CADENCE, Nearest(Change.CADENCE, 40))
