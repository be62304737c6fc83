from datetime import timedelta
from pathlib import Path

from tests.proofs.crowd import NUDGES, Crowd
from tests.proofs.kill_storm import FACTOR, is_whole
from tests.proofs.storm import Storm, weather

SMALL = Crowd(20, workspaces=5, span=timedelta(seconds=90))


def test_each_nudge_arrives_once_although_workers_are_killed(url: str, backend: str) -> None:
    found = weather(Storm(SMALL, 12, 4 * FACTOR, 1 if backend == "sqlite" else 3), url)
    assert (len(found.nudges), found.seen) == (20 * NUDGES, 20 * NUDGES)
    assert (found.duplicates, found.lost, found.open, found.misreported) == (0, 0, 0, 0)
    assert is_whole(found)


def test_the_usual_design_would_not_pass(tmp_path: Path) -> None:
    found = weather(Storm(SMALL, 5, 4 * FACTOR, 1, is_rival=True), f"sqlite:///{tmp_path / 'trellis.db'}")
    assert found.duplicates > 0
    assert not is_whole(found)
