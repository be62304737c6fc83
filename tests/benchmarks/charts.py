"""Fit and time against the number of members, drawn from what was measured."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from matplotlib import pyplot
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from tests.benchmarks.figures import Figures, Rival

_OURS, _SEARCH, _TEXT, _GRID = "#1f6f54", "#6fb59a", "#2b2a28", "#e4e2dc"
_OTHERS = {"networkx": "#b3501e", "rustworkx": "#3b5fa3", "greedy": "#8a6bb0", "random": "#8b8a84"}
_FINE = 0.99
"""Where the second panel of fit begins."""

Points = list[tuple[int, float]]


def draw_fit(figures: Figures, file: Path) -> None:
    """Draw total fit as a share of the bound, everything on the left and the uppermost hundredth on the right."""
    figure, panels = pyplot.subplots(1, 2, figsize=(10, 4.5), layout="constrained")
    bounds = {run.members: run.bound for run in figures.mixed}
    ours = [(run.members, run.total / run.bound) for run in figures.mixed]
    for axes in panels:
        for name in ("random", "greedy", "rustworkx"):
            found = [(one.members, one.total / bounds[one.members]) for one in _of(figures, name, "dense")]
            style = {"linestyle": "none", "markersize": 9} if name == "rustworkx" else {}
            _series(axes, found, _OTHERS[name], "rustworkx, the optimum" if style else name, **style)
        _series(axes, ours, _OURS, "Trellis", linewidth=2.5)
        _dress(axes, "share of the bound on total fit")
    panels[0].set_ylim(top=1.02)
    panels[1].set_ylim(_FINE, 1.0005)
    panels[1].set_ylabel("the uppermost hundredth")
    panels[0].legend(frameon=False, labelcolor=_TEXT, loc="center right", bbox_to_anchor=(1, 0.45))
    _finish(figure, file)


def draw_time(figures: Figures, file: Path) -> None:
    """Draw seconds, both scales logarithmic; a cross where another solver's time was up."""
    figure, axes = pyplot.subplots(figsize=(10, 5.5), layout="constrained")
    for name in ("networkx", "rustworkx", "greedy"):
        found = [(one.members, one.seconds) for one in _of(figures, name, "dense") if one.seconds is not None]
        _series(axes, found, _OTHERS[name], f"{name}, its solver alone")
    limit = figures.setting["others_had_seconds"]
    late = [one for one in figures.rivals if one.seconds is None and one.graph == "dense"]
    axes.scatter(
        [one.members for one in late],
        [limit] * len(late),
        marker="x",
        s=70,
        zorder=3,
        color=[_OTHERS[one.solver] for one in late],
        label=f"out of time after {limit} s",
    )
    _series(
        axes, [(run.members, run.stages["neighbours"]) for run in figures.mixed], _SEARCH, "Trellis, the search alone"
    )
    _series(axes, [(run.members, run.seconds) for run in figures.mixed], _OURS, "Trellis, all of it", linewidth=2.5)
    _dress(axes, "seconds")
    axes.set_yscale("log")
    axes.legend(frameon=False, labelcolor=_TEXT, loc="lower right")
    _finish(figure, file)


def _of(figures: Figures, solver: str, graph: str) -> Iterator[Rival]:
    return (one for one in figures.rivals if (one.solver, one.graph) == (solver, graph) and one.seconds is not None)


def _series(axes: Axes, points: Sequence[tuple[int, float]], colour: str, label: str, **style: Any) -> None:
    across, up = zip(*points, strict=True) if points else ((), ())
    look: dict[str, Any] = {"color": colour, "marker": "o", "markersize": 5, "label": label}
    axes.plot(across, up, **(look | style))


def _dress(axes: Axes, what: str) -> None:
    axes.set_xscale("log")
    axes.set_xlabel("members", color=_TEXT)
    axes.set_ylabel(what, color=_TEXT)
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
    axes.grid(color=_GRID, linewidth=0.8)
    axes.set_axisbelow(True)
    axes.spines[["top", "right"]].set_visible(False)


def _finish(figure: Figure, file: Path) -> None:
    figure.savefig(file, dpi=110, facecolor="white")
    pyplot.close(figure)
