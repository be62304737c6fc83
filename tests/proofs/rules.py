"""Other rules of zones for a while, as a newer tzdata would bring them."""

import shutil
import tempfile
import zoneinfo
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.resources import as_file, files
from pathlib import Path

from matching import zones


@contextmanager
def swapped(others: Mapping[str, str]) -> Iterator[None]:
    """Let each named zone have the rules of another one meanwhile; all other zones keep theirs."""
    with tempfile.TemporaryDirectory() as folder:
        for zone, other in others.items():
            (Path(folder) / zone).parent.mkdir(parents=True, exist_ok=True)
            with as_file(files("tzdata") / "zoneinfo" / other) as rules:
                shutil.copyfile(rules, Path(folder) / zone)
        zoneinfo.reset_tzpath([folder])
        zoneinfo.ZoneInfo.clear_cache()
        try:
            yield
        finally:
            zones.use_package()
