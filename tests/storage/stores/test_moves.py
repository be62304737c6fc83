"""A proposed move is agreed to once; a newer one takes its place; daily steps are a wish that can be taken back."""

from dataclasses import replace
from datetime import timedelta

from storage.database import Database
from storage.records import DailyStep, Move
from tests.storage.build import ANN, BEN, NOW, TODAY, WS, partnership, row_id

MOVE = Move(WS, row_id(1), TODAY, ANN, NOW)


def test_a_newer_move_takes_the_place_of_an_older(people: Database) -> None:
    newer = replace(MOVE, member_id=BEN, starts_at=NOW + timedelta(hours=1))
    with people.write() as work:
        work.partnerships.add(partnership(1, (ANN, BEN)))
        work.moves.propose(MOVE)
        work.moves.propose(newer)
        assert work.moves.get(WS, row_id(1), TODAY) == newer
        assert not work.moves.take(MOVE)
        assert work.moves.take(newer)
        assert not work.moves.take(newer)


def test_a_member_is_asked_daily_until_they_stop(people: Database) -> None:
    with people.write() as work:
        work.partnerships.add(partnership(1, (ANN, BEN)))
        work.daily_steps.put(DailyStep(WS, row_id(1), ANN, 480))
        work.daily_steps.put(DailyStep(WS, row_id(1), ANN, 540))
        assert work.daily_steps.get(WS, row_id(1), ANN) == DailyStep(WS, row_id(1), ANN, 540)
        assert work.daily_steps.get(WS, row_id(1), BEN) is None
        assert work.daily_steps.all() == (DailyStep(WS, row_id(1), ANN, 540),)
        assert work.daily_steps.stop(WS, row_id(1), ANN)
        assert not work.daily_steps.stop(WS, row_id(1), ANN)
