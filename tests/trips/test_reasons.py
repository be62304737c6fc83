"""Why people are suggested to one another, as each of them reads it."""

from datetime import UTC, datetime

from bot.sandbox.stage import Stage
from tests.trips.cast import MONDAY_RUN
from tests.trips.steps import RUN, TRAIN, sees, state_goal

NINE_ON_TUESDAY = datetime(2026, 11, 24, 14, tzinfo=UTC)
"""The first hour that Cyn chose, on her clock in New York."""


def test_reasons_are_what_both_chose_in_words_on_the_readers_own_clock(quick_stage: Stage) -> None:
    ana, cyn = quick_stage.slack.member("UANA"), quick_stage.slack.member("UCYN")
    state_goal(ana, RUN, commitment_level="all-in", period="60", days=["tue", "wed"], parts=["afternoon", "evening"])
    state_goal(cyn, TRAIN, commitment_level="all-in", period="30", days=["tue"], parts=["morning"])
    quick_stage.until(MONDAY_RUN)
    quick_stage.until(NINE_ON_TUESDAY)
    reasons = (
        "you are both all in, you both want to check in every 7 to 10 days and you have three shared hours on Tuesdays."
    )
    for member in (ana, cyn):
        assert reasons in member.texts()[-1]


def test_reasons_are_looked_up_when_the_message_is_written(quick_stage: Stage) -> None:
    ana, ben = quick_stage.slack.member("UANA"), quick_stage.slack.member("UBEN")
    state_goal(ana, RUN, commitment_level="steady")
    state_goal(ben, TRAIN, commitment_level="steady")
    ana.command("/trellis", "match")
    quick_stage.worker._run(quick_stage.slack.clock.now())
    state_goal(ben, TRAIN, commitment_level="all-in")
    quick_stage.settle()
    assert sees(ana, "you both want to check in every 7 to 10 days")
    assert not sees(ana, "you both keep a fixed place")
