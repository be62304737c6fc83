"""What each field of a member may hold, and how a fault in it is told."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.profile import Profile, Window
from matching.vocabulary import Cadence, Commitment, Format, Period, Size, Weekday
from tests.matching.lines import GOAL, fault, faults, line, read, record, told_of, window


def test_every_field_reaches_the_profile() -> None:
    everything = line(
        formats=["call-30", "written"],
        size=[2, 3, 4],
        hours=[window("mon", "09:00", "12:30"), window("sun", "22:00", "24:00")],
        period=30,
        team="north",
        manager="U7",
        avoid=["U2"],
        together=[{"with": "U3", "weeks_ago": 5, "met": True}],
        waited=1,
        active=1,
        limit=3,
    )
    roster = read(everything)
    assert roster.goals == (GOAL,)
    assert roster.profiles == (
        Profile(
            id="U1",
            commitment=Commitment.STEADY,
            cadence=Cadence.WEEKLY,
            formats=frozenset({Format.CALL_30, Format.WRITTEN}),
            sizes=frozenset(Size),
            zone="Europe/Berlin",
            hours=(Window(Weekday.MON, 540, 750), Window(Weekday.SUN, 1320, 1440)),
            period=Period.DAYS_30,
            avoid=frozenset({"U2"}),
            together=frozenset({"U3"}),
            waited=1,
            team="north",
            manager="U7",
            active=1,
            limit=3,
        ),
    )


def test_what_may_be_left_out_has_a_meaning() -> None:
    (member,) = read(line()).profiles
    assert (member.hours, member.period, member.team, member.manager) == ((), Period.DAYS_90, None, None)
    assert (member.avoid, member.together) == (frozenset(), frozenset())
    assert (member.waited, member.active, member.limit) == (0, 0, 2)
    assert read(line(team=None, manager=None, hours=None, limit=None)).profiles == (member,)


@pytest.mark.parametrize(
    ("weeks_ago", "met", "counts"),
    [(0, True, True), (11, True, True), (12, True, False), (30, True, False), (3, False, False)],
)
def test_only_those_who_met_in_the_last_twelve_weeks_were_together(weeks_ago: int, met: bool, counts: bool) -> None:
    earlier = [{"with": "U3", "weeks_ago": weeks_ago, "met": met}]
    (member,) = read(line(together=earlier)).profiles
    assert member.together == (frozenset({"U3"}) if counts else frozenset())


def test_many_members_share_what_they_have_in_common() -> None:
    a, b = read(line("U1", hours=[window()]), line("U2", hours=[window()])).profiles
    assert a.hours is b.hours
    assert a.formats is b.formats
    assert a.sizes is b.sizes


@pytest.mark.parametrize("name", ["id", "goal", "commitment", "cadence", "formats", "size", "zone"])
def test_what_must_be_there_is_missed_by_its_name(name: str) -> None:
    rest = {field: value for field, value in record().items() if field != name}
    assert faults(json.dumps(rest).encode()) == [f"line 1: {name} is missing"]
    assert fault(**{name: None}).startswith(f"{name} must be ")


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"commitment": "heavy"}, "commitment must be light, steady or all-in, not 'heavy'"),
        ({"commitment": ["light"]}, "commitment must be light, steady or all-in, not a list"),
        ({"cadence": 7}, "cadence must be weekly, 7-10-days, biweekly, monthly or quarterly, not 7"),
        ({"formats": []}, "formats must not be empty"),
        ({"formats": "written"}, "formats must be a list, not 'written'"),
        ({"formats": ["written", True]}, "document or in-person, not true"),
        ({"size": [5]}, "size[0] must be 2, 3 or 4, which is a circle of four to six, not 5"),
        ({"size": [2, 3.0]}, "size[1] must be 2, 3 or 4, which is a circle of four to six, not 3.0"),
        ({"size": [[2]]}, "size[0] must be 2, 3 or 4, which is a circle of four to six, not a list"),
        ({"size": 2}, "size must be a list, not 2"),
        ({"zone": "Berlin"}, "zone must be an IANA zone, such as Europe/Berlin, not 'Berlin'"),
        ({"zone": {}}, "zone must be an IANA zone, such as Europe/Berlin, not an object"),
        ({"period": 45}, "period must be 30, 60 or 90, not 45"),
        ({"period": 30.0}, "period must be 30, 60 or 90, not 30.0"),
        ({"period": True}, "period must be 30, 60 or 90, not true"),
        ({"team": ""}, "team must be a text that is not empty"),
        ({"manager": 7}, "manager must be a text that is not empty"),
        ({"avoid": "U2"}, "avoid must be a list, not 'U2'"),
        ({"avoid": ["U2", None]}, "avoid[1] must be a text that is not empty"),
        ({"waited": True}, "waited must be a whole number from 0 to 1000000, not true"),
        ({"waited": 1.5}, "waited must be a whole number from 0 to 1000000, not 1.5"),
        ({"active": -1}, "active must be a whole number from 0 to 1000000, not -1"),
        ({"limit": 10**30}, "limit must be a whole number from 0 to 1000000, not a number so large"),
        ({"goal": "  "}, "goal must be a text that is not empty"),
        ({"goal": ["swim"]}, "goal must be a text that is not empty"),
        ({"goal": "swim \ud83c"}, "goal holds half of a character (a lone surrogate)"),
        ({"id": ""}, "id must be a text that is not empty"),
        ({"gaol": "swim"}, "unknown field 'gaol'"),
    ],
)
def test_a_fault_is_told_by_its_field(changes: dict[str, Any], told: str) -> None:
    assert fault(**changes).endswith(told)


@pytest.mark.parametrize(
    ("hours", "told"),
    [
        ({}, "hours must be a list, not an object"),
        ("", "hours must be a list, not ''"),
        ([window(), "mon"], "hours[1] must be an object, not 'mon'"),
        ([[]], "hours[0] must be an object, not a list"),
        ([window(start="9am")], "hours[0].from must be HH:MM, such as 09:00, not '9am'"),
        ([window(start="9:00")], "hours[0].from must be HH:MM, such as 09:00, not '9:00'"),
        ([window(start="24:00")], "hours[0].from must be HH:MM, such as 09:00, not '24:00'"),
        ([window(end="24:30")], "hours[0].to must be HH:MM, such as 12:30, at most 24:00, not '24:30'"),
        ([window(start="٠٩:٠٠")], "hours[0].from must be HH:MM, such as 09:00, not a longer text"),
        ([window("Mon")], "hours[0].day must be mon, tue, wed, thu, fri, sat or sun, not 'Mon'"),
        (
            [window(start="22:00", end="06:00")],
            "hours[0].to must be later than from; hours past midnight are two entries",
        ),
        (
            [window(start="09:00", end="09:00")],
            "hours[0].to must be later than from; hours past midnight are two entries",
        ),
        ([{"day": "mon", "from": "09:00"}], "hours[0].to is missing"),
        ([window() | {"zone": "UTC"}], "hours[0] has the unknown field 'zone'"),
        ([window() | {"from": ["09:00"]}], "hours[0].from must be HH:MM, such as 09:00, not a list"),
        ([window() | {"from": 9}], "hours[0].from must be HH:MM, such as 09:00, not 9"),
    ],
)
def test_a_fault_in_the_hours_is_told_by_its_place(hours: object, told: str) -> None:
    assert fault(hours=hours) == told


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"met": 1}, "together[0].met must be true or false, not 1"),
        ({"weeks_ago": "5"}, "together[0].weeks_ago must be a whole number from 0 to 1000000, not '5'"),
        ({"with": ""}, "together[0].with must be a text that is not empty"),
        ({"when": 5}, "together[0] has the unknown field 'when'"),
    ],
)
def test_a_fault_in_what_was_before_is_told_by_its_place(changes: dict[str, Any], told: str) -> None:
    assert fault(together=[{"with": "U3", "weeks_ago": 5, "met": True} | changes]) == told


def test_who_meets_live_says_when() -> None:
    assert fault(formats=["written", "call-15"]) == "hours must not be empty, since some of the formats are live"
    assert fault(formats=["call-15"], hours=[]) == "hours must not be empty, since some of the formats are live"
    assert read(line(formats=["recorded", "document"], hours=[])).profiles[0].hours == ()


def test_a_fault_in_one_member_does_not_depend_on_who_was_read_before() -> None:
    read(line(hours=[window()], size=[2], period=30))
    assert fault(size=[2.0]).endswith("not 2.0")
    assert fault(hours=[window() | {"to": 750}]).endswith("not 750")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
NAMES = [*record(), "hours", "period", "team", "manager", "avoid", "together", "waited", "active", "limit"]


@given(st.dictionaries(st.sampled_from(NAMES), JSON, min_size=1))
def test_whatever_a_field_holds_it_is_read_or_told(changes: dict[str, Any]) -> None:
    assert all(one.startswith("line 1: ") for one in told_of(line(**changes)))
