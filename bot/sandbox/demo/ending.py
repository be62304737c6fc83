"""The end of the story: what happened in numbers, and every row that was stored."""

from collections import Counter
from collections.abc import Mapping, Sequence

from bot.sandbox.demo.teller import Teller
from bot.sandbox.stage import Stage
from storage import engine
from storage.data_map import dump

Rows = Sequence[Mapping[str, object]]


def tell_ending(stage: Stage, teller: Teller) -> None:
    """Sum up, then print every row of every table."""
    opened = engine.create(stage.database_url)
    tables = dump(opened)
    opened.dispose()
    teller.title("After twelve weeks")
    for line in _summary(tables):
        teller.say(line)
    teller.title("Every row that Trellis stored: ids, choices from lists, times and attendance")
    for name, rows in tables.items():
        teller.lines(["", f"{name} ({len(rows)})", *(f"  {_row(row)}" for row in rows)])


def _summary(tables: Mapping[str, Rows]) -> list[str]:
    count = {name: Counter(str(row.get("state")) for row in rows) for name, rows in tables.items()}
    attended = Counter(str(row["attendance"]) for row in tables["attendance"])
    sent = count["nudge"]
    return [
        f"{len(tables['member'])} members; {sum(count['suggestion'].values())} suggestions, "
        f"of which {count['suggestion']['formed']} became partnerships.",
        f"{len(tables['check_in'])} check-ins planned, {count['check_in']['moved']} of them moved.",
        f"Attendance recorded by members for themselves: {attended['attended']} attended, {attended['missed']} missed.",
        f"{sent['sent']} messages sent, {sent['cancelled']} no longer wanted at their hour, {sent['expired']} expired, "
        f"{sent['unknown']} of unknown outcome.",
    ]


def _row(row: Mapping[str, object]) -> str:
    return " ".join(f"{name}={value}" for name, value in row.items() if value is not None)
