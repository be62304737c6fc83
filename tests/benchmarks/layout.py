"""The lines of the tables that `make bench-matching` prints."""

from tests.benchmarks.figures import Rival, Run

STAGES = ("conditions", "overdue", "neighbours", "pairs", "circles", "reasons")
_HEADS = (
    "population",
    "members",
    "seconds",
    *STAGES,
    "CPU s",
    "MB",
    "groups",
    "left",
    "pairs",
    "total",
    "bound",
    "ratio",
)
RUNS = "".join(f"{head:>11}" for head in _HEADS) + "  solver"
RIVALS = "".join(
    f"{head:>11}" for head in ("solver", "graph", "members", "twos", "seconds", "pairs", "total", "ours is")
)


def row_of_run(run: Run, population: str) -> str:
    """Give one size in the columns of RUNS; the ratio is total to bound."""
    cells = [population, f"{run.members:,}", f"{run.seconds:.3f}"]
    cells += [f"{run.stages[stage]:.3f}" for stage, _ in zip(STAGES, run.stages, strict=True)]
    cells += [f"{run.processor_seconds:.3f}", f"{run.megabytes:,.0f}", f"{run.groups:,}", f"{run.left_over:,}"]
    cells += [f"{run.pairs:,}", f"{run.total:,.2f}", f"{run.bound:,.2f}", f"{run.total / run.bound:.5f}"]
    return _line(cells) + f"  {run.solver}{', proven best' if run.proven else ''}"


def row_of_rival(rival: Rival, ours: Run) -> str:
    """Give another solver in the columns of RIVALS; the last says how many times its total ours is."""
    cells = [rival.solver, rival.graph, f"{rival.members:,}"]
    if rival.seconds is None:
        return _line(cells) + "  out of time"
    cells += [f"{rival.twos:,}", f"{rival.seconds:.3f}", f"{rival.pairs:,}", f"{rival.total:,.2f}"]
    return _line([*cells, f"{ours.total / rival.total:.6f}"])


def _line(cells: list[str]) -> str:
    return "".join(f"{cell:>11}" for cell in cells)
