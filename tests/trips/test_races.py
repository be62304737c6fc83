"""Two partners who act at the same moment, each before the other's transaction can be seen."""

import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import TypeVar

import pytest

from bot.sandbox.delivery import Mode
from bot.sandbox.spots import Where
from bot.sandbox.stage import Stage
from bot.services import covenant_words, covenants, moves
from storage.vocabulary import CheckInState
from tests.trips import partners
from tests.trips.partners import FIRST_AT, heard, introduced, open_covenant, signed, together

T = TypeVar("T")
over_http = pytest.mark.parametrize("mode", [Mode.HTTP], indirect=True)


def meet_after(step: Callable[..., T]) -> Callable[..., T]:
    """Let two threads both finish a step before either goes on; where a lock keeps one out, after half a second."""
    both = threading.Barrier(2)

    def meeting(*arguments: object) -> T:
        result = step(*arguments)
        with suppress(threading.BrokenBarrierError):
            both.wait(timeout=0.5)
        return result

    return meeting


@over_http
def test_of_two_moves_one_holds(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    ana, cyn = signed(stage, "UANA", "UCYN")
    partners.live(stage, FIRST_AT - timedelta(days=1))
    for member, day in ((ana, "2026-11-28"), (cyn, "2026-11-29")):
        member.click("move_open", Where.MESSAGES)
        member.fill(first_on=day, time="10:00")
    monkeypatch.setattr(moves, "movable", meet_after(moves.movable))
    together(ana.submit, cyn.submit)
    (slower,) = [member for member in (ana, cyn) if member.modal]
    assert slower.modal is not None
    assert "moved already" in slower.modal.errors["first_on"]
    states = [each.state for each in partners.check_ins(stage)]
    assert sorted(states) == [CheckInState.MOVED, CheckInState.PLANNED, CheckInState.PLANNED]


@over_http
def test_of_two_proposals_one_holds(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    ana, cyn = introduced(stage, "UANA", "UCYN")
    for member in (ana, cyn):
        open_covenant(member)
        assert member.submit()
    # Where both post their words first, both have found the terms unchanged.
    monkeypatch.setattr(covenants, "post_own", meet_after(covenant_words.post_own))
    monkeypatch.setattr(covenants, "_unchanged", meet_after(covenants._unchanged))
    together(ana.submit, cyn.submit)
    (slower,) = [member for member in (ana, cyn) if member.modal]
    assert slower.modal is not None
    assert "The terms have just changed" in slower.modal.errors["missed_check_in"]
    assert partners.covenant(stage).revision == 1
    assert heard(slower, "Your commitment") == []
