"""The pulse as a picture: large rounded numbers, and a dot for every so many, on a ground that suits light and dark."""

import math
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING

from bot.practice.pulse import CHECK_INS_STEP, FEWEST, Pulse

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WIDTH, HEIGHT = 1200, 800
"""Pixels; a phone shows them at about a third, so no letter is lower than some 30."""
MOST_DOTS = 20
_HEAD = 160
_GROUND, _INK, _LEAF, _QUIET = "#1f4a38", "#f6f4ec", "#9fdcb8", "#cfe0d5"
_DPI = 100


def draw(month: date, pulse: Pulse) -> bytes:
    """Give the picture as PNG."""
    # Here and not above: it takes a second and 50 MB, which processes that never draw do without. No pyplot, whose
    # figures would stay in memory between threads.
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(WIDTH / _DPI, HEIGHT / _DPI), dpi=_DPI, facecolor=_GROUND)
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(0, WIDTH), ylim=(HEIGHT, 0))
    axes.set_axis_off()
    axes.text(70, 100, f"The pulse of {month:%B %Y}", color=_QUIET, fontsize=34, va="center")
    rows = list(_rows(pulse))
    space = (HEIGHT - _HEAD) / len(rows)
    for place, (count, label, step) in enumerate(rows):
        _row(axes, _HEAD + space * (place + 0.45), count, label, step)
    made = BytesIO()
    figure.savefig(made, format="png", facecolor=_GROUND)
    return made.getvalue()


def _rows(pulse: Pulse) -> Iterator[tuple[int, str, int]]:
    yield pulse.alive, "partnerships alive", FEWEST
    if pulse.kept:
        yield pulse.kept, "check-ins kept together", CHECK_INS_STEP
    if pulse.renewed:
        yield pulse.renewed, "began another cycle", FEWEST


def _row(axes: "Axes", middle: float, count: int, label: str, step: int) -> None:
    each = step * math.ceil(count / step / MOST_DOTS)
    size = min(70, 340 // len(f"{count}+"))
    axes.text(400, middle, f"{count}+", color=_INK, fontsize=size, fontweight="bold", va="center", ha="right")
    axes.text(450, middle - 42, label, color=_INK, fontsize=36, va="center")
    places = [466 + 34 * dot for dot in range(count // each)]
    axes.scatter(places, [middle + 22] * len(places), s=300, color=_LEAF)
    axes.text(450, middle + 70, f"each dot is {each}", color=_QUIET, fontsize=25, va="center")
