"""Whoever goes without a suggestion reads why, what would help, and when the next ones come."""

from datetime import timedelta

import pytest

from bot.sandbox.fields import Given
from bot.sandbox.stage import Stage
from matching.vocabulary import DayPart, Format, Weekday
from tests.trips.cast import MONDAY_RUN
from tests.trips.crowds import chosen, join
from tests.trips.rows import member_row
from tests.trips.steps import RUN, TRAIN, click, jump, state_goal
from tests.trips.test_runs import NEXT, two


@pytest.mark.parametrize(
    ("mine", "theirs", "why"),
    [
        ({"cadence": "weekly"}, {"cadence": "monthly"}, "nobody who is looking wants to check in as often as you do"),
        ({"formats": ["written"]}, {"formats": ["recorded"]}, "nobody who is looking chose one of your formats"),
        ({"sizes": ["two"]}, {"sizes": ["three"]}, "nobody who is looking wants a partnership of the same size"),
        ({"commitment_level": "light"}, {"commitment_level": "all-in"}, "much more or much less than you"),
        ({"parts": ["early"]}, {"parts": ["late"]}, "a free half-hour in common with you"),
        ({"sizes": ["three"]}, {"sizes": ["three"]}, "nobody was left who fits all your choices"),
    ],
)
def test_whoever_goes_without_is_told_why_and_when_next(
    quick_stage: Stage, mine: dict[str, Given], theirs: dict[str, Given], why: str
) -> None:
    ana, ben = two(quick_stage, mine, theirs)
    jump(quick_stage, MONDAY_RUN)
    jump(quick_stage, MONDAY_RUN + timedelta(days=1))  # by now everybody's hours have come
    assert f"{why}." in ana.texts()[-1]
    assert NEXT in ana.texts()[-1]
    assert "I have no suggestion for you this time" in ben.texts()[-1]
    assert (member := member_row(quick_stage, "UANA"))
    assert member.waited == 1
    click(ana, "goal_open")
    assert ana.modal
    assert RUN in ana.modal.text


def test_who_is_alone_is_told_so(quick_stage: Stage) -> None:
    ana = quick_stage.slack.member("UANA")
    state_goal(ana, RUN)
    jump(quick_stage, MONDAY_RUN)
    assert "nobody else is looking for a partner just now" in ana.texts()[-1]
    ana.open_home()
    assert ana.home
    assert "nobody else is looking for a partner" in ana.home.text


@pytest.mark.parametrize(("others", "told"), [(5, True), (4, False)])
def test_what_would_open_more_is_told_where_it_points_at_nobody(quick_stage: Stage, others: int, told: bool) -> None:
    ana = quick_stage.slack.member("UANA")
    state_goal(ana, RUN, formats=["recorded"], cadence="weekly")
    written = chosen(formats=frozenset({Format.WRITTEN}), days=frozenset(Weekday), parts=frozenset(DayPart))
    join(quick_stage, [(f"UM{n}", TRAIN, written) for n in range(others)])
    jump(quick_stage, MONDAY_RUN)
    assert "nobody who is looking chose one of your formats" in ana.texts()[-1]
    hint = "Choosing another format too would bring more people: press Edit my goal, or type /trellis goal."
    assert (hint in ana.texts()[-1]) is told


def test_an_avoid_list_is_not_the_reason_that_is_given(quick_stage: Stage) -> None:
    ana, ben = two(quick_stage)
    ben.command("/trellis", "avoid @ana")
    jump(quick_stage, MONDAY_RUN)
    for one in (ana, ben):
        assert "nobody was left who fits all your choices." in one.texts()[-1]
