"""Put what was measured into docs/matching.md, between marks that name each part."""

from collections.abc import Iterable, Mapping, Sequence

from tests.benchmarks.figures import DOCS, Figures, Rival, Run, growth

PAGE = DOCS / "matching.md"
_RUN_HEADS = ("members", "seconds", "of that, the search", "all alike, seconds", "memory, MB", "of the bound", "solver")
_RIVAL_HEADS = ("members", "solver", "given", "seconds", "pairs", "our total is")
_GIVEN = {"dense": "every two who may meet", "sparse": "30 candidates each"}


def fill(parts: Mapping[str, str]) -> None:
    """Replace each part of the page; raises ValueError if a mark is missing."""
    page = PAGE.read_text()
    for name, text in parts.items():
        begins, ends = f"<!-- {name} -->\n", f"<!-- end of {name} -->"
        if page.count(begins) != 1 or page.count(ends) != 1:
            raise ValueError(f"{PAGE.name} has no part that is called {name!r}, or several")
        before, rest = page.split(begins)
        page = f"{before}{begins}{text}\n{ends}{rest.split(ends)[1]}"
    PAGE.write_text(page)


def summary(figures: Figures) -> str:
    """Give one sentence on the measurement and one on how time grows."""
    rest, search = growth(*(next(run for run in figures.mixed if run.members == n) for n in (1_000, 100_000)))
    setting = figures.setting
    return (
        f"Measured on {setting['day']} with {setting['processors']} processors. From 1,000 to 100,000 members time "
        f"grows as n^{rest:.2f} without the search for neighbours, and that search as n^{search:.2f}."
    )


def runs(figures: Figures) -> str:
    """Give our own runs as a table."""
    alike = {run.members: run.seconds for run in figures.alike}
    return _table(_RUN_HEADS, (_run(run, alike.get(run.members)) for run in figures.mixed))


def rivals(figures: Figures) -> str:
    """Give the other solvers as a table."""
    ours = {run.members: run for run in figures.mixed}
    return _table(_RIVAL_HEADS, (_rival(one, ours[one.members], figures) for one in figures.rivals))


def _run(run: Run, alike: float | None) -> Sequence[str]:
    solver = f"{run.solver}, proven best" if run.proven else run.solver
    times = (_seconds(run.seconds), _seconds(run.stages["neighbours"]), "–" if alike is None else _seconds(alike))
    return f"{run.members:,}", *times, f"{run.megabytes:,.0f}", f"{run.total / run.bound:.4f}", solver


def _rival(rival: Rival, ours: Run, figures: Figures) -> Sequence[str]:
    who = (f"{rival.members:,}", rival.solver, _GIVEN[rival.graph])
    if rival.seconds is None:
        return *who, f"over {figures.setting['others_had_seconds']}", "–", "–"
    return *who, _seconds(rival.seconds), f"{rival.pairs:,}", f"{ours.total / rival.total:.4f} times theirs"


def _seconds(value: float) -> str:
    return f"{value:.3f}" if value < 1 else f"{value:.1f}"


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    rule = ["--:" if head != "solver" and head != "given" else "---" for head in heads]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (heads, rule, *rows))
