from pathlib import Path

import pytest

from tests.matching.front_door import TODAY, Files, ask, ask_process, nine, without_seconds
from tests.matching.lines import line


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return nine(tmp_path)


def test_groups_those_left_over_and_totals(files: Files) -> None:
    *found, last = ask(*files.both).objects
    groups = [one for one in found if "members" in one]
    assert sorted(m for group in groups for m in group["members"]) == [f"U{i}" for i in range(1, 9)]
    (alone,) = [one for one in found if "members" not in one]
    assert alone.keys() == {"unmatched", "reason", "nearest"}
    assert (alone["unmatched"], alone["reason"]) == ("U9", "no-shared-format")
    totals = last["totals"]
    assert (totals["members"], totals["matched"], totals["unmatched"]) == (9, 8, 1)
    assert (totals["model"], totals["seed"], totals["today"]) == (None, 0, TODAY)
    assert totals["total_fit"] == pytest.approx(sum(group["fit"] for group in groups), abs=1e-3)
    assert {"reading", "vectors"} < set(totals["seconds"])


@pytest.mark.parametrize("asked", [(), ("--nearest", 3), ("--explain", "U1", "U9")])
def test_the_order_of_lines_changes_nothing(files: Files, asked: tuple[object, ...]) -> None:
    one = list(map(without_seconds, ask(*files.both, *asked).objects))
    for seed in range(3):
        assert list(map(without_seconds, ask(*files.mixed(seed).both, *asked).objects)) == one


def test_members_may_come_through_a_pipe(files: Files) -> None:
    members, *vectors = files.both
    from_file = ask(members, *vectors).objects
    from_pipe = ask_process("-", *vectors, given=b"".join(files.lines)).objects
    assert list(map(without_seconds, from_file)) == list(map(without_seconds, from_pipe))


@pytest.mark.parametrize(("n", "matched"), [(0, 0), (1, 0), (2, 2), (3, 3)])
def test_so_few_are_ordinary(n: int, matched: int, files: Files) -> None:
    few = files.first(n).both
    assert ask(*few).objects[-1]["totals"]["matched"] == matched
    assert [len(one["nearest"]) for one in ask(*few, "--nearest", 5).objects] == [max(n - 1, 0)] * n


def test_the_nearest_admissible_others_are_listed_best_first(files: Files) -> None:
    *meeting, alone = ask(*files.both, "--nearest", 3).objects
    assert alone == {"id": "U9", "nearest": []}
    assert [one["id"] for one in meeting] == [f"U{i}" for i in range(1, 9)]
    for one in meeting:
        closeness = [value for _, value in one["nearest"]]
        assert len(closeness) == 3
        assert closeness == sorted(closeness, reverse=True)
        assert not {one["id"], "U9"} & {other for other, _ in one["nearest"]}


def test_the_nearest_are_as_close_as_an_explanation_says(files: Files) -> None:
    first = ask(*files.both, "--nearest", 8).objects[0]
    for other, closeness in first["nearest"]:
        assert ask(*files.both, "--explain", "U1", other).objects[-1]["closeness"] == pytest.approx(closeness, abs=2e-4)


def test_two_are_explained(files: Files) -> None:
    *parts, last = ask(*files.both, "--explain", "U9", "U1").objects
    assert [one["reason"] for one in parts if not one.get("holds", True)] == ["no-shared-format", "no-shared-hours"]
    assert last["members"] == ["U1", "U9"]
    assert not last["admissible"]
    assert last["fit"] == pytest.approx(sum(one.get("adds", 0) for one in parts), abs=1e-3)


@pytest.mark.parametrize("asked", [(), ("--nearest", 3), ("--explain", "U1", "U2")])
def test_nothing_that_is_written_holds_a_goal_or_a_vector(files: Files, asked: tuple[object, ...]) -> None:
    written = ask(*files.both, *asked).out
    assert "marathon" not in written
    assert not any(f"{value:.4f}".rstrip("0") in written for value in map(float, files.rows.flat))


def test_goals_are_understood_where_no_vectors_are_given(tmp_path: Path) -> None:
    goals = {
        "U1": "run a half marathon in spring",
        "U2": "learn to play the cello",
        "U3": "practise jogging until I manage 21 kilometres",
        "U4": "take up a string instrument",
    }
    lines = [line(member, goal=goal, size=[2]) for member, goal in goals.items()]
    one = ask_process("-", given=b"".join(lines)).objects
    assert [group["members"] for group in one[:-1]] == [["U1", "U3"], ["U2", "U4"]]
    assert "minilm" in one[-1]["totals"]["model"].lower()
    (mixed := tmp_path / "mixed.jsonl").write_bytes(b"".join(reversed(lines)))
    other = ask(mixed).objects
    assert list(map(without_seconds, one)) == list(map(without_seconds, other))
