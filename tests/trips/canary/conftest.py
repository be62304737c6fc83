"""A workspace under watch: every test of this folder asks at its end that nothing was left behind."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from shutil import copy
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from bot.errors import respond_to_error
from bot.sandbox.actor import Actor
from bot.sandbox.delivery import Mode
from bot.sandbox.stage import Stage
from tests.bot.labels import unlisted
from tests.trips.canary.search import WORD, Watch, found, song, vector_forms, word_forms
from tests.trips.cast import FRIDAY, MONDAY_RUN, WordCounts, people
from tests.trips.steps import click, jump, state_goal, submit_covenant

SHARED = ("missed_check_in", "missed_commitment", "earlier", "between_us", "decisions", "harder")
"""Where partners agree on something in their own words."""


class Recorder(WordCounts):
    """Keeps every vector for the search."""

    def __init__(self) -> None:
        self.vectors: list[NDArray[np.float32]] = []

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        vectors = super().encode(texts)
        self.vectors += list(vectors)
        return vectors


@dataclass(frozen=True)
class Trial:
    """A workspace under watch."""

    stage: Stage
    watch: Watch
    encoder: Recorder

    def stays_silent(self) -> None:
        """Look for the word and for each vector in everything that was left behind."""
        measured = self._measured()
        assert unlisted(measured.decode()) == []
        evidence = {**self.watch.evidence(), "metrics": measured}
        assert evidence["statements"], "nothing was watched"
        assert found(evidence, word_forms()) == set()
        assert found(evidence, vector_forms(self.encoder.vectors)) == set()

    def _measured(self) -> bytes:
        trellis = self.stage.trellis
        return trellis.metrics.page(trellis.readiness.waiting())

    def said_in_slack(self) -> bool:
        """Tell whether the word did arrive where it belongs."""
        places = self.stage.slack.world.conversations.values()
        return any(WORD in str(message.blocks) for place in places for message in place.messages)


@pytest.fixture
def trial(sqlite_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Trial]:
    file, encoder = Path(copy(sqlite_template, tmp_path / "trellis.db")), Recorder()
    watch = Watch(file)

    def noted(error: Exception, *given: Any) -> Any:
        watch.note(error)
        return respond_to_error(error, *given)

    monkeypatch.setattr("bot.wiring.respond_to_error", noted)
    with watch.open(), Stage(people(), FRIDAY, lambda: encoder, Mode.HTTP, f"sqlite:///{file}") as stage:
        yield Trial(stage, watch, encoder)


def introduced(stage: Stage) -> tuple[Actor, Actor]:
    """Bring two members from their goals to a group DM."""
    ana, ben = stage.slack.member("UANA"), stage.slack.member("UBEN")
    for member in (ana, ben):
        state_goal(member, song("goal"))
    jump(stage, MONDAY_RUN)
    for member in (ana, ben):
        click(member, "suggestion_yes")
    stage.settle()
    return ana, ben


def sign_all(stage: Stage, ana: Actor, ben: Actor) -> None:
    click(ana, "covenant_open")
    ana.fill(commitment=song("commitment"), support_style=song("support"))
    assert submit_covenant(ana, **{one: song(one) for one in SHARED})
    stage.settle()
    for member in (ana, ben):
        click(member, "covenant_sign")
        if member.modal:
            member.fill(commitment=song("commitment"), support_style=song("support"))
            assert member.submit()
    stage.settle()
