from datetime import UTC, datetime, timedelta

from tests.proofs import misfires
from tests.proofs.crowd import NUDGES
from tests.proofs.outage import Toll, outage


def test_six_hours_without_a_worker_drop_nothing_in_silence(url: str) -> None:
    toll = outage(11, url)
    # Of five circles of four: what asks afterwards and what tells of tomorrow still arrives, the hour itself is over.
    # One circle had met on the hour when the outage began, and was to be asked a minute later.
    assert toll == Toll(due=5 * NUDGES + 4, arrived=5 * 8 + 4, told=5 * 4, twice=0, silent=0)


def test_a_scheduler_with_its_defaults_forgets_what_fell_due() -> None:
    now = datetime.now(UTC)
    assert misfires.run([now - timedelta(minutes=late) for late in (1, 60, 300)], now) == 0
