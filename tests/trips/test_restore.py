"""After a restore nobody comes back who was erased, and nobody reads anything twice."""

from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.sandbox.actor import Actor
from bot.sandbox.stage import Stage
from storage.ledger import KEPT
from tests.trips.forgetting import confirmed, erased, forget, named_in, shown_anywhere
from tests.trips.partners import EVE, FIRST_AT, OVER, heard, introduced, live, move, propose, sign, signed
from tests.trips.restoring import Operator
from tests.trips.rows import member_row
from tests.trips.steps import RUN, click, jump, state_goal, suggest

LATER = OVER + timedelta(days=2)
HOUR = timedelta(hours=1)
HERS = "I call three people every week before Thursday noon"


@pytest.fixture
def operator(quick_stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Operator:
    return Operator(quick_stage, tmp_path, monkeypatch)


def read_twice(*members: Actor) -> list[str]:
    """Give what anybody reads more than once."""
    return [text for one in members for text, times in Counter(one.texts()).items() if times > 1]


@pytest.mark.parametrize("ids", [("UANA", "UBEN"), ("UANA", "UBEN", "UCYN")])
def test_who_was_erased_after_the_backup_stays_erased(
    ids: tuple[str, ...], quick_stage: Stage, operator: Operator
) -> None:
    ana, *others = signed(quick_stage, *ids)
    operator.back_up()
    assert named_in(quick_stage, "UANA")
    forget(ana)
    erased(quick_stage, ana)
    operator.restore()
    assert named_in(quick_stage, "UANA") == set()
    assert member_row(quick_stage, "UBEN") is not None
    live(quick_stage, EVE + HOUR)
    assert named_in(quick_stage, "UANA") == set()
    assert confirmed(ana) == 1
    assert [len(heard(one, "has left")) for one in others] == [1] * len(others)


def test_who_is_on_somebodys_list_only_stays_erased(quick_stage: Stage, operator: Operator) -> None:
    ana, dee = quick_stage.slack.member("UANA"), quick_stage.slack.member("UDEE")
    state_goal(ana, RUN)
    ana.command("/trellis", "avoid @dee")
    operator.back_up()
    forget(dee)
    erased(quick_stage, dee)
    operator.restore()
    assert named_in(quick_stage, "UDEE") == set()


def test_who_had_only_asked_is_erased_with_their_words_after_the_restore(
    quick_stage: Stage, operator: Operator
) -> None:
    ana, ben = introduced(quick_stage, "UANA", "UBEN")
    propose(quick_stage, ana, HERS)
    sign(ben)
    operator.back_up()
    assert shown_anywhere(quick_stage, HERS)
    forget(ana)
    operator.restore()
    erased(quick_stage, ana)
    assert named_in(quick_stage, "UANA") == set()
    assert shown_anywhere(quick_stage, HERS) == []
    assert confirmed(ana) == 1


def test_who_was_erased_and_came_back_before_the_backup_stays(quick_stage: Stage, operator: Operator) -> None:
    ana = quick_stage.slack.member("UANA")
    state_goal(ana, RUN)
    forget(ana)
    erased(quick_stage, ana)
    quick_stage.slack.clock.advance(HOUR)
    state_goal(ana, RUN)
    operator.back_up()
    operator.restore()
    assert member_row(quick_stage, "UANA") is not None


def test_that_somebody_was_erased_is_forgotten_in_its_turn(quick_stage: Stage, operator: Operator) -> None:
    ana = quick_stage.slack.member("UANA")
    state_goal(ana, RUN)
    operator.back_up()
    forget(ana)
    erased(quick_stage, ana)
    assert operator.fingerprints() > 0
    jump(quick_stage, quick_stage.slack.clock.now() + KEPT + HOUR)
    assert operator.fingerprints() == 0


def test_a_workspace_that_removed_the_app_stays_erased(quick_stage: Stage, operator: Operator) -> None:
    signed(quick_stage, "UANA", "UBEN")
    operator.back_up()
    quick_stage.slack.uninstall()
    operator.restore()
    assert named_in(quick_stage, quick_stage.trellis.workspace_id) == set()


@pytest.mark.parametrize(
    "backed_up", [EVE - timedelta(days=3), EVE - HOUR, EVE + HOUR, FIRST_AT + timedelta(minutes=1)]
)
@pytest.mark.parametrize("restored", [EVE + 2 * HOUR, FIRST_AT + timedelta(minutes=5), OVER + HOUR])
def test_nothing_is_sent_twice(backed_up: datetime, restored: datetime, quick_stage: Stage, operator: Operator) -> None:
    ana, ben = signed(quick_stage, "UANA", "UBEN")
    live(quick_stage, backed_up)
    operator.back_up()
    live(quick_stage, restored)
    operator.restore()
    live(quick_stage, LATER)
    for member in (ana, ben):
        for words in ("Your check-in with", "It is time", "Did you meet", "Everybody has", "Our covenant\n"):
            assert len(heard(member, words)) == 1, words
    assert read_twice(ana, ben) == []


def test_what_was_due_while_nothing_ran_is_sent_once_after_the_restore(quick_stage: Stage, operator: Operator) -> None:
    ana, _ = signed(quick_stage, "UANA", "UBEN")
    live(quick_stage, EVE - HOUR)
    operator.back_up()
    quick_stage.slack.clock.move_to(EVE + HOUR)
    operator.restore()
    live(quick_stage, LATER)
    assert len(heard(ana, "Your check-in with")) == 1
    assert len(heard(ana, "It is time")) == 1


def test_what_went_to_the_group_is_not_posted_again(quick_stage: Stage, operator: Operator) -> None:
    ana, ben = signed(quick_stage, "UANA", "UBEN")
    live(quick_stage, EVE + HOUR)
    assert move(ana, "2026-11-27", "16:00")
    operator.back_up()
    quick_stage.settle()
    before = ben.texts()
    operator.restore()
    quick_stage.settle()
    assert ben.texts() == before


def test_suggestions_are_neither_shown_nor_closed_twice(quick_stage: Stage, operator: Operator) -> None:
    ana, ben = suggest(quick_stage, "UANA", "UBEN")
    click(ana, "suggestion_yes")
    operator.back_up()
    click(ben, "suggestion_no")
    quick_stage.settle()
    operator.restore()
    quick_stage.settle()
    assert read_twice(ana, ben) == []
