"""The map of goals in docs/matching.md: real goals, laid out by their closeness, and who was put together."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path

import numpy as np
from matplotlib import pyplot
from matplotlib.axes import Axes
from numpy.typing import NDArray
from sklearn.manifold import TSNE  # type: ignore[import-untyped]  # ships no types

from matching.encoder import Encoder
from matching.profile import Outcome, Profile
from matching.suggest import suggest
from matching.vocabulary import Cadence
from tests.benchmarks import people
from tests.benchmarks.one_run import SEED, TODAY
from tests.benchmarks.tune import GOALS

THEMES = (
    "learning to code",
    "running and endurance",
    "saving and investing",
    "parenting",
    "growing things",
    "writing",
    "housing and tenants",
    "job hunting",
)
_GOALS_EACH = 5
_MARKS = {Cadence.WEEKLY: "o", Cadence.BIWEEKLY: "^"}
_BIWEEKLY = 0.3
_LINE, _TEXT = "#52514e", "#2b2a28"

Points = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Goal:
    """One member's goal; the two of one `wish` mean the same in different words."""

    theme: str
    wish: int


def draw(file: Path) -> str:
    """Draw the map and give the sentence that says what is to be seen on it."""
    rows = [json.loads(line) for line in GOALS.read_text().splitlines()]
    chosen = [row for theme in THEMES for row in [row for row in rows if row["theme"] == theme][:_GOALS_EACH]]
    goals = [Goal(row["theme"], wish) for wish, row in enumerate(chosen) for _ in range(2)]
    vectors = Encoder.load(progress=lambda _: None).encode([row[which] for row in chosen for which in ("goal", "same")])
    members = _members(len(goals))
    outcome = suggest(members, vectors, TODAY)
    layout = TSNE(metric="cosine", init="pca", perplexity=10, random_state=SEED).fit_transform(vectors)
    _draw(file, layout, goals, members, outcome)
    return _said(goals, members, outcome)


def _members(count: int) -> list[Profile]:
    """Let everybody be alike but for one of two cadences, which the map shows by its marks."""
    is_biweekly = np.random.default_rng(SEED).random(count) < _BIWEEKLY
    everybody = zip(people.alike(count), is_biweekly, strict=True)
    return [replace(member, cadence=Cadence.BIWEEKLY if is_so else Cadence.WEEKLY) for member, is_so in everybody]


def _said(goals: Sequence[Goal], members: Sequence[Profile], outcome: Outcome) -> str:
    twos = [group.members for group in outcome.groups if len(group.members) == 2]
    of = {member.id: goal for member, goal in zip(members, goals, strict=True)}
    wish = sum(of[a].wish == of[b].wish for a, b in twos)
    theme = sum(of[a].theme == of[b].theme for a, b in twos)
    return (
        f"{len(goals)} goals in {len(THEMES)} themes, each goal in two people's words. Of {len(twos)} pairs, {wish} "
        f"join two who mean the same and {theme - wish} more join two of one theme. Long lines join those whose "
        "nearest meets at another cadence, or went to somebody nearer still."
    )


def _draw(file: Path, layout: Points, goals: Sequence[Goal], members: Sequence[Profile], outcome: Outcome) -> None:
    figure, axes = pyplot.subplots(figsize=(10, 7.5), layout="constrained")
    place = {member.id: point for member, point in zip(members, layout, strict=True)}
    for group in outcome.groups:
        for a, b in combinations(group.members, 2):
            axes.plot(*zip(place[a], place[b], strict=True), color=_LINE, linewidth=1.4, zorder=1)
    _marks(axes, layout, goals, members)
    axes.set_axis_off()
    axes.legend(loc="center left", bbox_to_anchor=(1, 0.5), frameon=False, labelcolor=_TEXT, fontsize=11)
    figure.savefig(file, dpi=110)
    pyplot.close(figure)


def _marks(axes: Axes, layout: Points, goals: Sequence[Goal], members: Sequence[Profile]) -> None:
    for theme, colour in zip(THEMES, pyplot.get_cmap("tab10")(range(len(THEMES))), strict=True):
        for cadence, mark in _MARKS.items():
            which = [i for i, m in enumerate(members) if m.cadence is cadence and goals[i].theme == theme]
            across, up = layout[which].T
            axes.scatter(across, up, marker=mark, s=90, color=colour, edgecolors="white", linewidths=1, zorder=2)
        axes.scatter([], [], marker="s", s=90, color=colour, label=theme)
    for cadence, mark in _MARKS.items():
        axes.scatter([], [], marker=mark, s=90, color=_LINE, label=f"meets {cadence}")
