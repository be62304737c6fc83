"""What a run decided, as lines of JSON; goals and vectors are in none of them."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from matching.explain import Explanation
from matching.profile import Group, LeftOver, Outcome, Totals

_DIGITS = 4
_SECONDS_DIGITS = 3


@dataclass(frozen=True, slots=True)
class Setting:
    """With what a run was made; whoever gives the same gets the same. No model where ready vectors were given."""

    model: str | None
    seed: int
    today: date


def outcome(found: Outcome, setting: Setting, earlier: Mapping[str, float]) -> Iterator[str]:
    """Write each group, each member left over, and the totals; `earlier` are the seconds of the stages before."""
    yield from (_line(_group(group)) for group in found.groups)
    yield from (_line(_left_over(member)) for member in found.unmatched)
    matched = sum(len(group.members) for group in found.groups)
    yield _line(
        {
            "totals": {
                "members": matched + len(found.unmatched),
                "groups": len(found.groups),
                "matched": matched,
                "unmatched": len(found.unmatched),
                **_weighed(found.totals),
                "seconds": {stage: round(s, _SECONDS_DIGITS) for stage, s in _stages(earlier, found.totals)},
                "model": setting.model,
                "seed": setting.seed,
                "today": setting.today.isoformat(),
            }
        }
    )


def nearest(found: Iterable[tuple[str, Sequence[tuple[str, float]]]]) -> Iterator[str]:
    """Write the closest admissible others of each member, best first."""
    for member, others in found:
        yield _line({"id": member, "nearest": [[other, _short(closeness)] for other, closeness in others]})


def explanation(of: Explanation) -> Iterator[str]:
    """Write each condition, each wish with its weight, and what they come to."""
    for checked in of.conditions:
        yield _line({"condition": checked.condition, "holds": checked.holds, "reason": checked.reason})
    for part in of.wishes:
        adds = _short(part.weight * part.degree)
        yield _line({"wish": part.wish, "weight": part.weight, "degree": _short(part.degree), "adds": adds})
    yield _line(
        {
            "members": of.members,
            "admissible": of.admissible,
            "fit": _short(of.fit),
            "closeness": _short(of.closeness),
            "overlap_minutes": of.overlap_minutes,
        }
    )


def _group(group: Group) -> dict[str, object]:
    return {
        "members": group.members,
        "fit": _short(group.fit),
        "closeness": _short(group.closeness),
        "because": group.because,
        "overlap_minutes": group.overlap_minutes,
    }


def _left_over(member: LeftOver) -> dict[str, object]:
    change = member.nearest and {"change": member.nearest.change, "would_open": member.nearest.would_open}
    return {"unmatched": member.member, "reason": member.reason, "nearest": change}


def _weighed(totals: Totals) -> dict[str, object]:
    return {
        "pairs": totals.pairs,
        "total_fit": _short(totals.total_fit),
        "bound": _short(totals.bound),
        "ratio": round(totals.total_fit / totals.bound, 6) if totals.bound > 0 else None,
        "solver": totals.solver,
        "proven": totals.proven,
    }


def _stages(earlier: Mapping[str, float], totals: Totals) -> Iterator[tuple[str, float]]:
    yield from earlier.items()
    yield from totals.seconds


def _short(value: float) -> float:
    return round(value, _DIGITS) + 0.0  # or a little below nothing would be written as -0.0


def _line(what: Mapping[str, object]) -> str:
    return json.dumps(what, allow_nan=False)
