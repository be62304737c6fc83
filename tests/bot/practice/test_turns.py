"""Who speaks first and who makes the next move: fair over time, whoever joins, leaves or misses."""

from collections import Counter
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.practice.presets import WAYS
from bot.practice.turns import convener, minutes_each, speaking_order, were_there
from storage.records import CheckIn
from storage.vocabulary import Attendance, CheckInState, Preset

MEMBERS = ("UANA", "UBEN", "UCYN", "UDEE", "UEVE", "UFAY")
START = datetime(2026, 3, 2, 9, tzinfo=UTC)
ATTENDED, MISSED = Attendance.ATTENDED, Attendance.MISSED
somebody = st.frozensets(st.sampled_from(MEMBERS))
presence = st.lists(st.frozensets(st.sampled_from(MEMBERS)), max_size=40)


def check_in(week: int, noted: Mapping[str, Attendance], state: CheckInState = CheckInState.PLANNED) -> CheckIn:
    at = START + timedelta(weeks=week)
    return CheckIn("T1", "f" * 32, at.date(), at, 30, state, attendance=noted)


def first_speakers(history: list[frozenset[str]]) -> list[str]:
    """Give who speaks first at each check-in, as it is found out from those before."""
    return [speaking_order(history[:turn], there)[0] for turn, there in enumerate(history) if there]


def test_two_take_turns() -> None:
    assert first_speakers([frozenset({"UANA", "UBEN"})] * 5) == ["UANA", "UBEN", "UANA", "UBEN", "UANA"]


def test_whoever_missed_their_turn_is_next() -> None:
    both = frozenset({"UANA", "UBEN", "UCYN"})
    assert first_speakers([both, both - {"UBEN"}, both, both]) == ["UANA", "UCYN", "UBEN", "UANA"]


def test_a_round_goes_on_in_the_order_of_waiting() -> None:
    three = frozenset({"UANA", "UBEN", "UCYN"})
    assert speaking_order([three, three], three) == ("UCYN", "UANA", "UBEN")


@given(history=presence, always=st.frozensets(st.sampled_from(MEMBERS), min_size=2))
def test_turns_of_those_always_there_differ_by_one_at_most(
    history: list[frozenset[str]], always: frozenset[str]
) -> None:
    turns = Counter(first_speakers([there | always for there in history]))
    counts = [turns[one] for one in always]
    assert max(counts) - min(counts) <= 1


@given(history=presence, there=st.frozensets(st.sampled_from(MEMBERS), min_size=1))
def test_everybody_present_has_one_place_in_the_order(history: list[frozenset[str]], there: frozenset[str]) -> None:
    assert sorted(speaking_order(history, there)) == sorted(there)


@given(weeks=st.lists(st.tuples(somebody, somebody, somebody), max_size=40))
def test_it_stays_fair_whoever_joins_leaves_misses_or_says_nothing(weeks: list[tuple[frozenset[str], ...]]) -> None:
    always, spoke, held = {"UANA", "UBEN"}, Counter[str](), list[CheckIn]()
    told: dict[date, frozenset[str]] = {}
    for week, (partners, missing, silent) in enumerate(weeks):
        past = were_there(held, told, START + timedelta(weeks=week))
        there = (partners - missing) | always
        spoke[speaking_order(past, there)[0]] += 1
        noted = {one: MISSED if one in missing - always else ATTENDED for one in (partners | always) - silent}
        held.append(check_in(week, noted))
        told[held[-1].local_date] = there
    assert abs(spoke["UANA"] - spoke["UBEN"]) <= 1


def test_attendance_corrects_who_was_told() -> None:
    every = [
        check_in(0, {"UANA": ATTENDED}),
        check_in(1, {"UANA": ATTENDED}, CheckInState.MOVED),
        check_in(2, {}, CheckInState.SKIPPED),
        check_in(3, {"UANA": MISSED, "UCYN": ATTENDED}),
        check_in(4, {}),
        check_in(5, {"UANA": ATTENDED}),
    ]
    told = {one.local_date: frozenset({"UANA", "UBEN"}) for one in every[:4]}
    assert were_there(every, told, START + timedelta(weeks=5)) == [{"UANA", "UBEN"}, {"UBEN", "UCYN"}, frozenset()]


def test_a_check_in_nobody_was_at_takes_nobodys_turn() -> None:
    assert speaking_order([frozenset(), frozenset()], ("UBEN", "UANA")) == ("UANA", "UBEN")


def test_minutes_of_a_round_fit_into_the_agreed_length() -> None:
    round_of_eight, pod = WAYS[Preset.PUBLIC_SERVICE], WAYS[Preset.GROWTH_POD]
    assert [minutes_each(round_of_eight, 60, people) for people in (4, 6)] == [8, 8]
    assert [minutes_each(pod, 60, people) for people in (3, 4)] == [20, 15]
    assert minutes_each(WAYS[Preset.CORPORATE], 30, 2) is None


@given(members=st.sets(st.sampled_from(MEMBERS), min_size=2), turns=st.integers(0, 60))
def test_the_move_goes_round(members: set[str], turns: int) -> None:
    asked = Counter(convener(sorted(members), turn) for turn in range(turns))
    counts = [asked[one] for one in members]
    assert max(counts) - min(counts) <= 1
