"""How each partnership stood through the year: its people, its cycle and its agreed terms, noted when they change."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.sandbox.stage import Stage
from storage.records import Terms


@dataclass(frozen=True, slots=True)
class State:
    """What held from `since` until the next state of the same partnership, or its end."""

    since: datetime
    cycle: int
    began_on: date
    terms: Terms


class History:
    """Notes the states of all partnerships of a stage."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self.states: dict[str, list[State]] = {}
        self.joined: dict[tuple[str, str], datetime] = {}
        """When each member was first seen in a partnership, by the ids of both."""

    def note(self, now: datetime) -> None:
        """Look, and keep what is new."""
        ws = self._stage.trellis.workspace_id
        with self._stage.trellis.context.database.read() as work:
            for partnership in work.partnerships.live(ws):
                for one in partnership.members:
                    self.joined.setdefault((partnership.id, one), now)
            agreed = work.life.agreed(ws)
            for cycle in work.cycles.of_active(ws):
                states = self.states.setdefault(cycle.partnership_id, [])
                if terms := agreed.get(cycle.partnership_id):
                    state = State(now, cycle.number, cycle.began_on, terms)
                    if not states or _without_time(states[-1]) != _without_time(state):
                        states.append(state)


def _without_time(state: State) -> tuple[int, date, Terms]:
    return state.cycle, state.began_on, state.terms
