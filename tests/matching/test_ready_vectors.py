import io
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from matching.errors import InputError
from matching.reading import vectors


def stored(folder: Path, rows: Any, pickles: bool = False) -> Path:
    path = folder / "vectors.npy"
    np.save(path, rows, allow_pickle=pickles)
    return path


def fault(path: Path, number: int = 2) -> str:
    with pytest.raises(InputError) as caught:
        vectors(path, number)
    return str(caught.value).removeprefix(f"{path}: ")


@pytest.mark.parametrize("scale", [1e-42, 1e-30, 1.0, 1e30])
def test_rows_are_brought_to_unit_length(tmp_path: Path, scale: float) -> None:
    rows = (np.array([[3, 4, 0], [0, 0, 2]]) * scale).astype(np.float32)
    read = vectors(stored(tmp_path, rows), 2)
    assert read.dtype == np.float32
    assert read == pytest.approx(np.array([[0.6, 0.8, 0], [0, 0, 1]]), abs=1e-3)


@pytest.mark.parametrize("layout", [np.ascontiguousarray, np.asfortranarray, lambda rows: rows.astype(">f4")])
def test_any_layout_of_float32_is_read_the_same(tmp_path: Path, layout: Any) -> None:
    rows = np.random.default_rng(1).normal(size=(4, 3)).astype(np.float32)
    read = vectors(stored(tmp_path, layout(rows)), 4)
    assert read.flags.c_contiguous
    assert read == pytest.approx(rows / np.linalg.norm(rows, axis=1, keepdims=True))


def test_no_members_have_no_vectors(tmp_path: Path) -> None:
    assert vectors(stored(tmp_path, np.zeros((0, 4), np.float32)), 0).shape == (0, 4)


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (np.ones((3, 4), np.float32), "must be 2 × d, one row for each member, not 3 × 4"),
        (np.ones(2, np.float32), "must be 2 × d, one row for each member, not 2"),
        (np.ones((2, 2, 2), np.float32), "must be 2 × d, one row for each member, not 2 × 2 × 2"),
        (np.ones((2, 4)), "must hold float32, not float64"),
        (np.ones((2, 4), np.int32), "must hold float32, not int32"),
        (np.array([[1, 1], [0, 0]], np.float32), "row 2 is zero or holds NaN or infinity"),
        (np.array([[1, np.nan], [1, 0]], np.float32), "row 1 is zero or holds NaN or infinity"),
        (np.array([[1, 0], [-np.inf, 0]], np.float32), "row 2 is zero or holds NaN or infinity"),
        (np.zeros((2, 0), np.float32), "row 1 is zero"),
    ],
)
def test_vectors_that_cannot_be_used_are_told(tmp_path: Path, rows: Any, told: str) -> None:
    assert fault(stored(tmp_path, rows)).startswith(told)


def test_endless_faults_are_counted_after_twenty(tmp_path: Path) -> None:
    assert fault(stored(tmp_path, np.zeros((99, 2), np.float32)), 99).endswith("\nand 79 more")


def test_pickles_are_never_loaded(tmp_path: Path) -> None:
    assert fault(stored(tmp_path, np.array([{}, {}]), pickles=True)) == "is no complete .npy file of numbers"


@pytest.mark.parametrize("keep", [0, 5, 20, 130])
def test_a_file_that_was_cut_off_is_told(tmp_path: Path, keep: int) -> None:
    whole = io.BytesIO()
    np.save(whole, np.ones((2, 4), np.float32))
    path = tmp_path / "cut.npy"
    path.write_bytes(whole.getvalue()[:keep])
    assert fault(path) == "is no complete .npy file of numbers"


def test_several_arrays_in_one_file_are_told(tmp_path: Path) -> None:
    path = tmp_path / "several.npz"
    np.savez(path, one=np.ones((2, 4), np.float32))
    assert fault(path) == "is no complete .npy file of numbers"


def test_a_missing_file_is_the_system_s_to_tell(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        vectors(tmp_path / "none.npy", 2)
