"""Draw the pictures and fill in the tables of docs/matching.md: `python -m tests.benchmarks.pictures`."""

import matplotlib

from tests.benchmarks import goal_map
from tests.benchmarks.charts import draw_fit, draw_time
from tests.benchmarks.figures import DOCS, Figures
from tests.benchmarks.markdown import fill, rivals, runs, summary


def main() -> None:
    """Take everything but the map from what was measured last; the map takes seconds to make anew."""
    matplotlib.use("Agg")
    figures = Figures.load()
    draw_fit(figures, DOCS / "matching-fit.png")
    draw_time(figures, DOCS / "matching-time.png")
    said = goal_map.draw(DOCS / "matching-map.png")
    fill({"map": said, "summary": summary(figures), "runs": runs(figures), "rivals": rivals(figures)})


if __name__ == "__main__":
    main()
