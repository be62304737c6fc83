"""The first check-in that a covenant proposes suits everybody on their own clocks."""

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from bot.services.proposal import proposal
from bot.slack.blocks.goal import USUAL
from matching.vocabulary import Cadence, DayPart, Format, Weekday
from storage.records import Goal, GoalSettings, Member, Pointer, Terms
from storage.vocabulary import GoalState, MemberStatus, Preset

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)


def partner(name: str, zone: str, settings: GoalSettings = USUAL) -> tuple[Member, Goal]:
    member = Member("T1", name, "D1", zone, MemberStatus.ACTIVE, None, 0, NOW)
    card = Pointer("D1", "1763629200.000100")
    return member, Goal("T1", name, card, settings, GoalState.ACTIVE, NOW, date(2027, 2, 18))


def start(terms: Terms) -> datetime:
    hour, minute = divmod(terms.minute_of_day, 60)
    return datetime(*terms.first_on.timetuple()[:3], hour, minute, tzinfo=ZoneInfo(terms.zone))


def test_an_ocean_between_partners_is_minded() -> None:
    lagos, new_york = partner("UA", "Africa/Lagos"), partner("UB", "America/New_York")
    at = start(proposal([lagos, new_york], lagos[0], Preset.CORPORATE, NOW))
    assert at.astimezone(ZoneInfo("America/New_York")).hour == 9
    assert at.astimezone(ZoneInfo("Africa/Lagos")).hour == 15
    assert at.date() == date(2026, 11, 23)


def test_only_days_that_suit_both_are_proposed() -> None:
    tuesdays = replace(USUAL, days=frozenset({Weekday.TUE}))
    fridays_too = replace(USUAL, days=frozenset({Weekday.TUE, Weekday.FRI}))
    ana, ben = partner("UA", "Europe/Berlin", tuesdays), partner("UB", "Europe/London", fridays_too)
    assert start(proposal([ana, ben], ana[0], Preset.CORPORATE, NOW)).date() == date(2026, 11, 24)


def test_without_shared_hours_a_usual_one_is_proposed() -> None:
    asynchronous = replace(USUAL, formats=frozenset({Format.WRITTEN}), parts=frozenset({DayPart.EARLY}))
    ana, kiri = partner("UA", "Europe/Berlin", asynchronous), partner("UK", "Pacific/Auckland", asynchronous)
    terms = proposal([ana, kiri], ana[0], Preset.CORPORATE, NOW)
    assert (terms.first_on, terms.minute_of_day) == (date(2026, 11, 23), 600)
    assert (terms.format, terms.minutes) == (Format.WRITTEN, 30)


def test_a_round_of_four_has_twenty_minutes_for_each() -> None:
    circles = replace(USUAL, formats=frozenset({Format.CIRCLE_60}))
    people = [partner(name, "Europe/Berlin", circles) for name in ("UA", "UB", "UC", "UD")]
    assert proposal(people[:3], people[0][0], Preset.GROWTH_POD, NOW).minutes == 60
    assert proposal(people, people[0][0], Preset.GROWTH_POD, NOW).minutes == 90
    assert proposal(people, people[0][0], Preset.PUBLIC_SERVICE, NOW).minutes == 60


def test_partners_without_goals_get_what_the_preset_says() -> None:
    ana, _ = partner("UA", "Europe/Berlin")
    terms = proposal([], ana, Preset.CORPORATE, NOW)
    assert (terms.format, terms.minutes, terms.minute_of_day) == (Format.CALL_30, 30, 600)
    assert (terms.cadence, terms.preset) == (Cadence.SEVEN_TO_TEN_DAYS, Preset.CORPORATE)


def test_what_goals_have_in_common_goes_before_the_preset() -> None:
    short = replace(USUAL, formats=frozenset({Format.CALL_15}))
    ana, ben = partner("UA", "Europe/Berlin", short), partner("UB", "Europe/London", short)
    terms = proposal([ana, ben], ana[0], Preset.MOVEMENT, NOW)
    assert (terms.format, terms.minutes, terms.cadence) == (Format.CALL_15, 15, USUAL.cadence)


def test_goals_that_differ_leave_it_to_the_preset() -> None:
    monthly = replace(USUAL, cadence=Cadence.MONTHLY, formats=frozenset({Format.DOCUMENT}))
    ana, ben = partner("UA", "Europe/Berlin"), partner("UB", "Europe/London", monthly)
    terms = proposal([ana, ben], ana[0], Preset.TECH, NOW)
    assert (terms.format, terms.minutes, terms.cadence) == (Format.RECORDED, 20, Cadence.WEEKLY)
