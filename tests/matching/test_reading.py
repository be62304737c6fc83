from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.matching.lines import GOAL, fault, faults, line, read, told_of, window


def test_members_stand_in_the_order_of_their_lines() -> None:
    roster = read(line("U9", goal="paint"), line("U1", goal="swim"))
    assert [p.id for p in roster.profiles] == ["U9", "U1"]
    assert roster.goals == ("paint", "swim")


def test_blank_lines_a_byte_order_mark_and_other_line_ends_do_no_harm() -> None:
    roster = read(b"\xef\xbb\xbf" + line("U1"), b"\n", b"  \r\n", line("U2").replace(b"\n", b"\r\n"))
    assert [p.id for p in roster.profiles] == ["U1", "U2"]
    assert read(b"\xef\xbb\xbf\n", line("U1")).profiles == read(line("U1")).profiles


def test_nobody_is_an_ordinary_number_of_members() -> None:
    assert read().profiles == ()


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (b'{"id": "U1"', "is not one JSON object: Expecting ',' delimiter, column 12"),
        (b'{"id": "U1"} {}', "is not one JSON object: Extra data, column 14"),
        (b"[]", "must be a JSON object, not a list"),
        (b"7", "must be a JSON object, not 7"),
        (b'{"waited": NaN}', "NaN is no number in JSON"),
        (b'{"waited": -Infinity}', "-Infinity is no number in JSON"),
        (b'{"waited": ' + b"9" * 5000 + b"}", "holds a number too long or lists too deep to read"),
        (b"[" * 100_000, "holds a number too long or lists too deep to read"),
        (b'{"id": "U1", "id": "U2"}', "'id' is given twice"),
        (b'{"id": "\xff"}', "is not UTF-8 (byte 9)"),
        ('{"id": "U1"}'.encode("utf-16"), "is not UTF-8 (byte 1)"),
    ],
)
def test_a_line_that_is_no_object_is_told(raw: bytes, told: str) -> None:
    assert faults(raw) == [f"line 1: {told}"]


def test_a_number_beyond_all_others_is_no_whole_one() -> None:
    raw = line(waited=0).replace(b'"waited": 0', b'"waited": 1e999')
    assert faults(raw) == ["line 1: waited must be a whole number from 0 to 1000000, not a number so large"]


def test_an_id_is_had_once() -> None:
    assert faults(line("U1"), b"\n", line("U2"), line("U1")) == ["line 4: id is that of line 1 already"]


def test_all_faulty_lines_are_told_and_all_that_is_wrong_with_each() -> None:
    told = faults(line("U1"), line("U2", period=1, waited=-1), line("U3"), b"{}\n")
    assert told[:2] == [
        "line 2: period must be 30, 60 or 90, not 1",
        "line 2: waited must be a whole number from 0 to 1000000, not -1",
    ]
    assert {one[:6] for one in told[2:]} == {"line 4"}
    assert len(told) == 2 + 7


def test_endless_faults_are_counted_after_twenty() -> None:
    told = faults(*(line(f"U{i}", period=1) for i in range(1000)))
    assert len(told) == 21
    assert told[-1] == "and 980 more"


@pytest.mark.parametrize(
    "misplaced",
    [
        {"commitment": GOAL},
        {"formats": [GOAL]},
        {"zone": GOAL},
        {"hours": [GOAL]},
        {"hours": [window(start=GOAL)]},
        {"hours": [{GOAL: 1}]},
        {"waited": GOAL},
        {"together": [{GOAL: 1}]},
        {GOAL: GOAL},
        {"goal": [GOAL]},
        {"goal": {GOAL: GOAL}},
    ],
)
def test_a_goal_is_never_repeated_even_in_the_wrong_place(misplaced: dict[str, Any]) -> None:
    told = "\n".join(faults(line(**misplaced)))
    assert not any(word in told for word in ("run", "harbour", "marathon"))


def test_a_goal_written_without_blanks_is_not_repeated_either() -> None:
    assert fault(commitment="毎朝漢字を十個").endswith("not a longer text")


def test_a_goal_in_a_broken_line_is_never_repeated() -> None:
    told = "\n".join(faults(line()[:-9], line()[9:], b'{"goal": "' + GOAL.encode() + b"\\x"))
    assert not any(word in told for word in ("run", "harbour", "marathon"))


def test_what_was_read_prints_no_goals() -> None:
    assert "marathon" not in repr(read(line()))


@given(st.binary(max_size=40))
def test_whatever_bytes_a_line_holds_it_is_read_or_told(raw: bytes) -> None:
    told = told_of(raw)
    assert bool(told) is bool(raw.removeprefix(b"\xef\xbb\xbf").strip())
    assert all(one.startswith("line 1: ") for one in told)
