import io

import pytest

from matching.errors import InputError
from matching.terminal import Line


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_file_hears_nothing() -> None:
    stream = io.StringIO()
    with Line(stream) as line:
        line("pairing", 0.5)
    assert stream.getvalue() == ""


def test_a_terminal_shows_stage_and_share_and_is_clean_at_the_end() -> None:
    stream, clock = Terminal(), Clock()
    with Line(stream, clock) as line:
        line("reading", 0.0)
        clock.now = 1.0
        line("reading", 0.5)
        line("pairing", 0.25)
    assert stream.getvalue().split("\r\x1b[2K") == ["", "reading …", "reading 50%", "pairing 25%", ""]


def test_a_stage_is_not_told_more_often_than_one_can_read() -> None:
    stream, clock = Terminal(), Clock()
    line = Line(stream, clock)
    for step in range(1000):
        clock.now = step / 1000
        line("reading", (step + 1) / 1000)
    assert 5 <= stream.getvalue().count("reading") <= 10


def fail_under_way(stream: Terminal) -> None:
    with Line(stream) as line:
        line("pairing", 0.5)
        raise InputError


def test_a_fault_leaves_a_clean_line_too() -> None:
    stream = Terminal()
    with pytest.raises(InputError):
        fail_under_way(stream)
    assert stream.getvalue().endswith("\x1b[2K")
