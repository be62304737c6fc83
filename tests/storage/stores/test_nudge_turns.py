"""Workspaces take turns where nudges are claimed: whoever waited longest first, none more than its share."""

from dataclasses import replace

import pytest
from sqlalchemy import text

from matching.vocabulary import Weekday
from storage.database import Database
from storage.records import Nudge, Workspace
from storage.unit_of_work import UnitOfWork
from tests.storage import build
from tests.storage.build import LEASE, NOW, WORKER, WS

SMALL = "T0SMALL"
OF_WHAT_IS_OPEN = ("ix_nudge_due_at", "ix_nudge_workspace_id_due_at")
"""Both leave out what was sent or given up."""


@pytest.fixture
def two(people: Database) -> Database:
    """Plan twenty for one workspace, and two for another that are due a little later."""
    with people.write() as work:
        work.workspaces.add(Workspace(SMALL, Weekday.MON, 10, "Etc/UTC", NOW))
        work.nudges.plan([build.nudge(f"U{number:03d}", due_in=-60) for number in range(20)])
        work.nudges.plan(
            [replace(build.nudge(f"U9{number:02d}", due_in=-1), workspace_id=SMALL) for number in range(2)]
        )
        work.commit()
    return people


def claim(work: UnitOfWork, limit: int, each: int | None = None, resting: tuple[str, ...] = ()) -> list[str]:
    found: tuple[Nudge, ...] = work.nudges.claim(NOW, WORKER, LEASE, limit, each, resting)
    return [one.workspace_id for one in found]


def test_a_large_workspace_leaves_room_for_a_small_one(two: Database) -> None:
    with two.write() as work:
        assert claim(work, 10, each=5) == [WS] * 5 + [SMALL] * 2


def test_whoever_waited_longest_comes_first_where_there_is_room_for_few(two: Database) -> None:
    with two.write() as work:
        assert claim(work, 3, each=5) == [WS] * 3


def test_one_that_rests_is_passed_over(two: Database) -> None:
    with two.write() as work:
        assert claim(work, 10, resting=(WS,)) == [SMALL] * 2
        assert claim(work, 30) == [WS] * 20


def test_a_small_one_is_found_behind_more_than_a_claim_looks_at_first(two: Database) -> None:
    with two.write() as work:
        assert claim(work, 2, each=1) == [WS, SMALL]
        assert claim(work, 1, each=1, resting=(WS,)) == [SMALL]


def test_nothing_is_claimed_where_there_is_no_room(two: Database) -> None:
    with two.write() as work:
        assert claim(work, 0, each=5) == []


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_claims_look_at_what_is_on_its_way_only(two: Database) -> None:
    """What was sent long ago stays in the table, and must not make claims slower."""
    seen: list[str] = []
    with two.write() as work:
        connection = work.connection.connection
        connection.set_trace_callback(seen.append)
        claim(work, 10, each=5)
        connection.set_trace_callback(None)
        selects = [query for query in seen if query.startswith("SELECT")]
        plans = [row[3] for query in selects for row in work.connection.execute(text(f"EXPLAIN QUERY PLAN {query}"))]
    about = [one for one in plans if "nudge" in one]
    assert about
    assert all(any(f"INDEX {index} " in one for index in OF_WHAT_IS_OPEN) for one in about)
