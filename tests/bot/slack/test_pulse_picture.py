"""The picture: readable at the size of a phone, and drawn only where one is wanted."""

import subprocess
import sys
from datetime import date
from io import BytesIO

import numpy as np
import pytest
from matplotlib import image
from numpy.typing import NDArray

from bot.practice.pulse import Pulse
from bot.slack.pulse_picture import HEIGHT, WIDTH, draw

NOVEMBER = date(2026, 11, 1)


def pixels(pulse: Pulse) -> NDArray[np.float32]:
    return np.asarray(image.imread(BytesIO(draw(NOVEMBER, pulse)), "png"), np.float32)[:, :, :3]


def luminance(colour: NDArray[np.float32]) -> float:
    linear = np.where(colour <= 0.04045, colour / 12.92, ((colour + 0.055) / 1.055) ** 2.4)
    return float(linear @ np.array([0.2126, 0.7152, 0.0722]))


@pytest.mark.parametrize("pulse", [Pulse(5, None, None), Pulse(20, 10, 75), Pulse(1235, 400, 12475)])
def test_all_of_it_is_inside_the_picture(pulse: Pulse) -> None:
    shown = pixels(pulse)
    assert shown.shape == (HEIGHT, WIDTH, 3)
    edges = np.concatenate([shown[:20].reshape(-1, 3), shown[-20:].reshape(-1, 3), shown[:, :20].reshape(-1, 3)])
    assert np.ptp(np.concatenate([edges, shown[:, -20:].reshape(-1, 3)]), axis=0).max() == 0


def test_it_has_its_own_ground_and_large_contrast() -> None:
    shown = pixels(Pulse(20, 10, 75))
    ground, brightest = (
        luminance(shown[0, 0]),
        max(luminance(colour) for colour in np.unique(shown[::3, ::3].reshape(-1, 3), axis=0)),
    )
    assert (brightest + 0.05) / (ground + 0.05) > 7


def test_processes_that_never_draw_do_not_pay_for_it() -> None:
    seen = "import sys, bot.web, bot.listeners, bot.wiring; sys.exit('matplotlib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", seen], check=False).returncode == 0
