"""Every workspace gets its turn, and none more messages than Slack takes."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.worker.turns import AT_ONCE, EACH, RATE, Turns

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
SECOND = timedelta(seconds=1)
WINDOW = timedelta(minutes=30)


def send(turns: Turns, now: datetime, workspace_id: str = "T1") -> int:
    """Send as much as the turn allows, at one instant."""
    sent = 0
    while workspace_id not in turns.resting(now):
        for _ in range(EACH):
            turns.begin(workspace_id, now)
            turns.end(workspace_id)
        sent += EACH
    return sent


def test_ten_thousand_at_once_are_spread_over_their_window() -> None:
    turns = Turns()
    by_second = [send(turns, NOW + second * SECOND) for second in range(int(WINDOW.total_seconds()))]
    assert max(sum(by_second[start : start + 60]) for start in range(len(by_second))) <= AT_ONCE + 60 * RATE
    assert sum(by_second) > 9_000


@given(st.lists(st.floats(0, 30), min_size=1, max_size=40))
def test_no_minute_holds_more_than_slack_takes(pauses: list[float]) -> None:
    turns, now, sent = Turns(), NOW, list[tuple[datetime, int]]()
    for pause in pauses:
        now += timedelta(seconds=pause)
        sent.append((now, send(turns, now)))
    for start, _ in sent:
        within = sum(count for at, count in sent if start <= at < start + timedelta(minutes=1))
        assert within <= AT_ONCE + 60 * RATE


def test_one_that_has_had_its_share_does_not_hold_up_another() -> None:
    turns = Turns()
    send(turns, NOW, "T1")
    assert list(turns.resting(NOW)) == ["T1"]
    assert send(turns, NOW, "T2") == AT_ONCE


def test_one_with_messages_under_way_waits_for_them() -> None:
    turns = Turns()
    turns.begin("T1", NOW)
    assert "T1" in turns.resting(NOW)
    turns.end("T1")
    assert "T1" not in turns.resting(NOW)


def test_a_rest_is_kept_to_its_end_and_not_shortened() -> None:
    turns = Turns()
    turns.rest("T1", NOW, NOW + 30 * SECOND)
    turns.rest("T1", NOW, NOW + 10 * SECOND)
    assert "T1" in turns.resting(NOW + 29 * SECOND)
    assert "T1" not in turns.resting(NOW + 30 * SECOND)
