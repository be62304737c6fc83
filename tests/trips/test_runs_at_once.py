"""Two suggestion runs at the same moment, each before the other's suggestions can be seen."""

from datetime import timedelta

import pytest

from bot.sandbox.delivery import Mode
from bot.sandbox.stage import Stage
from bot.services import runs
from tests.trips.cast import FRIDAY, WordCounts, people
from tests.trips.partners import together
from tests.trips.rows import suggestions
from tests.trips.steps import state_goal
from tests.trips.test_races import meet_after
from tests.trips.test_workers import another_worker

GOALS = {
    "UANA": "alpha beta gamma delta",
    "UBEN": "epsilon zeta eta theta",
    "UCYN": "alpha beta epsilon zeta",
}
"""Cyn is closest to both others, who have nothing in common."""


def test_whoever_is_best_for_two_is_suggested_to_one(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with Stage(people(), FRIDAY, WordCounts, Mode.HTTP, url) as stage:
        for member_id, goal in GOALS.items():
            state_goal(stage.slack.member(member_id), goal, formats=["written"])
        for member_id in ("UANA", "UBEN"):
            stage.slack.member(member_id).command("/trellis", "match")
        monkeypatch.setattr(runs, "_looking", meet_after(runs._looking))
        now = stage.slack.clock.now() + timedelta(seconds=2)
        together(*(lambda worker=worker: worker._run(now) for worker in (stage.worker, another_worker(stage))))
        assert len(suggestions(stage, "UCYN")) == 1
        assert len(suggestions(stage, "UANA")) + len(suggestions(stage, "UBEN")) == 1
