"""Each suggestion run is carried out once, and again only when asked for."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from storage.database import Database
from storage.records import EVERYONE
from tests.storage.build import ANN, LEASE, NOW, WEEK, WS, row_id

LATER = NOW + LEASE + timedelta(seconds=1)


def test_a_run_is_put_down_once(people: Database) -> None:
    with people.write() as work:
        assert work.runs.add(WS, WEEK, EVERYONE)
        assert not work.runs.add(WS, WEEK, EVERYONE)
        assert work.runs.due(WS, NOW) == ((WEEK, EVERYONE),)


def test_a_claimed_run_is_nobody_elses_until_the_lease_ends(people: Database) -> None:
    with people.write() as work:
        work.runs.add(WS, WEEK, EVERYONE)
        assert work.runs.claim(WS, WEEK, EVERYONE, NOW, LEASE)
        assert not work.runs.claim(WS, WEEK, EVERYONE, NOW + LEASE, LEASE)
        assert work.runs.due(WS, NOW) == ()
        assert work.runs.due(WS, LATER) == ((WEEK, EVERYONE),)
        assert work.runs.claim(WS, WEEK, EVERYONE, LATER, LEASE)


def test_a_finished_run_stays_finished(people: Database) -> None:
    with people.write() as work:
        work.runs.add(WS, WEEK, EVERYONE)
        work.runs.claim(WS, WEEK, EVERYONE, NOW, LEASE)
        assert work.runs.finish(WS, WEEK, EVERYONE, NOW + LEASE)
        assert not work.runs.add(WS, WEEK, EVERYONE)
        assert work.runs.due(WS, LATER) == ()
        assert not work.runs.claim(WS, WEEK, EVERYONE, LATER, LEASE)


def test_who_lost_the_lease_cannot_finish_a_run(people: Database) -> None:
    with people.write() as work:
        work.runs.add(WS, WEEK, EVERYONE)
        work.runs.claim(WS, WEEK, EVERYONE, NOW, LEASE)
        work.runs.claim(WS, WEEK, EVERYONE, LATER, LEASE)
        assert not work.runs.finish(WS, WEEK, EVERYONE, NOW + LEASE)
        assert work.runs.finish(WS, WEEK, EVERYONE, LATER + LEASE)


def test_a_run_put_off_waits_until_then(people: Database) -> None:
    soon = NOW + timedelta(seconds=30)
    with people.write() as work:
        work.runs.add(WS, WEEK, EVERYONE)
        work.runs.claim(WS, WEEK, EVERYONE, NOW, LEASE)
        work.runs.put_off(WS, WEEK, EVERYONE, NOW + LEASE, soon)
        assert work.runs.due(WS, soon) == ()
        assert work.runs.due(WS, soon + timedelta(seconds=1)) == ((WEEK, EVERYONE),)


def test_a_member_may_ask_again_once_their_run_is_done(people: Database) -> None:
    with people.write() as work:
        work.runs.request(WS, WEEK, ANN)
        work.runs.claim(WS, WEEK, ANN, NOW, LEASE)
        work.runs.request(WS, WEEK, ANN)
        assert work.runs.due(WS, NOW) == ()
        assert work.runs.finish(WS, WEEK, ANN, NOW + LEASE)
        work.runs.request(WS, WEEK, ANN)
        assert work.runs.due(WS, NOW) == ((WEEK, ANN),)


def test_of_many_claimers_one_gets_the_run(people: Database) -> None:
    with people.write() as work:
        work.runs.add(WS, WEEK, EVERYONE)
        work.commit()

    def claim(_: int) -> bool:
        with people.write() as work:
            got = work.runs.claim(WS, WEEK, EVERYONE, NOW, LEASE)
            work.commit()
        return got

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(claim, range(6))) == 1


def test_one_more_partner_is_asked_for_by_the_partnership(people: Database) -> None:
    with people.write() as work:
        assert work.runs.request(WS, WEEK, ANN, row_id(1))
        assert work.runs.request(WS, WEEK, ANN, row_id(1)), "asked for twice"
        assert work.runs.enlarging(WS, WEEK, ANN) == row_id(1)
        assert not work.runs.request(WS, WEEK, ANN), "something else waits"
        assert work.runs.claim(WS, WEEK, ANN, NOW, LEASE)
        assert work.runs.finish(WS, WEEK, ANN, NOW + LEASE)
        assert work.runs.request(WS, WEEK, ANN)
        assert work.runs.enlarging(WS, WEEK, ANN) is None
