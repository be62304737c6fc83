"""What gets a hint and what does not (practice, sections 3 and 5)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.practice.hints import goal_hint, support_hint
from matching.vocabulary import Cadence
from tests.bot.practice.lines import ACTIONS, CHECKABLE_GOALS, OPEN_GOALS, QUALITIES


@pytest.mark.parametrize("goal", OPEN_GOALS)
def test_a_goal_that_nobody_could_report_on_next_week_gets_a_hint(goal: str) -> None:
    assert goal_hint(goal, Cadence.WEEKLY)


@pytest.mark.parametrize("goal", CHECKABLE_GOALS)
def test_a_checkable_goal_gets_none(goal: str) -> None:
    assert goal_hint(goal, Cadence.WEEKLY) is None


@pytest.mark.parametrize("line", QUALITIES)
def test_qualities_alone_get_a_hint(line: str) -> None:
    assert support_hint(line)


@pytest.mark.parametrize("line", ACTIONS)
def test_an_action_gets_none(line: str) -> None:
    assert support_hint(line) is None


def test_there_are_enough_lines_to_trust_the_rules() -> None:
    assert all(len(set(lines)) > 40 for lines in (OPEN_GOALS, CHECKABLE_GOALS, QUALITIES, ACTIONS))


@pytest.mark.parametrize(
    ("goal", "slowest"),
    [
        ("save 200 euros every month", Cadence.BIWEEKLY),
        ("Present the plan at the end of the quarter", Cadence.MONTHLY),
        ("finish my PhD", Cadence.QUARTERLY),
    ],
)
def test_the_span_of_a_goal_is_held_against_the_cadence(goal: str, slowest: Cadence) -> None:
    order = [Cadence.WEEKLY, Cadence.SEVEN_TO_TEN_DAYS, Cadence.BIWEEKLY, Cadence.MONTHLY, Cadence.QUARTERLY]
    hinted = [cadence for cadence in order if goal_hint(goal, cadence)]
    assert hinted == order[: order.index(slowest)]


@given(st.text(max_size=600), st.sampled_from(Cadence))
def test_any_text_is_read_and_never_repeated(text: str, cadence: Cadence) -> None:
    known = {goal_hint("be good", each) for each in Cadence} | {goal_hint("retire", each) for each in Cadence}
    assert goal_hint(text, cadence) in known | {None}
    assert support_hint(text) in {support_hint("kind"), None}
