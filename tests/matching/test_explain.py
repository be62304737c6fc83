from itertools import combinations
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.conditions import CONDITIONS
from matching.explain import Explanation, explain
from matching.fit import Weights
from matching.profile import Profile
from matching.vocabulary import Cadence, Commitment, Format, Period, Size, Unmatched
from tests.matching.build import MONDAY, directions, every_day, profile, random_vectors
from tests.matching.populations import profiles


def two(one: dict[str, Any] | None = None, other: dict[str, Any] | None = None, angle: float = 60.0) -> Explanation:
    members = [profile("U2", **(other or {})), profile("U1", **(one or {}))]
    return explain("U2", "U1", members, directions(0, angle), MONDAY)


def broken(explanation: Explanation) -> list[Unmatched]:
    return [checked.reason for checked in explanation.conditions if not checked.holds]


def degrees(explanation: Explanation) -> dict[str, float]:
    return {weighed.wish: weighed.degree for weighed in explanation.wishes}


def test_two_who_fit_break_no_condition() -> None:
    explanation = two()
    assert explanation.members == ("U1", "U2")
    assert explanation.admissible
    assert len(explanation.conditions) == len(CONDITIONS)
    assert explanation.closeness == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("one", "reason", "condition"),
    [
        ({"active": 2}, Unmatched.AT_LIMIT, "everybody-has-room"),
        ({"cadence": Cadence.MONTHLY}, Unmatched.NO_SHARED_CADENCE, "one-cadence"),
        ({"formats": frozenset({Format.CALL_15})}, Unmatched.NO_SHARED_FORMAT, "format-in-common"),
        ({"sizes": frozenset({Size.CIRCLE})}, Unmatched.NO_SHARED_SIZE, "size-in-common"),
        ({"together": frozenset({"U2"})}, Unmatched.ALREADY_TOGETHER, "not-together"),
        ({"manager": "U2"}, Unmatched.REPORTING_LINE, "no-reporting-line"),
        ({"avoid": frozenset({"U2"})}, Unmatched.NOT_THIS_TIME, "nobody-avoids"),
    ],
)
def test_each_broken_condition_is_named(one: dict[str, Any], reason: Unmatched, condition: str) -> None:
    explanation = two(one)
    assert reason in broken(explanation)
    assert [c.reason for c in explanation.conditions if c.condition == condition] == [reason]
    assert not explanation.admissible


def test_every_broken_condition_is_told_and_not_the_first_alone() -> None:
    live = {"formats": frozenset({Format.CALL_30})}
    explanation = two(
        live | {"commitment": Commitment.LIGHT, "hours": every_day(540, 560)}, live | {"commitment": Commitment.ALL_IN}
    )
    assert broken(explanation) == [Unmatched.COMMITMENT_TOO_FAR, Unmatched.NO_SHARED_HOURS]
    assert explanation.overlap_minutes == 7 * 20


def test_wishes_and_weights_come_to_the_fit() -> None:
    explanation = two({"period": Period.DAYS_30, "waited": 2, "team": "north"}, {"team": "south"})
    assert degrees(explanation) == pytest.approx(
        {"closeness": 0.5, "commitment": 1, "period": 0, "hours": 0, "teams": 1, "waited": 2}
    )
    assert explanation.fit == pytest.approx(sum(part.weight * part.degree for part in explanation.wishes))


def test_other_weights_are_heeded() -> None:
    members = [profile("U1"), profile("U2")]
    explanation = explain("U1", "U2", members, directions(0, 60), MONDAY, Weights(closeness=4, commitment=0, period=0))
    assert explanation.fit == pytest.approx(2)


def test_a_stranger_is_refused() -> None:
    with pytest.raises(ValueError, match="U9"):
        explain("U1", "U9", [profile("U1"), profile("U2")], directions(0, 60), MONDAY)


@given(profiles(most=6).filter(lambda members: len(members) > 1), st.randoms())
def test_both_ways_and_in_any_order_of_lines_two_are_explained_alike(members: list[Profile], chance: Any) -> None:
    vectors = random_vectors(len(members), seed=1)
    order = chance.sample(range(len(members)), len(members))
    mixed = [members[i] for i in order]
    for a, b in combinations((p.id for p in members), 2):
        there = explain(a, b, members, vectors, MONDAY)
        back = explain(b, a, mixed, np.ascontiguousarray(vectors[order]), MONDAY)
        assert there == back
