"""Read members, one JSON object a line, and ready vectors of their goals; all of it or nothing."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.lib.format import open_memmap
from numpy.typing import NDArray

from matching.errors import InputError
from matching.fields import member_of
from matching.profile import Profile
from matching.values import FieldError, shown

FAULTS_TOLD = 20
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Roster:
    """Members and their goals, both in the order of the lines."""

    profiles: tuple[Profile, ...]
    goals: tuple[str, ...] = field(repr=False)


def members(lines: Iterable[bytes]) -> Roster:
    """Read one member a line, blank lines aside; raises InputError that tells each fault by the number of its line."""
    profiles: list[Profile] = []
    goals: list[str] = []
    line_of: dict[str, int] = {}
    faults: list[str] = []
    for number, line in enumerate(lines, 1):
        read = _member(line.removeprefix(_BOM) if number == 1 else line)
        if not isinstance(read, list):
            profile, goal = read
            profiles.append(profile)
            goals.append(goal)
            first = line_of.setdefault(profile.id, number)
            read = [] if first == number else [f"id is that of line {first} already"]
        faults += [f"line {number}: {fault}" for fault in read]
    _stop_at(faults)
    return Roster(tuple(profiles), tuple(goals))


def vectors(path: Path, number: int) -> NDArray[np.float32]:
    """Read ready vectors of `number` members, in the order of their lines, and bring them to unit length.

    Raises InputError unless they are number × d, float32, finite and none of them zero; OSError for want of the file.
    """
    stored = _stored(path)
    if stored.ndim != 2 or len(stored) != number:
        shape = " × ".join(map(str, stored.shape))
        raise InputError(f"{path}: must be {number} × d, one row for each member, not {shape}")
    if stored.dtype.newbyteorder("=") != np.float32:
        raise InputError(f"{path}: must hold float32, not {stored.dtype}")
    rows = np.array(stored, dtype=np.float32, order="C")
    lengths = np.sqrt(np.einsum("nd,nd->n", rows, rows, dtype=np.float64))
    lost = np.flatnonzero(~np.isfinite(lengths) | (lengths == 0))
    _stop_at([f"{path}: row {row + 1} is zero or holds NaN or infinity" for row in lost])
    np.divide(rows, lengths[:, None], out=rows, casting="same_kind")
    return rows


def _member(line: bytes) -> tuple[Profile, str] | list[str]:
    """Give the member that a line stands for, or what is wrong with it: nothing if it is blank."""
    if not line.strip():
        return []
    try:
        record = _JSON.decode(line.decode())
    except FieldError as fault:
        return [str(fault)]
    except UnicodeDecodeError as error:
        return [f"is not UTF-8 (byte {error.start + 1})"]
    except json.JSONDecodeError as error:
        return [f"is not one JSON object: {error.msg}, column {error.colno}"]
    except (ValueError, RecursionError):  # thousands of digits or of brackets
        return ["holds a number too long or lists too deep to read"]
    return member_of(record) if isinstance(record, dict) else [f"must be a JSON object, not {shown(record)}"]


def _no_number(name: str) -> None:
    raise FieldError(f"{name} is no number in JSON")


def _no_field_twice(pairs: Sequence[tuple[str, object]]) -> Mapping[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        raise FieldError(f"{shown(max(names, key=names.count))} is given twice")
    return found


def _stored(path: Path) -> NDArray[np.generic]:
    """Open an array without reading it, and without the pickles that one may hold."""
    try:
        return open_memmap(path, mode="r")
    except OSError:
        raise
    except Exception as error:  # a file that is no array fails in as many ways as there are files
        raise InputError(f"{path}: is no complete .npy file of numbers") from error


def _stop_at(faults: Sequence[str]) -> None:
    """Raise InputError if there are faults, and tell the first FAULTS_TOLD of them."""
    if faults:
        more = len(faults) - FAULTS_TOLD
        rest = [f"and {more} more"] if more > 0 else []
        raise InputError("\n".join([*faults[:FAULTS_TOLD], *rest]))


_JSON = json.JSONDecoder(parse_constant=_no_number, object_pairs_hook=_no_field_twice)
