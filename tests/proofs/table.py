"""How proofs print: Markdown that docs/reliability.md takes as it is."""

import os
import platform
import sqlite3
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from importlib.metadata import version


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Lay out a table; all but its first column are figures."""
    rule = ["---", *["--:"] * (len(heads) - 1)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (heads, rule, *rows))


def setting() -> str:
    """Say when, where and with what something was measured."""
    return (
        f"Measured on {datetime.now(UTC):%d %B %Y} with {os.cpu_count()} processors, Python "
        f"{platform.python_version()}, SQLAlchemy {version('sqlalchemy')}, SQLite {sqlite3.sqlite_version}."
    )
