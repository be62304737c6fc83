from pathlib import Path

from tests.proofs.ack_storm import WEB, Storm, row


def test_what_was_acknowledged_has_happened_although_processes_are_killed(
    url: str, backend: str, tmp_path: Path
) -> None:
    storm = Storm(20, kills=2, clients=16, answers_in=0.02)
    storm.rage(url, WEB["SQLite" if backend == "sqlite" else "PostgreSQL"], tmp_path)
    assert (storm.acknowledged, storm.lost) == (5 * 20 + 1, 0)


def test_with_bolts_defaults_it_has_not(tmp_path: Path) -> None:
    storm = Storm(20, kills=2, clients=16)
    storm.rage_at_the_rival(tmp_path)
    assert storm.lost > 0, row("rival", 1, storm)
