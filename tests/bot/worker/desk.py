"""A workspace with one nudge for U1, and workers that send it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.metrics import Metrics
from bot.sandbox.world import Message as Shown
from bot.services.delivery import Delivery
from bot.slack.messenger import Messenger
from bot.worker.attempt import Compose, Decision
from bot.worker.dispatch import Dispatcher
from matching.vocabulary import Weekday
from storage.database import Database
from storage.records import EVERYONE, Nudge, Workspace
from storage.unit_of_work import UnitOfWork
from storage.vocabulary import NudgeKind, NudgeReason, NudgeState
from tests.bot.slack.place import HELLO, NOON, Place

NUDGE = Nudge(
    workspace_id="T1",
    subject_id="a" * 32,
    local_date=date(2026, 3, 2),
    member_id="U1",
    kind=NudgeKind.AFTER,
    due_at=NOON,
    expires_at=NOON + timedelta(hours=48),
)
FOR_THE_GROUP = replace(NUDGE, member_id=EVERYONE, kind=NudgeKind.COVENANT)
ONE, OTHER = "1" * 32, "2" * 32
LATER = timedelta(minutes=1)


class Desk:
    """What the tests of dispatch look at: who was told what, and how the nudge stands."""

    def __init__(self, database: Database, place: Place) -> None:
        self.database = database
        self.place = place
        self.dm = place.messenger.open_dm("U1")
        self.group = place.messenger.open_group(["U1", "U2"])
        self.settled: list[tuple[Nudge, str]] = []
        self.settle_badly = False
        self.metrics = Metrics()
        with database.write() as work:
            work.workspaces.add(Workspace("T1", Weekday.MON, 10, "Etc/UTC", NOON))
            work.commit()

    def plan(self, *nudges: Nudge) -> None:
        with self.database.write() as work:
            work.nudges.plan(nudges)
            work.commit()

    def worker(
        self,
        compose: Compose | None = None,
        owner: str = ONE,
        messenger: Messenger | None = None,
        stopwatch: Callable[[], float] = lambda: 0.0,
    ) -> Dispatcher:
        speaker = messenger or self.place.messenger
        return Dispatcher(
            self.database, speaker, compose or self.compose, self.settle, owner, self.metrics, stopwatch=stopwatch
        )

    def tick(self, now: datetime, decision: Decision | None = None) -> int:
        """Let a worker that decides so, or just delivers, do its work at this instant of the shared clock."""
        self.place.world.clock.move_to(now)
        return self.worker(None if decision is None else lambda *_: decision).tick(now)

    def compose(self, nudge: Nudge, now: datetime) -> Decision:  # noqa: ARG002 the signature is Compose's
        return Delivery(self.group if nudge.member_id == EVERYONE else self.dm, HELLO)

    def settle(self, work: UnitOfWork, nudge: Nudge, delivery: Delivery, ts: str) -> None:  # noqa: ARG002 Settled's
        if self.settle_badly:
            raise RuntimeError
        self.settled.append((nudge, ts))

    def nudge(self, nudge: Nudge = NUDGE) -> Nudge:
        with self.database.read() as work:
            found = work.nudges.get(nudge)
        assert found is not None
        return found

    def state(self, nudge: Nudge = NUDGE) -> tuple[NudgeState, NudgeReason | None]:
        found = self.nudge(nudge)
        return found.state, found.reason

    def shown(self, channel_id: str = "") -> list[Shown]:
        return self.place.shown(channel_id or self.dm)
