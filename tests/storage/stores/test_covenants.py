"""A signature counts for the terms that it was given to."""

from dataclasses import replace
from functools import partial

import pytest

from storage.database import Database
from storage.records import Covenant
from storage.unit_of_work import UnitOfWork
from storage.vocabulary import Preset
from tests.storage import build
from tests.storage.build import ANN, BEN, NOW, TERMS, WS, row_id
from tests.storage.races import overlapping

ID = row_id(1)
FIRST = Covenant(WS, ID, None, ANN, 1, TERMS)


@pytest.fixture
def proposed(people: Database) -> Database:
    """Give a database in which Ann proposed a covenant to Ben."""
    with people.write() as work:
        work.partnerships.add(build.partnership())
        assert work.covenants.propose(WS, ID, ANN, TERMS) == 1
        work.commit()
    return people


def test_a_covenant_comes_back_as_it_went(proposed: Database) -> None:
    with proposed.read() as work:
        assert work.covenants.get(WS, ID) == FIRST
        assert work.covenants.get(WS, row_id(2)) is None


def test_each_signs_once(proposed: Database) -> None:
    with proposed.write() as work:
        assert work.covenants.sign(WS, ID, ANN, 1, NOW)
        assert not work.covenants.sign(WS, ID, ANN, 1, NOW)
        assert work.covenants.get(WS, ID) == replace(FIRST, signed_by=frozenset({ANN}))


def test_new_terms_need_new_signatures(proposed: Database) -> None:
    with proposed.write() as work:
        work.covenants.sign(WS, ID, ANN, 1, NOW)
        longer = replace(TERMS, minutes=45)
        assert work.covenants.propose(WS, ID, BEN, longer) == 2
        assert work.covenants.get(WS, ID) == Covenant(WS, ID, None, BEN, 2, longer)
        assert work.covenants.sign(WS, ID, ANN, 2, NOW)
        assert work.covenants.get(WS, ID) == Covenant(WS, ID, None, BEN, 2, longer, frozenset({ANN}))


@pytest.mark.parametrize("revision", [0, 1, 3])
def test_other_terms_than_the_present_cannot_be_signed(revision: int, proposed: Database) -> None:
    with proposed.write() as work:
        work.covenants.propose(WS, ID, BEN, TERMS)
        assert not work.covenants.sign(WS, ID, ANN, revision, NOW)


def test_what_does_not_exist_cannot_be_signed(proposed: Database) -> None:
    with proposed.write() as work:
        assert not work.covenants.sign(WS, row_id(2), ANN, 1, NOW)


def test_the_card_outlives_new_terms_until_it_is_gone(proposed: Database) -> None:
    with proposed.write() as work:
        work.covenants.set_message(WS, ID, "1700000000.000001")
        work.covenants.propose(WS, ID, ANN, TERMS)
        assert work.covenants.get(WS, ID) == replace(FIRST, revision=2, message_ts="1700000000.000001")
        work.covenants.set_message(WS, ID, None)
        assert work.covenants.get(WS, ID) == replace(FIRST, revision=2)


def test_a_commitment_is_kept_as_a_pointer_and_replaced(proposed: Database) -> None:
    with proposed.write() as work:
        work.covenants.put_commitment(WS, ID, ANN, build.card(1))
        work.covenants.put_commitment(WS, ID, ANN, build.card(2))
        work.covenants.put_commitment(WS, ID, BEN, build.card(3))
        found = work.covenants.get(WS, ID)
        assert found == replace(FIRST, commitments={ANN: build.card(2), BEN: build.card(3)})
        assert work.covenants.commitments_of(WS, ANN) == ((ID, build.card(2)),)


def test_of_two_who_sign_at_once_the_second_sees_both(proposed: Database) -> None:
    def sign(member_id: str, work: UnitOfWork) -> frozenset[str]:
        assert work.covenants.sign(WS, ID, member_id, 1, NOW)
        found = work.covenants.get(WS, ID)
        assert found is not None
        return found.signed_by

    first, second = overlapping(proposed, partial(sign, ANN), partial(sign, BEN))
    assert first == {ANN}
    assert second == {ANN, BEN}


def test_a_signature_that_meets_new_terms_does_not_count(proposed: Database) -> None:
    def propose(work: UnitOfWork) -> bool:
        return work.covenants.propose(WS, ID, BEN, TERMS) == 2

    def sign(work: UnitOfWork) -> bool:
        return work.covenants.sign(WS, ID, ANN, 1, NOW)

    assert overlapping(proposed, propose, sign) == (True, False)


def test_active_partnerships_are_found_by_the_way_of_practising_that_they_agreed_on(proposed: Database) -> None:
    monthly = replace(TERMS, preset=Preset.MOVEMENT)
    with proposed.write() as work:
        work.covenants.agree(replace(FIRST, terms=monthly))
        assert work.covenants.agreed_under(Preset.MOVEMENT) == ()
        work.partnerships.activate(WS, ID)
        assert work.covenants.agreed_under(Preset.MOVEMENT) == ((WS, ID, monthly),)
        assert work.covenants.agreed_under(Preset.CORPORATE) == ()


def test_what_was_agreed_stays_with_its_words_while_a_change_is_proposed(proposed: Database) -> None:
    ours, theirs = build.card(1), build.card(2)
    with proposed.write() as work:
        work.covenants.agree(replace(FIRST, words=ours))
        work.covenants.propose(WS, ID, BEN, replace(TERMS, minutes=60), NOW, theirs)
        found = work.covenants.get(WS, ID)
    assert found is not None
    assert (found.terms.minutes, found.words) == (60, theirs)
    assert (found.agreed, found.agreed_words) == (TERMS, ours)


def test_only_what_is_not_agreed_waits_for_signatures(proposed: Database) -> None:
    with proposed.write() as work:
        work.covenants.propose(WS, ID, ANN, TERMS, NOW)
        assert work.covenants.unsigned() == ((WS, ID, NOW),)
        work.covenants.agree(replace(FIRST, revision=2))
        assert work.covenants.unsigned() == ()


def test_who_signed_an_earlier_revision_is_still_known(proposed: Database) -> None:
    with proposed.write() as work:
        work.covenants.sign(WS, ID, ANN, 1, NOW)
        work.covenants.propose(WS, ID, BEN, TERMS, NOW)
        assert work.covenants.ever_signed(WS, ID) == {ANN}
