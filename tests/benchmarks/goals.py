"""Made-up vectors of goals with the closeness that real ones have under the packaged model.

Measured on tests/quality/goals/development.jsonl: mean cosine 0.09 between themes (deviation 0.09), 0.18 within one,
0.42 for the same wish in other words; directions are used as unevenly as if there were 105 of them.
"""

import numpy as np
from numpy.typing import NDArray

DIMENSIONS = 384
_THEMES = 200
_SHARE_A_WISH = 5
"""Members who want the same, on average."""
_ANY, _THEME, _WISH, _OWN = 0.09, 0.09, 0.24, 0.58
"""Parts of a goal's squared length: what all goals have in common, its theme, its wish, its own words."""
_SPECTRUM = 0.7
"""How quickly later directions carry less."""
_AT_ONCE = 20_000

Rows = NDArray[np.float32]


def vectors(n: int, seed: int) -> Rows:
    """Give n × 384 unit rows, float32; a few themes are popular, as few are anywhere."""
    chance = np.random.default_rng(seed)
    common, themes = _directions(1, chance), _directions(_THEMES, chance)
    popularity = 1 / np.arange(10, _THEMES + 10)
    wishes = max(n // _SHARE_A_WISH, 1)
    theme_of = chance.choice(_THEMES, wishes, p=popularity / popularity.sum())
    centres = _ANY**0.5 * common + _THEME**0.5 * themes[theme_of] + _WISH**0.5 * _directions(wishes, chance)
    made = np.empty((n, DIMENSIONS), dtype=np.float32)
    for first in range(0, n, _AT_ONCE):
        rows = made[first : first + _AT_ONCE]
        rows[:] = centres[chance.integers(0, wishes, len(rows))] + _OWN**0.5 * _directions(len(rows), chance)
        rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return made


def _directions(count: int, chance: np.random.Generator) -> Rows:
    """Give `count` × 384 unit rows."""
    scale = np.arange(1, DIMENSIONS + 1, dtype=np.float32) ** np.float32(-_SPECTRUM / 2)
    rows = chance.standard_normal((count, DIMENSIONS), dtype=np.float32) * scale
    unit: Rows = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return unit
