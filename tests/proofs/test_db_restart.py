import pytest

from tests.conftest import BACKENDS
from tests.proofs.db_restart import is_whole, least_kept
from tests.proofs.fast_time import FastTime
from tests.proofs.restarts import Load, restarted


@pytest.mark.parametrize("backend", [name for name in BACKENDS if name == "postgresql"], indirect=True)
def test_work_goes_on_by_itself_after_postgresql_was_restarted(backend: str) -> None:
    assert backend == "postgresql"
    load = Load(400, 2, 2, ("immediate",), window=2.0, answers_in=1.0, fast=FastTime(5.0))
    found = restarted(load)
    assert is_whole(found)
    assert found.refused > 0, "nobody noticed"
    assert least_kept(found) > 0.5
