"""One transaction with a store for every table group; what is not committed did not happen."""

from sqlalchemy import Connection

from storage.stores.ahead import AheadStore
from storage.stores.check_ins import CheckInStore
from storage.stores.covenants import CovenantStore
from storage.stores.cycles import CircleLinkStore, CycleStore
from storage.stores.life import LifeStore
from storage.stores.moves import DailyStepStore, MoveStore
from storage.stores.nudges import NudgeStore
from storage.stores.overdue import OverdueStore
from storage.stores.partnerships import PartnershipStore
from storage.stores.people import AvoidanceStore, GoalStore, MemberStore
from storage.stores.pulse import PulseStore
from storage.stores.requests import RequestStore
from storage.stores.runs import RunStore
from storage.stores.suggestions import SuggestionStore
from storage.stores.turns import PreviewStore, ReaderStore
from storage.stores.workspaces import ProgrammeStore, WorkspaceStore


class UnitOfWork:
    """The stores over one connection; nothing is kept unless `commit` is called."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.workspaces = WorkspaceStore(connection)
        self.programmes = ProgrammeStore(connection)
        self.members = MemberStore(connection)
        self.goals = GoalStore(connection)
        self.avoidances = AvoidanceStore(connection)
        self.runs = RunStore(connection)
        self.readers = ReaderStore(connection)
        self.previews = PreviewStore(connection)
        self.suggestions = SuggestionStore(connection)
        self.partnerships = PartnershipStore(connection)
        self.covenants = CovenantStore(connection)
        self.cycles = CycleStore(connection)
        self.life = LifeStore(connection)
        self.links = CircleLinkStore(connection)
        self.moves = MoveStore(connection)
        self.daily_steps = DailyStepStore(connection)
        self.check_ins = CheckInStore(connection)
        self.pulse = PulseStore(connection)
        self.nudges = NudgeStore(connection)
        self.overdue = OverdueStore(connection)
        self.ahead = AheadStore(connection)
        self.requests = RequestStore(connection)

    def commit(self) -> None:
        """Make everything done so far durable."""
        self.connection.commit()
