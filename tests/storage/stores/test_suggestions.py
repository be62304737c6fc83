"""Suggestions end in one state, whoever answers what and when."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from functools import partial
from threading import Barrier

import pytest

from storage.database import Database
from storage.unit_of_work import UnitOfWork
from storage.vocabulary import Answer, SuggestionState
from tests.storage import build
from tests.storage.build import ANN, BEN, CY, OTHER_WS, WEEK, WS, row_id
from tests.storage.races import overlapping

ID = row_id(1)


@pytest.fixture
def suggested(people: Database) -> Database:
    """Give a database in which Ann and Ben are suggested to one another."""
    with people.write() as work:
        work.suggestions.add(build.suggestion())
        work.commit()
    return people


def test_a_suggestion_comes_back_as_it_went(suggested: Database) -> None:
    with suggested.read() as work:
        assert work.suggestions.get(WS, ID) == build.suggestion()
        assert work.suggestions.get(OTHER_WS, ID) is None


def test_the_same_people_are_suggested_once_a_week_in_any_order(suggested: Database) -> None:
    with suggested.write() as work:
        again, later, more = (
            build.suggestion(2, (BEN, ANN)),
            build.suggestion(3, week=WEEK + 1),
            build.suggestion(4, (ANN, BEN, CY)),
        )
        assert work.suggestions.add(again, later, more) == {later.id, more.id}
        assert work.suggestions.get(WS, row_id(2)) is None


def test_the_first_answer_stays(suggested: Database) -> None:
    with suggested.write() as work:
        assert work.suggestions.answer(WS, ID, ANN, Answer.YES)
        assert not work.suggestions.answer(WS, ID, ANN, Answer.NO)
        found = work.suggestions.get(WS, ID)
    assert found == replace(build.suggestion(), answers={ANN: Answer.YES, BEN: Answer.NONE})


def test_only_those_named_can_answer(suggested: Database) -> None:
    with suggested.write() as work:
        assert not work.suggestions.answer(WS, ID, CY, Answer.YES)
        assert not work.suggestions.answer(OTHER_WS, ID, ANN, Answer.YES)


def test_a_closed_suggestion_takes_no_answer_and_no_other_end(suggested: Database) -> None:
    with suggested.write() as work:
        assert work.suggestions.close(WS, ID, SuggestionState.DECLINED)
        assert not work.suggestions.answer(WS, ID, ANN, Answer.YES)
        assert not work.suggestions.close(WS, ID, SuggestionState.FORMED)
        assert work.suggestions.get(WS, ID) == replace(build.suggestion(), state=SuggestionState.DECLINED)


def test_the_message_that_shows_it_is_each_members_own(suggested: Database) -> None:
    with suggested.write() as work:
        work.suggestions.shown(WS, ID, BEN, "1700000000.000001")
        assert work.suggestions.get(WS, ID) == replace(build.suggestion(), messages={BEN: "1700000000.000001"})


def test_open_ones_are_found_by_member_whatever_they_answered(suggested: Database) -> None:
    with suggested.write() as work:
        work.suggestions.add(build.suggestion(2, (BEN, CY)))
        work.suggestions.answer(WS, ID, BEN, Answer.YES)
        assert [each.id for each in work.suggestions.open_of(WS, BEN)] == [ID, row_id(2)]
        work.suggestions.close(WS, row_id(2), SuggestionState.EXPIRED)
        assert [each.id for each in work.suggestions.open_of(WS, BEN)] == [ID]
        assert work.suggestions.open_members(WS) == {ANN, BEN}
        assert [each.id for each in work.suggestions.shown_to(WS, CY)] == [row_id(2)]


def test_overdue_ones_of_every_workspace_are_found(suggested: Database) -> None:
    build.add_people(suggested, OTHER_WS)
    with suggested.write() as work:
        work.suggestions.add(build.suggestion(ws=OTHER_WS))
        lapses = build.suggestion().expires_at
        assert work.suggestions.overdue(lapses - timedelta(seconds=1)) == ()
        assert {each.workspace_id for each in work.suggestions.overdue(lapses)} == {WS, OTHER_WS}
        work.suggestions.close(OTHER_WS, ID, SuggestionState.FORMED)
        assert work.suggestions.overdue(lapses) == (build.suggestion(),)


def test_everybody_who_was_suggested_that_week_is_paired(suggested: Database) -> None:
    with suggested.write() as work:
        work.suggestions.add(build.suggestion(2, (ANN, CY), week=WEEK + 1))
        work.suggestions.close(WS, ID, SuggestionState.DECLINED)
        assert work.suggestions.suggested(WS, WEEK) == {(ANN, BEN)}
        work.suggestions.add(build.suggestion(3, (CY, BEN, ANN)))
        assert work.suggestions.suggested(WS, WEEK) == {(ANN, BEN), (ANN, CY), (BEN, CY)}


def accept(member_id: str, work: UnitOfWork) -> dict[str, Answer]:
    assert work.suggestions.answer(WS, ID, member_id, Answer.YES)
    found = work.suggestions.get(WS, ID)
    assert found is not None
    return dict(found.answers)


def test_of_two_who_accept_at_once_the_second_sees_both_answers(suggested: Database) -> None:
    first, second = overlapping(suggested, partial(accept, ANN), partial(accept, BEN))
    assert first == {ANN: Answer.YES, BEN: Answer.NONE}
    assert second == {ANN: Answer.YES, BEN: Answer.YES}


def test_of_many_who_find_everybody_accepted_one_forms_the_partnership(suggested: Database) -> None:
    together = Barrier(4)

    def form(_: int) -> bool:
        together.wait(timeout=10)
        with suggested.write() as work:
            formed = work.suggestions.close(WS, ID, SuggestionState.FORMED)
            work.commit()
        return formed

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(form, range(4))) == 1


def test_an_answer_that_meets_a_lapse_changes_nothing(suggested: Database) -> None:
    def lapse(work: UnitOfWork) -> bool:
        return work.suggestions.close(WS, ID, SuggestionState.EXPIRED)

    def answer(work: UnitOfWork) -> bool:
        return work.suggestions.answer(WS, ID, ANN, Answer.YES)

    assert overlapping(suggested, lapse, answer) == (True, False)
