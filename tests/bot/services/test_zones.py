"""What is planned follows the rules of its zone, and what is sent stays as it is."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, cast
from zoneinfo import ZoneInfo

import pytest

from bot.practice.windows import CHECK_IN_KINDS
from bot.services.context import Context
from bot.services.notices import group_nudge
from bot.services.planning import plan_check_ins, plan_nudges
from bot.services.zones import follow_rules
from matching.vocabulary import Cadence, Format
from storage.database import Database
from storage.records import CheckIn, DailyStep, Nudge, Partnership, Terms
from storage.unit_of_work import UnitOfWork
from storage.vocabulary import CheckInState, NudgeKind, NudgeState
from tests.proofs.rules import swapped
from tests.storage import build
from tests.storage.build import ANN, BEN, WS, row_id

ID = row_id(1)
MONDAY = date(2026, 3, 30)
"""The day after Berlin has put its clock forward."""
NOW = datetime(2026, 3, 28, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
TERMS = Terms(MONDAY, 9 * 60, "Europe/Berlin", Cadence.WEEKLY, 30, Format.CALL_30, date(2026, 6, 22))
WINTER = {"Europe/Berlin": "Africa/Tunis"}
"""Berlin without summer time."""


@pytest.fixture
def context(database: Database) -> Context:
    """Give a partnership whose first check-in and its nudges are planned."""
    build.add_people(database)
    with database.write() as work:
        work.partnerships.add(build.partnership())
        work.partnerships.activate(WS, ID)
        for member in (ANN, BEN):
            work.covenants.sign(WS, ID, member, work.covenants.propose(WS, ID, ANN, TERMS, NOW), NOW)
        covenant = work.covenants.get(WS, ID)
        assert covenant
        work.covenants.agree(covenant)
        work.commit()
    made = Context(database, cast(Any, None), cast(Any, None), lambda: row_id(9))
    plan(made)
    return made


def plan(context: Context, now: datetime = NOW) -> None:
    """Plan as a worker does, after it has compared what is planned."""
    follow_rules(context, now)
    plan_check_ins(context, now)
    plan_nudges(context, now)


def check_ins(context: Context) -> Sequence[CheckIn]:
    with context.database.read() as work:
        return work.check_ins.all_of(WS, ID)


def nudges(context: Context, *members: str) -> list[Nudge]:
    with context.database.read() as work:
        return [one for each in members or (ANN, BEN) for one in work.nudges.of_member(WS, each, NOW - HOUR * 48)]


def due(context: Context) -> dict[NudgeKind, datetime]:
    return {one.kind: one.due_at for one in nudges(context, ANN)}


def partnership(work: UnitOfWork) -> Partnership:
    found = work.partnerships.get(WS, ID)
    assert found
    return found


def test_other_rules_move_what_is_planned_and_keep_its_keys(context: Context) -> None:
    start = datetime(2026, 3, 30, 7, tzinfo=UTC)
    before = due(context)
    assert before == dict(zip(CHECK_IN_KINDS, (start - 24 * HOUR, start, start + timedelta(minutes=30)), strict=True))
    keys = [one.key for one in nudges(context)]
    with swapped(WINTER):
        plan(context)
        assert [one.starts_at for one in check_ins(context)] == [start + HOUR, start + HOUR + timedelta(days=7)]
        assert due(context) == {kind: at + HOUR for kind, at in before.items()}
        assert [one.key for one in nudges(context)] == keys
        assert {one.expires_at - one.due_at for one in nudges(context)} == {24 * HOUR, HOUR / 2, 48 * HOUR}
    plan(context)
    assert due(context) == before


def test_the_night_of_the_change_may_move_only_the_nudge_of_the_day_before(context: Context) -> None:
    with swapped({"Europe/Berlin": "Africa/Johannesburg"}):  # two hours ahead of UTC before and after
        sunday = datetime(2026, 3, 29, 7, tzinfo=UTC)
        plan(context, sunday - HOUR * 24)
        assert check_ins(context)[0].starts_at == sunday + 24 * HOUR
        assert due(context)[NudgeKind.DAY_BEFORE] == sunday


def test_what_was_sent_or_is_on_its_way_stays(context: Context) -> None:
    eve = min(due(context).values())
    with context.database.write() as work:
        first, second = work.nudges.claim(eve, row_id(7), timedelta(seconds=30), 2)
        work.nudges.sent(first, "1700000000.000001")
        work.nudges.intend(second, eve)
        work.commit()
    before = [one for one in nudges(context) if one.state is not NudgeState.DUE]
    with swapped(WINTER):
        plan(context, eve)
    assert [one for one in nudges(context) if one.state is not NudgeState.DUE] == before
    assert len(before) == 2


def test_a_time_that_members_chose_within_the_day_stays(context: Context) -> None:
    chosen = datetime(2026, 3, 30, 15, tzinfo=UTC)
    with context.database.write() as work:
        work.check_ins.shift(WS, ID, MONDAY, chosen, 30)
        work.nudges.revive(group_nudge(partnership(work), NudgeKind.MOVED, NOW, MONDAY))
        work.commit()
    with swapped(WINTER):
        plan(context)
    plan(context)
    assert check_ins(context)[0].starts_at == chosen


def test_a_day_that_members_chose_stays_at_its_time(context: Context) -> None:
    tuesday = datetime(2026, 3, 31, 15, tzinfo=UTC)
    with context.database.write() as work:
        work.check_ins.move(WS, ID, MONDAY, tuesday.date())
        work.check_ins.add(CheckIn(WS, ID, tuesday.date(), tuesday, 30))
        work.commit()
    plan(context)
    assert [one.starts_at for one in check_ins(context) if one.local_date == tuesday.date()] == [tuesday]


def test_a_date_that_leaves_the_calendar_has_no_check_in(context: Context) -> None:
    with context.database.write() as work:
        work.check_ins.add(CheckIn(WS, ID, date(2011, 12, 30), datetime(2011, 12, 30, 8, tzinfo=UTC), 30))
        work.commit()
    with swapped({"Europe/Berlin": "Pacific/Apia"}):
        follow_rules(context, datetime(2011, 12, 25, tzinfo=UTC))
    assert check_ins(context)[0].state is CheckInState.SKIPPED


def test_a_daily_step_follows_the_rules_of_the_members_zone(context: Context) -> None:
    at = datetime(2026, 3, 29, 6, tzinfo=UTC)  # eight on Ann's clock in summer
    with context.database.write() as work:
        work.daily_steps.put(DailyStep(WS, ID, ANN, 480))
        work.nudges.plan([Nudge(WS, ID, at.date(), ANN, NudgeKind.DAILY_STEP, at, at + 6 * HOUR)])
        work.commit()
    with swapped(WINTER):
        plan(context)
        assert due(context)[NudgeKind.DAILY_STEP] == at + HOUR
        assert due(context)[NudgeKind.DAILY_STEP].astimezone(ZoneInfo("Europe/Berlin")).hour == 8


def test_where_nothing_differs_nothing_is_written(context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused() -> None:
        raise AssertionError("it asked to write")

    monkeypatch.setattr(context.database, "write", refused)
    follow_rules(context, NOW)
