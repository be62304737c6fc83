"""When the weekly run is: once in each ISO week, never twice and never skipped, and as members are told."""

from datetime import UTC, datetime, timedelta

from bot.sandbox.actor import Actor
from bot.sandbox.stage import Stage
from tests.trips.cast import ANY_HOUR, MONDAY_RUN
from tests.trips.steps import RUN, jump, state_goal

DAY = timedelta(days=1)


def ana_looks(stage: Stage) -> Actor:
    """Let Ana, who is a host, look for a partner; with nobody else there she hears of every run."""
    ana = stage.slack.member("UANA")
    state_goal(ana, RUN, **ANY_HOUR)
    return ana


def choose(ana: Actor, weekday: str, hour: int, zone: str = "Europe/Berlin") -> None:
    """Let a host move the weekly run."""
    ana.command("/trellis", "settings")
    ana.fill(run_weekday=weekday, run_hour=str(hour), run_zone=zone)
    assert ana.submit(), ana.modal


def runs(ana: Actor) -> int:
    """Count the runs that Ana has heard of."""
    return sum("I have no suggestion for you this time" in text for text in ana.texts())


def promised(ana: Actor) -> str:
    """Give what Home says of the next run."""
    ana.open_home()
    assert ana.home
    return ana.home.text.partition("I look again on ")[2].partition(" (")[0]


def test_a_day_that_is_moved_on_after_the_run_waits_for_the_next_week(quick_stage: Stage) -> None:
    ana = ana_looks(quick_stage)
    jump(quick_stage, MONDAY_RUN)
    choose(ana, "fri", 10)
    assert promised(ana) == "Friday 4 December 2026 at 10:00"
    quick_stage.until(datetime(2026, 12, 4, 8, 59, tzinfo=UTC), DAY)
    assert runs(ana) == 1
    jump(quick_stage, datetime(2026, 12, 4, 9, 0, tzinfo=UTC))
    assert runs(ana) == 2


def test_a_day_that_is_moved_back_before_the_run_brings_it_at_once_and_only_once(quick_stage: Stage) -> None:
    ana = ana_looks(quick_stage)
    choose(ana, "fri", 11)
    assert promised(ana) == "Friday 20 November 2026 at 11:00"
    jump(quick_stage, datetime(2026, 11, 20, 10, 0, tzinfo=UTC))
    jump(quick_stage, datetime(2026, 11, 25, 12, 0, tzinfo=UTC))
    assert runs(ana) == 1
    choose(ana, "tue", 10)
    assert promised(ana) == "Wednesday 25 November 2026 at 13:00"
    quick_stage.until(datetime(2026, 11, 30, 12, 0, tzinfo=UTC), DAY)
    assert runs(ana) == 2
    assert promised(ana) == "Tuesday 1 December 2026 at 10:00"


def test_a_zone_in_which_it_is_still_last_week_brings_no_second_run(quick_stage: Stage) -> None:
    ana = ana_looks(quick_stage)
    choose(ana, "mon", 1, "Pacific/Kiritimati")
    jump(quick_stage, datetime(2026, 11, 22, 11, 5, tzinfo=UTC))  # Monday there, Sunday everywhere else
    assert runs(ana) == 1
    choose(ana, "mon", 10, "Pacific/Honolulu")
    assert promised(ana) == "Monday 30 November 2026 at 21:00"
    quick_stage.until(datetime(2026, 11, 30, 19, 0, tzinfo=UTC), DAY)
    assert runs(ana) == 1
    jump(quick_stage, datetime(2026, 11, 30, 20, 0, tzinfo=UTC))
    assert runs(ana) == 2


def test_a_run_late_on_sunday_is_made_up_for_on_monday(quick_stage: Stage) -> None:
    ana = ana_looks(quick_stage)
    choose(ana, "sun", 23)
    quick_stage.slack.clock.move_to(datetime(2026, 11, 22, 21, 59, tzinfo=UTC))
    jump(quick_stage, datetime(2026, 11, 23, 5, 0, tzinfo=UTC))
    assert runs(ana) == 1
    assert promised(ana) == "Sunday 29 November 2026 at 23:00"


def test_the_last_days_of_a_year_belong_to_their_iso_week(quick_stage: Stage) -> None:
    """The year 2026 has 53 ISO weeks, and the last one holds the first days of 2027."""
    ana = ana_looks(quick_stage)
    choose(ana, "sat", 10)
    for number, weeks in ((1, timedelta()), (2, 7 * DAY), (3, 14 * DAY)):
        jump(quick_stage, datetime(2026, 12, 26, 9, 0, tzinfo=UTC) + weeks)
        assert runs(ana) == number
        jump(quick_stage, datetime(2027, 1, 2, 8, 59, tzinfo=UTC) + weeks)
        assert runs(ana) == number
