"""Two suggestion runs at the same moment, each before the other's suggestions can be seen."""

from datetime import timedelta

import pytest

from bot.sandbox.delivery import Mode
from bot.sandbox.stage import Stage
from bot.services import runs
from bot.services.rounds import LEASE
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
    """One worker reads for a workspace, but another takes its place while it is slow."""
    with Stage(people(), FRIDAY, WordCounts, Mode.HTTP, url) as stage:
        for member_id, goal in GOALS.items():
            state_goal(stage.slack.member(member_id), goal, formats=["written"])
        now = stage.slack.clock.now()
        stage.worker._run(now)
        for member_id in ("UANA", "UBEN"):
            stage.slack.member(member_id).command("/trellis", "match")
        monkeypatch.setattr(runs, "_looking", meet_after(runs._looking))
        together(
            lambda: stage.worker._run(now),
            lambda: another_worker(stage)._run(now + LEASE + timedelta(seconds=1)),
        )
        assert len(suggestions(stage, "UCYN")) == 1
        assert len(suggestions(stage, "UANA")) + len(suggestions(stage, "UBEN")) == 1
