"""`/trellis preview`: a host sees what the next suggestions would bring, in numbers that point at nobody."""

from datetime import timedelta

import pytest

from bot.sandbox.actor import Actor
from bot.sandbox.faults import Fault
from bot.sandbox.stage import Stage
from bot.services.previews import LEASE
from matching.vocabulary import Cadence, Format, Size, Weekday
from storage.data_map import dump
from storage.engine import create
from tests.trips.crowds import chosen, join
from tests.trips.screen import told
from tests.trips.steps import RUN, jump, state_goal
from tests.trips.test_workers import DyingMessenger, Killed, another_worker, tick_together

SECOND = timedelta(seconds=1)
HEAD = "If suggestions were made now"
FITTING = [(f"UF{n:02d}", RUN, chosen(formats=frozenset({Format.WRITTEN}))) for n in range(12)]
NO_FORMAT = [(f"UN{day.upper()}", RUN, chosen(days=frozenset({day}))) for day in Weekday]
"""Seven who want calls, each on another day, where the others want to write."""
ODD = [
    *(
        (f"UC{n}", RUN, chosen(formats=frozenset({Format.WRITTEN}), cadence=one))
        for n, one in enumerate(Cadence)
        if one is not Cadence.WEEKLY
    ),
    ("UCIRCLE", RUN, chosen(formats=frozenset({Format.WRITTEN}), sizes=frozenset({Size.CIRCLE}))),
]
"""Five whom nobody fits for other reasons."""


@pytest.fixture
def host(quick_stage: Stage) -> Actor:
    """Give Ana, who is an admin and has not joined herself."""
    return quick_stage.slack.member("UANA")


def previews(host: Actor) -> int:
    return sum(HEAD in text for text in host.texts())


def test_a_host_reads_how_many_would_be_suggested_and_why_others_would_not(quick_stage: Stage, host: Actor) -> None:
    join(quick_stage, [*FITTING, *NO_FORMAT, *ODD])
    assert told(host, "preview").startswith("I am counting and write to you in our conversation.")
    quick_stage.settle()
    assert (
        "24 people are looking for a partner. 12 of them would get a suggestion, and 12 would be left out. "
        "Left out: 7 because nobody else chose one of their formats and others for other reasons." in host.texts()[-1]
    )
    assert not any(member in text for text in host.texts() for member, _, _ in FITTING)


def test_fewer_than_five_are_not_counted(quick_stage: Stage, host: Actor) -> None:
    join(quick_stage, FITTING[:4])
    told(host, "preview")
    quick_stage.settle()
    assert "Fewer than five people are looking for a partner. Telling more would point at somebody." in host.texts()[-1]


def test_who_is_no_host_is_sent_to_one(quick_stage: Stage) -> None:
    ben = quick_stage.slack.member("UBEN")
    assert (
        told(ben, "preview")
        == "This is for hosts: admins of this workspace and those whom they named. Please ask one of them."
    )
    quick_stage.settle()
    assert previews(ben) == 0


def test_who_is_no_host_any_more_reads_nothing(quick_stage: Stage, host: Actor) -> None:
    told(host, "preview")
    host.person.is_admin = False
    quick_stage.settle()
    host.person.is_admin = True
    quick_stage.settle()
    assert previews(host) == 0


def test_nothing_is_written_and_nobody_else_is_told(quick_stage: Stage, host: Actor) -> None:
    join(quick_stage, [*FITTING, *NO_FORMAT])
    quick_stage.settle()
    engine = create(quick_stage.database_url)
    before = dump(engine)
    told(host, "preview")
    quick_stage.settle()
    assert previews(host) == 1
    same = {"request": before["request"]}  # that a request came is no effect
    assert {**dump(engine), **same} == before
    engine.dispose()
    for member, _, _ in FITTING:
        assert len(quick_stage.slack.member(member).texts()) == 1, "the goal card"


def test_each_wish_is_answered_once(quick_stage: Stage, host: Actor) -> None:
    workers = [quick_stage.worker, another_worker(quick_stage)]
    for answers in (1, 2):
        for _ in range(2):
            told(host, "preview")
        for _ in range(2):
            tick_together(quick_stage, workers)
        assert previews(host) == answers
        quick_stage.slack.clock.advance(SECOND)


def test_an_answer_whose_worker_died_is_not_sent_again(quick_stage: Stage, host: Actor) -> None:
    told(host, "preview")
    with pytest.raises(Killed):
        another_worker(quick_stage, DyingMessenger).tick(quick_stage.slack.clock.now())
    assert previews(host) == 1
    jump(quick_stage, quick_stage.slack.clock.now() + LEASE + SECOND)
    told(host, "preview")
    jump(quick_stage, quick_stage.slack.clock.now() + SECOND)
    assert previews(host) == 2


@pytest.mark.parametrize("fault", [Fault.RATE_LIMITED, Fault.RESET_BEFORE, Fault.RESET_AFTER])
def test_an_answer_waits_for_slack_and_comes_once(quick_stage: Stage, host: Actor, fault: Fault) -> None:
    quick_stage.slack.faults.add("chat.postMessage", fault, seconds=20)
    told(host, "preview")
    for _ in range(3):
        jump(quick_stage, quick_stage.slack.clock.now() + 31 * SECOND)
    assert previews(host) == 1


def test_an_answer_that_slack_refuses_for_good_is_given_up(quick_stage: Stage, host: Actor) -> None:
    told(host, "preview")
    host.person.deleted = True
    quick_stage.settle()
    host.person.deleted = False
    jump(quick_stage, quick_stage.slack.clock.now() + 2 * LEASE)
    assert previews(host) == 0


def test_a_preview_counts_what_a_member_stated_this_very_moment(quick_stage: Stage, host: Actor) -> None:
    join(quick_stage, FITTING[:4])
    quick_stage.settle()
    told(host, "preview")
    state_goal(quick_stage.slack.member("UBEN"), RUN)
    quick_stage.settle()
    assert "5 people are looking for a partner." in host.texts()[-1]
