"""Which nudges of a restored database may have been sent since its backup, and what is done with them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from storage.database import Database
from storage.records import EVERYONE, Nudge
from storage.restoring import doubt_nudges, named
from storage.unit_of_work import UnitOfWork
from storage.vocabulary import NudgeKind, NudgeReason, NudgeState
from tests.storage import build
from tests.storage.build import ANN, BEN, CY, NOW, OTHER_WORKER, TODAY, WORKER, WS
from tests.storage.claims import TS

TAKEN = NOW + timedelta(minutes=5)
RESTORED = NOW + timedelta(minutes=30)
HOUR = timedelta(hours=1)


@pytest.fixture
def work(people: Database) -> Iterator[UnitOfWork]:
    with people.write() as opened:
        yield opened


def doubted(work: UnitOfWork, nudge: Nudge) -> Nudge:
    doubt_nudges(work, TAKEN, RESTORED)
    found = work.nudges.get(nudge)
    assert found is not None
    return found


@pytest.mark.parametrize("kind", [NudgeKind.AFTER, NudgeKind.GOAL_LAPSED])
def test_a_members_nudge_that_was_due_is_looked_for_from_the_backup_on(kind: NudgeKind, work: UnitOfWork) -> None:
    work.nudges.plan([build.nudge(kind=kind, due_in=10)])
    found = doubted(work, build.nudge(kind=kind))
    assert (found.state, found.attempted_at) == (NudgeState.UNKNOWN, TAKEN)


def test_an_attempt_before_the_backup_stays_the_one_to_look_back_to(work: UnitOfWork) -> None:
    work.nudges.plan([build.nudge()])
    (held,) = work.nudges.claim(NOW, WORKER, HOUR, 1)
    work.nudges.intend(held, NOW)
    found = doubted(work, held)
    assert (found.state, found.attempted_at) == (NudgeState.UNKNOWN, NOW)
    assert work.nudges.claim(RESTORED, OTHER_WORKER, HOUR, 1), "whoever held it is gone"


def test_what_comes_at_its_own_hour_is_left_alone_before_it(work: UnitOfWork) -> None:
    work.nudges.plan([build.nudge(due_in=40)])
    assert doubted(work, build.nudge()).state is NudgeState.DUE


def test_what_is_planned_for_whenever_it_is_noticed_may_have_been_sent_on_its_date(work: UnitOfWork) -> None:
    later = build.nudge(kind=NudgeKind.UNANSWERED, due_in=40)
    tomorrow = replace(later, local_date=TODAY + timedelta(days=1))
    work.nudges.plan([later, tomorrow])
    assert doubted(work, later).state is NudgeState.UNKNOWN
    assert doubted(work, tomorrow).state is NudgeState.DUE


def test_what_went_to_a_group_is_given_up_but_for_what_holds_its_buttons(work: UnitOfWork) -> None:
    nudges = {kind: build.nudge(EVERYONE, kind) for kind in (NudgeKind.MOVED, NudgeKind.DECAY, NudgeKind.INTRODUCTION)}
    work.nudges.plan(list(nudges.values()))
    found = {kind: doubted(work, one) for kind, one in nudges.items()}
    given_up = (NudgeState.CANCELLED, NudgeReason.RESTORED)
    assert (found[NudgeKind.MOVED].state, found[NudgeKind.MOVED].reason) == given_up
    assert (found[NudgeKind.DECAY].state, found[NudgeKind.DECAY].reason) == given_up
    assert found[NudgeKind.INTRODUCTION].state is NudgeState.DUE


def test_what_was_too_late_long_ago_is_given_up_without_blame(work: UnitOfWork) -> None:
    work.nudges.plan([build.nudge(due_in=-3 * 24 * 60)])
    assert doubted(work, build.nudge()).reason is NudgeReason.RESTORED


def test_what_is_settled_stays(work: UnitOfWork) -> None:
    work.nudges.plan([build.nudge()])
    (held,) = work.nudges.claim(NOW, WORKER, HOUR, 1)
    work.nudges.sent(held, TS)
    assert doubted(work, held).state is NudgeState.SENT


def test_everybody_whom_a_row_names_is_found(database: Database) -> None:
    build.add_everything(database)
    with database.read() as work:
        assert {(WS, ANN), (WS, BEN), (WS, CY)} <= named(work)
