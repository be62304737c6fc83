"""One worker at a time reads for a workspace, and each preview is answered once."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

from storage.database import Database
from tests.storage import build
from tests.storage.build import ANN, BEN, LEASE, NOW, OTHER_WORKER, OTHER_WS, WORKER, WS

SECOND = timedelta(seconds=1)
LATER = NOW + LEASE + SECOND


def test_a_workspace_has_one_reader_until_its_lease_ends(people: Database) -> None:
    with people.write() as work:
        assert work.readers.take(WS, WORKER, NOW, LEASE)
        assert not work.readers.take(WS, OTHER_WORKER, NOW + LEASE, LEASE)
        assert work.readers.take(WS, WORKER, NOW + LEASE, LEASE), "it may go on"
        assert not work.readers.take(WS, OTHER_WORKER, LATER, LEASE)
        assert work.readers.take(WS, OTHER_WORKER, LATER + LEASE, LEASE)
        assert not work.readers.take(WS, WORKER, LATER + LEASE, LEASE)


def test_who_leaves_makes_room_at_once_everywhere(people: Database) -> None:
    build.add_people(people, OTHER_WS)
    with people.write() as work:
        for ws in (WS, OTHER_WS):
            work.readers.take(ws, WORKER, NOW, LEASE)
        work.readers.leave(OTHER_WORKER)
        assert not work.readers.take(WS, OTHER_WORKER, NOW, LEASE)
        work.readers.leave(WORKER)
        assert work.readers.take(WS, OTHER_WORKER, NOW, LEASE)
        assert work.readers.take(OTHER_WS, OTHER_WORKER, NOW, LEASE)


def test_of_many_workers_one_becomes_the_reader(people: Database) -> None:
    def take(number: int) -> bool:
        with people.write() as work:
            got = work.readers.take(WS, f"{number:032x}", NOW, LEASE)
            work.commit()
        return got

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(take, range(6))) == 1


def test_a_preview_waits_once_for_each_host_and_is_gone_when_it_is_answered(people: Database) -> None:
    first, other = build.preview(ANN), replace(build.preview(BEN), asked_at=NOW + SECOND)
    with people.write() as work:
        for one in (other, first, replace(first, asked_at=NOW + SECOND)):
            work.previews.ask(one)
        assert work.previews.due(WS, NOW) == (first, other)
        work.previews.answered(first)
        assert work.previews.due(WS, NOW) == (other,)


def test_a_claimed_preview_is_nobody_elses_until_then(people: Database) -> None:
    preview = build.preview()
    with people.write() as work:
        work.previews.ask(preview)
        assert work.previews.claim(preview, NOW, NOW + LEASE)
        assert not work.previews.claim(preview, NOW + LEASE, LATER)
        assert work.previews.due(WS, NOW + LEASE) == ()
        assert work.previews.due(WS, LATER) == (preview,)
        work.previews.put_off(preview, LATER)
        assert work.previews.due(WS, LATER) == ()
        assert work.previews.claim(preview, LATER + SECOND, LATER + LEASE)
        work.previews.answered(preview)
        assert not work.previews.claim(preview, LATER + LEASE + SECOND, LATER + LEASE)
