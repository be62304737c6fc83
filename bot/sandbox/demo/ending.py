"""The end of the story: every row that was stored, and what happened in numbers."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from bot.sandbox.demo.teller import Teller
from bot.sandbox.stage import Stage
from storage import engine
from storage.data_map import dump

Rows = Sequence[Mapping[str, object]]


def tell_ending(stage: Stage, teller: Teller, people: int) -> None:
    """Print every row of every table, then sum up, so that the sum is what stays on the screen."""
    opened = engine.create(stage.database_url)
    tables = dump(opened)
    opened.dispose()
    teller.title("Every row that Trellis stored")
    teller.say("Ids, choices from lists, times and attendance. Look for a word that somebody wrote: there is none.")
    for name, rows in tables.items():
        teller.lines(["", f"{name} ({len(rows)})", *(f"  {line}" for line in columns(rows))])
    teller.title("After twelve weeks")
    for line in _summary(tables, people):
        teller.say(line)


def columns(rows: Rows) -> Iterator[str]:
    """Lay rows out under the names of their columns; a column that is empty throughout is only named at the end."""
    if not rows:
        return
    filled = [name for name in rows[0] if any(row[name] is not None for row in rows)]
    lines = [filled, *([_cell(row[name]) for name in filled] for row in rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        yield "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
    if empty := [name for name in rows[0] if name not in filled]:
        yield f"(empty: {', '.join(empty)})"


def _cell(value: object) -> str:
    written = "-" if value is None else str(value)
    return written.removesuffix(".000000") if ":" in written else written  # a whole second, not a Slack timestamp


def _summary(tables: Mapping[str, Rows], people: int) -> list[str]:
    count = {name: Counter(str(row.get("state")) for row in rows) for name, rows in tables.items()}
    attended = Counter(str(row["attendance"]) for row in tables["attendance"])
    sent, suggested, members = count["nudge"], count["suggestion"], len(tables["member"])
    return [
        f"{members} members of {people} people: whoever asked to be forgotten left no row.",
        f"{suggested.total()} suggestions, {suggested['formed']} of them became partnerships.",
        f"{len(tables['check_in'])} check-ins planned, {count['check_in']['moved']} of them moved.",
        f"Attendance recorded by members for themselves: {attended['attended']} attended, {attended['missed']} missed.",
        f"{sent['sent']} messages sent, {sent['cancelled']} no longer wanted at their hour, {sent['expired']} expired, "
        f"{sent['unknown']} of unknown outcome.",
    ]
