import pytest
from sqlalchemy import Engine, func, select

from bot.worker.dispatch import BATCH
from bot.worker.turns import EACH
from storage.tables import NudgeRow
from storage.vocabulary import NudgeState
from tests.benchmarks.nudge_lateness import Scene, Trouble, rival, trellis
from tests.benchmarks.nudge_rates import Way, rate
from tests.benchmarks.nudge_table import NudgeTable

FLOOD = Scene(each_second=10, seconds=3, trouble=Trouble.FLOOD)


@pytest.fixture
def table(engine: Engine) -> NudgeTable:
    made = NudgeTable(engine, 100)
    made.fill(1_000)
    return made


def test_a_large_workspace_makes_others_wait_for_seconds_at_most(table: NudgeTable) -> None:
    found = FLOOD.lateness(table, trellis)
    assert found.unsent == 0
    assert found.p99 < 5


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_whoever_sends_the_oldest_first_lets_the_others_wait(table: NudgeTable) -> None:
    assert FLOOD.lateness(table, rival).unsent > 0


def test_all_that_is_due_is_claimed_and_settled_in_batches(table: NudgeTable) -> None:
    rate(table, Way("batches", BATCH, EACH, 200))
    sent = select(func.count()).where(NudgeRow.state == NudgeState.SENT)
    with table.database.read() as work:
        assert work.connection.execute(sent).scalar_one() == 200
