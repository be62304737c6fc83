"""Never more reads in a minute than agreed, a fair share for both who read, and nothing read in halves."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.slack.outcomes import NotSentError
from bot.slack.pace import MOST, SHARE, Pace, PacedWords, Reader
from bot.slack.words import Words
from storage.records import Pointer

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
CARDS = {f"U{number}": Pointer("D1", f"1700000000.{number:06d}") for number in range(6)}


class Counted(Words):
    """Gives each card a word and counts."""

    def __init__(self) -> None:
        self.reads = 0

    def read(self, pointer: Pointer, block_id: str) -> str | None:  # noqa: ARG002 the signature is that of Words
        self.reads += 1
        return "words"


@given(st.lists(st.tuples(st.sampled_from(Reader), st.integers(1, 6), st.integers(0, 20)), max_size=300))
def test_no_minute_holds_more_reads_than_agreed(wishes: list[tuple[Reader, int, int]]) -> None:
    pace, now, taken = Pace(), NOW, list[datetime]()
    for reader, reads, seconds in wishes:
        now += seconds * SECOND
        if not pace.wait(reader, reads, now):
            taken += [now] * reads
        assert sum(1 for at in taken if at > now - MINUTE) <= MOST


def test_one_who_reads_alone_may_read_at_the_full_pace() -> None:
    pace, read = Pace(), 0
    for second in range(3600):
        read += not pace.wait(Reader.MATCHING, 1, NOW + second * SECOND)
    assert read == 60 * MOST


def test_a_nudge_gets_its_turn_within_a_minute_while_matching_reads_on() -> None:
    pace = Pace()
    waited = {Reader.NUDGES: 0, Reader.MATCHING: 0}
    for second in range(600):
        for _ in range(2):
            waited[Reader.MATCHING] += not pace.wait(Reader.MATCHING, 1, NOW + second * SECOND)
        waited[Reader.NUDGES] += not pace.wait(Reader.NUDGES, 6, NOW + second * SECOND)
    assert waited[Reader.NUDGES] * 6 >= 9 * (SHARE - 6)
    assert waited[Reader.MATCHING] >= 9 * SHARE


def test_it_says_how_long_to_wait() -> None:
    pace = Pace()
    assert not pace.wait(Reader.MATCHING, 1, NOW)
    assert not pace.wait(Reader.MATCHING, MOST - 1, NOW + SECOND)
    assert pace.wait(Reader.MATCHING, 1, NOW + 10 * SECOND) == 50 * SECOND
    assert not pace.wait(Reader.MATCHING, 1, NOW + MINUTE)


def test_several_cards_are_read_together_or_not_at_all() -> None:
    counted, pace = Counted(), Pace()
    pace.wait(Reader.MATCHING, MOST - 3, NOW)
    with pytest.raises(NotSentError) as refused:
        PacedWords(counted, pace, Reader.NUDGES, NOW).read_all(CARDS, "goal")
    with pytest.raises(NotSentError):
        PacedWords(counted, pace, Reader.NUDGES, NOW).read_cards(CARDS, ("goal",))
    assert (counted.reads, refused.value.retry_after, refused.value.permanent) == (0, 60.0, False)
    assert PacedWords(counted, pace, Reader.NUDGES, NOW + MINUTE).read_all(CARDS, "goal") == dict.fromkeys(
        CARDS, "words"
    )
    assert PacedWords(counted, pace, Reader.NUDGES, NOW + MINUTE).read(CARDS["U0"], "goal") == "words"
