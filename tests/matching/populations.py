"""Random populations for property tests: few choices each, so that conditions often bite and ties are common."""

from datetime import date

from hypothesis import strategies as st

from matching.profile import Profile, Window
from matching.vocabulary import Cadence, Commitment, DayPart, Format, Period, Size, Weekday

DATES = st.sampled_from([date(2026, 9, 7), date(2026, 10, 22), date(2026, 10, 26), date(2027, 3, 15)])
_ZONES = ("Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Auckland")


@st.composite
def profiles(draw: st.DrawFn, most: int = 12) -> list[Profile]:
    ids = [f"U{i:02}" for i in range(draw(st.integers(0, most)))]
    return [draw(_profile(i, [other for other in ids if other != i])) for i in draw(st.permutations(ids))]


def _profile(member: str, others: list[str]) -> st.SearchStrategy[Profile]:
    some = st.frozensets(st.sampled_from(others), max_size=2) if others else st.just(frozenset[str]())
    return st.builds(
        Profile,
        id=st.just(member),
        commitment=st.sampled_from(Commitment),
        cadence=st.sampled_from([Cadence.WEEKLY, Cadence.WEEKLY, Cadence.MONTHLY]),
        formats=st.frozensets(st.sampled_from([Format.CALL_30, Format.IN_PERSON, Format.WRITTEN]), min_size=1),
        sizes=st.frozensets(st.sampled_from(Size), min_size=1),
        zone=st.sampled_from(_ZONES),
        hours=st.lists(_WINDOW, max_size=4).map(tuple),
        period=st.sampled_from(Period),
        avoid=some,
        together=some,
        waited=st.integers(0, 3),
    )


_WINDOW = st.builds(
    lambda day, part: Window(day, *part.minutes),
    st.sampled_from(Weekday),
    st.sampled_from([DayPart.MORNING, DayPart.EVENING, DayPart.LATE]),
)
