"""Random populations for property tests: few choices each, so that conditions often bite and ties are common."""

from collections.abc import Sequence
from datetime import date
from typing import TypeVar

from hypothesis import strategies as st

from matching.profile import Profile, Window
from matching.vocabulary import Cadence, Commitment, DayPart, Format, Period, Size, Weekday
from tests.matching.build import every_day

T = TypeVar("T")
DATES = st.sampled_from([date(2026, 9, 7), date(2026, 10, 22), date(2026, 10, 26), date(2027, 3, 15)])
"""The last three reach over clock changes in some of the zones, but not on the same days in all."""
_ZONES = ("Europe/Berlin", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Pacific/Auckland")


@st.composite
def profiles(draw: st.DrawFn, most: int = 12) -> list[Profile]:
    ids = [f"U{i:02}" for i in range(draw(st.integers(0, most)))]
    return [draw(_profile(i, [other for other in ids if other != i])) for i in draw(st.permutations(ids))]


def _profile(member: str, others: list[str]) -> st.SearchStrategy[Profile]:
    return st.builds(
        Profile,
        id=st.just(member),
        commitment=st.sampled_from(Commitment),
        cadence=_mostly(Cadence.WEEKLY, st.just(Cadence.MONTHLY)),
        formats=_some([Format.WRITTEN, Format.CALL_30, Format.IN_PERSON]),
        sizes=_mostly(frozenset(Size), _some(list(Size))),
        zone=st.sampled_from(_ZONES),
        hours=st.one_of(st.just(every_day(9 * 60, 20 * 60)), st.lists(_WINDOWS, max_size=4).map(tuple)),
        period=st.sampled_from(Period),
        avoid=_mostly(frozenset(), st.frozensets(st.sampled_from(["elsewhere", *others]), max_size=2)),
        together=_mostly(frozenset(), st.frozensets(st.sampled_from(["elsewhere", *others]), max_size=2)),
        waited=st.integers(0, 3),
        team=st.sampled_from([None, "red", "blue"]),
        manager=_mostly(None, st.sampled_from(["elsewhere", *others])),
        active=_mostly(0, st.integers(0, 2)),
    )


def _mostly(usual: T, other: st.SearchStrategy[T]) -> st.SearchStrategy[T]:
    return st.integers(0, 3).flatmap(lambda die: st.just(usual) if die else other)


def _some(choices: Sequence[T]) -> st.SearchStrategy[frozenset[T]]:
    return st.frozensets(st.sampled_from(choices), min_size=1)


_WINDOWS = st.builds(
    lambda day, part: Window(day, *part.minutes),
    st.sampled_from(Weekday),
    st.sampled_from([DayPart.MORNING, DayPart.EVENING, DayPart.LATE]),
)
