import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from matching import writing
from matching.explain import Checked, Explanation, Weighed
from matching.profile import Group, LeftOver, Nearest, Outcome, Totals
from matching.vocabulary import Because, Change, Solver, Unmatched
from matching.writing import Setting
from tests.matching.build import MONDAY

TOTALS = Totals(
    pairs=1,
    total_fit=0.7123456,
    bound=0.8,
    solver=Solver.EXACT,
    proven=False,
    seconds=(("graph", 0.25), ("pairing", 0.5)),
)
OUTCOME = Outcome(
    groups=(Group(("U1", "U9"), 0.71234, 0.64321, (Because.GOALS, Because.COMMITMENT, Because.HOURS), 150),),
    unmatched=(
        LeftOver("U5", Unmatched.NO_SHARED_HOURS, Nearest(Change.FORMAT, 14)),
        LeftOver("U6", Unmatched.ALONE, None),
    ),
    week_of=MONDAY,
    totals=TOTALS,
)
SETTING = Setting(model="a-model", seed=7, today=MONDAY)


def read(lines: Iterator[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in lines]


def totals(of: Totals) -> dict[str, Any]:
    found: dict[str, Any] = read(writing.outcome(replace(OUTCOME, totals=of), SETTING, {}))[-1]["totals"]
    return found


def test_groups_then_those_left_over_then_totals() -> None:
    assert list(writing.outcome(OUTCOME, SETTING, {"reading": 0.0625}))[:3] == [
        '{"members": ["U1", "U9"], "fit": 0.7123, "closeness": 0.6432, '
        '"because": ["goals", "commitment", "hours"], "overlap_minutes": 150}',
        '{"unmatched": "U5", "reason": "no-shared-hours", "nearest": {"change": "format", "would_open": 14}}',
        '{"unmatched": "U6", "reason": "alone", "nearest": null}',
    ]


def test_totals_count_everybody_and_say_how_the_run_was_made() -> None:
    *_, last = read(writing.outcome(OUTCOME, SETTING, {"reading": 0.0625, "encoding": 2.0}))
    assert last == {
        "totals": {
            "members": 4,
            "groups": 1,
            "matched": 2,
            "unmatched": 2,
            "pairs": 1,
            "total_fit": 0.7123,
            "bound": 0.8,
            "ratio": 0.890432,
            "solver": "exact",
            "proven": False,
            "seconds": {"reading": 0.062, "encoding": 2.0, "graph": 0.25, "pairing": 0.5},
            "model": "a-model",
            "seed": 7,
            "today": "2026-09-07",
        }
    }


@pytest.mark.parametrize("bound", [0.0, -0.5])
def test_a_bound_that_is_not_above_nothing_has_no_ratio(bound: float) -> None:
    assert totals(replace(TOTALS, total_fit=bound, bound=bound))["ratio"] is None


def test_a_fit_that_rounds_to_nothing_has_no_sign() -> None:
    assert str(totals(replace(TOTALS, total_fit=-0.00001))["total_fit"]) == "0.0"


def test_what_is_no_number_is_never_written() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        totals(replace(TOTALS, bound=float("inf")))


def test_the_nearest_are_written_best_first() -> None:
    found = [("U1", [("U9", 0.64321), ("U2", 0.5)]), ("U2", [])]
    assert list(writing.nearest(found)) == [
        '{"id": "U1", "nearest": [["U9", 0.6432], ["U2", 0.5]]}',
        '{"id": "U2", "nearest": []}',
    ]


def test_an_explanation_is_a_line_for_each_condition_and_wish() -> None:
    explanation = Explanation(
        members=("U1", "U9"),
        conditions=(
            Checked("one-cadence", True, Unmatched.NO_SHARED_CADENCE),
            Checked("hours-in-common", False, Unmatched.NO_SHARED_HOURS),
        ),
        wishes=(Weighed("closeness", 1.0, 0.64321), Weighed("hours", 0.06, 0.5)),
        fit=0.67321,
        closeness=0.64321,
        overlap_minutes=90,
    )
    assert list(writing.explanation(explanation)) == [
        '{"condition": "one-cadence", "holds": true, "reason": "no-shared-cadence"}',
        '{"condition": "hours-in-common", "holds": false, "reason": "no-shared-hours"}',
        '{"wish": "closeness", "weight": 1.0, "degree": 0.6432, "adds": 0.6432}',
        '{"wish": "hours", "weight": 0.06, "degree": 0.5, "adds": 0.03}',
        '{"members": ["U1", "U9"], "admissible": false, "fit": 0.6732, "closeness": 0.6432, "overlap_minutes": 90}',
    ]
