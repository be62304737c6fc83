"""One nudge and who holds it, as tests of claims and leases look at it."""

from datetime import timedelta

from storage.records import Nudge
from storage.unit_of_work import UnitOfWork
from tests.storage import build
from tests.storage.build import LEASE, NOW, WORKER

TS = "1700000000.000001"
SOON = NOW + timedelta(seconds=5)
LATER = NOW + LEASE + timedelta(seconds=1)


def claim_one(work: UnitOfWork, owner: str = WORKER, at: timedelta = timedelta()) -> Nudge:
    (claimed,) = work.nudges.claim(NOW + at, owner, LEASE, 10)
    return claimed


def stored(work: UnitOfWork) -> Nudge:
    found = work.nudges.get(build.nudge())
    assert found is not None
    return found
