"""A hint in the goal modal: shown once, never in the way."""

from bot.sandbox.actor import Actor
from bot.sandbox.fields import Given
from bot.sandbox.spots import Where
from bot.sandbox.stage import Stage
from tests.trips.rows import goal_cards, goal_row
from tests.trips.steps import RUN

WISH = "Become a better person & a kinder <colleague>"
ASKS = "What will you be able to report a week from now?"


def test_a_wish_draws_a_question_and_everything_typed_stays(quick_stage: Stage) -> None:
    ben = quick_stage.slack.member("UBEN")
    ben.command("/trellis", "goal")
    ben.fill(goal=WISH, cadence="weekly", sizes=["circle"], period="60")
    assert ben.submit()
    assert ben.modal
    assert ASKS in ben.modal.text
    for kept in (WISH, "60 days", "Every week"):
        assert kept in ben.modal.text
    assert goal_row(quick_stage, "UBEN") is None

    assert ben.submit()
    assert is_closed(ben)
    (card,) = goal_cards(quick_stage, "UBEN")
    assert WISH in ben.read(card)
    assert "60 days" in ben.read(card)
    assert "a circle of four to six" in ben.read(card)


def test_a_goal_that_can_be_checked_goes_straight_through(quick_stage: Stage) -> None:
    ben = quick_stage.slack.member("UBEN")
    save(ben, RUN)
    assert is_closed(ben)


def test_the_cadence_decides_whether_a_month_is_long(quick_stage: Stage) -> None:
    ben = quick_stage.slack.member("UBEN")
    save(ben, "Save 200 euros every month", cadence="monthly")
    assert is_closed(ben)
    save(ben, "Save 200 euros every month", cadence="weekly")
    assert ben.modal
    assert "longer than from one check-in to the next" in ben.modal.text


def test_a_refused_text_is_refused_before_any_hint(quick_stage: Stage) -> None:
    ben = quick_stage.slack.member("UBEN")
    ben.command("/trellis", "goal")
    ben.fill(goal="be good")
    assert not ben.submit()
    assert ben.modal
    assert "at least 10 characters" in ben.modal.errors["goal"]


def test_after_a_hint_from_home_home_is_shown_anew(quick_stage: Stage) -> None:
    ben = quick_stage.slack.member("UBEN")
    ben.open_home()
    ben.click("goal_open", Where.HOME)
    ben.fill(goal=WISH, cadence="weekly")
    assert ben.submit()
    assert ben.submit()
    assert is_closed(ben)
    assert ben.home
    assert WISH in ben.home.text


def save(member: Actor, text: str, **choices: Given) -> None:
    member.command("/trellis", "goal")
    member.fill({"goal": text, **choices})
    assert member.submit()


def is_closed(member: Actor) -> bool:
    return member.modal is None
