"""Cycles begin and are renewed once; what partners do not want is remembered for one cycle; circles link by consent."""

from datetime import timedelta

from storage.database import Database
from storage.records import CircleLink, Cycle
from storage.vocabulary import NudgeKind
from tests.storage.build import ANN, BEN, CY, TODAY, WS, partnership, row_id

FIRST = Cycle(WS, row_id(1), 1, TODAY)
LATER = TODAY + timedelta(weeks=12)


def begun(people: Database) -> None:
    with people.write() as work:
        for number, members in ((1, (ANN, BEN)), (2, (BEN, CY))):
            work.partnerships.add(partnership(number, members))
        assert work.cycles.begin(FIRST)
        work.commit()


def test_a_cycle_begins_once_and_is_renewed_once(people: Database) -> None:
    begun(people)
    with people.write() as work:
        assert not work.cycles.begin(FIRST)
        assert work.cycles.renew(FIRST, LATER)
        assert not work.cycles.renew(FIRST, LATER)
        found = work.cycles.get(WS, row_id(1))
    assert found == Cycle(WS, row_id(1), 2, LATER)


def test_only_active_partnerships_are_in_a_cycle(people: Database) -> None:
    begun(people)
    with people.write() as work:
        assert work.cycles.of_active(WS) == ()
        work.partnerships.activate(WS, row_id(1))
        assert work.cycles.of_active(WS) == (FIRST,)


def test_a_proposal_is_unwanted_for_one_cycle(people: Database) -> None:
    begun(people)
    with people.write() as work:
        work.cycles.silence(WS, row_id(1), NudgeKind.DECAY, 1)
        work.cycles.silence(WS, row_id(1), NudgeKind.DECAY, 1)
        assert work.cycles.silenced(WS, row_id(1), 1) == {NudgeKind.DECAY}
        assert work.cycles.silenced(WS, row_id(1), 2) == frozenset()


def test_circles_link_only_by_consent(people: Database) -> None:
    begun(people)
    with people.write() as work:
        assert work.links.ask(CircleLink(WS, row_id(1), row_id(2)))
        assert not work.links.ask(CircleLink(WS, row_id(2), row_id(1)))
        assert not work.links.accept(WS, row_id(2), row_id(1))
        assert work.links.accept(WS, row_id(1), row_id(2))
        assert work.links.of(WS, row_id(2)) == (CircleLink(WS, row_id(1), row_id(2), accepted=True),)
        assert work.links.part(WS, row_id(2), row_id(1))
        assert work.links.of(WS, row_id(1)) == ()
