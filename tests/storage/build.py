"""Records for storage tests: one workspace, Ann, Ben and Cy, and one of everything that is kept about them."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from matching.vocabulary import Because, Cadence, Commitment, DayPart, Format, Period, Size, Weekday
from storage.database import Database
from storage.records import (
    EVERYONE,
    NO_SUBJECT,
    CheckIn,
    CircleLink,
    Cycle,
    DailyStep,
    Goal,
    GoalSettings,
    Member,
    Move,
    Nudge,
    Partnership,
    Pointer,
    Preview,
    Programme,
    Suggestion,
    Terms,
    Workspace,
)
from storage.unit_of_work import UnitOfWork
from storage.vocabulary import (
    Answer,
    Attendance,
    GoalState,
    MemberStatus,
    NudgeKind,
    PartnershipState,
    Preset,
    SuggestionState,
)

WS, OTHER_WS = "T0TEAM", "T0OTHER"
ANN, BEN, CY = "U0ANN", "U0BEN", "U0CY"
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TODAY = NOW.date()
LEASE = timedelta(seconds=30)
WEEK = 202610
WORKER, OTHER_WORKER = "a" * 32, "b" * 32
TERMS = Terms(date(2026, 3, 9), 600, "Europe/Berlin", Cadence.WEEKLY, 30, Format.CALL_30, date(2026, 5, 31))
SETTINGS = GoalSettings(
    Commitment.STEADY,
    Cadence.WEEKLY,
    frozenset({Format.CALL_30, Format.WRITTEN}),
    frozenset({Size.TWO}),
    frozenset({Weekday.MON, Weekday.FRI}),
    frozenset({DayPart.MORNING}),
    Period.DAYS_60,
    readable=True,
)


def row_id(number: int) -> str:
    return f"{number:032x}"


def card(number: int) -> Pointer:
    return Pointer("D0CARDS", f"1700000000.{number:06d}")


def workspace(ws: str = WS) -> Workspace:
    return Workspace(ws, Weekday.MON, 10, "Europe/Berlin", NOW)


def member(member_id: str = ANN, ws: str = WS) -> Member:
    return Member(ws, member_id, f"D{member_id}", "Europe/Berlin", MemberStatus.ACTIVE, None, 0, NOW)


def goal(member_id: str = ANN, ws: str = WS) -> Goal:
    return Goal(ws, member_id, card(1), SETTINGS, GoalState.ACTIVE, NOW, date(2026, 5, 1))


def suggestion(number: int = 1, members: tuple[str, ...] = (ANN, BEN), ws: str = WS, week: int = WEEK) -> Suggestion:
    lapses = NOW + timedelta(days=7)
    because = frozenset({Because.GOALS, Because.HOURS})
    return Suggestion(
        ws,
        row_id(number),
        week,
        members,
        because,
        SuggestionState.OPEN,
        NOW,
        lapses,
        answers=dict.fromkeys(members, Answer.NONE),
    )


def preview(member_id: str = ANN, ws: str = WS) -> Preview:
    return Preview(ws, member_id, NOW)


def partnership(number: int = 1, members: tuple[str, ...] = (ANN, BEN), ws: str = WS) -> Partnership:
    return Partnership(ws, row_id(number), "G0GROUP", PartnershipState.FORMING, NOW, members)


def check_in(days: int = 7, number: int = 1, ws: str = WS) -> CheckIn:
    at = NOW + timedelta(days=days)
    return CheckIn(ws, row_id(number), at.date(), at, 30)


def nudge(member_id: str = ANN, kind: NudgeKind = NudgeKind.AFTER, ws: str = WS, due_in: int = 0) -> Nudge:
    """Make one that is due in so many minutes and too late an hour after."""
    due = NOW + timedelta(minutes=due_in)
    return Nudge(ws, NO_SUBJECT, TODAY, member_id, kind, due, due + timedelta(hours=1))


def group_nudge(partnership_id: str, kind: NudgeKind) -> Nudge:
    return replace(nudge(EVERYONE, kind), subject_id=partnership_id)


def add_people(database: Database, ws: str = WS) -> None:
    with database.write() as work:
        work.workspaces.add(workspace(ws))
        for member_id in (ANN, BEN, CY):
            work.members.add(member(member_id, ws))
        work.commit()


def add_everything(database: Database, ws: str = WS) -> None:
    """Fill every table, with Ann in each row that can name a member."""
    add_people(database, ws)
    with database.write() as work:
        _add_personal(work, ws)
        _add_shared(work, ws)
        work.commit()


def _add_personal(work: UnitOfWork, ws: str) -> None:
    for member_id in (ANN, BEN, CY):
        work.goals.put(goal(member_id, ws))
        work.nudges.plan([nudge(member_id, ws=ws)])
        work.runs.request(ws, WEEK, member_id, row_id(1))
        work.previews.ask(preview(member_id, ws))
    chosen = Programme(Preset.TECH, "C0DECLARE", "C0PULSE", True, "Xf0MANAGER", 3, card(9))
    work.programmes.put(ws, chosen)
    work.programmes.set_hosts(ws, [ANN, BEN])
    work.members.set_manager(ws, BEN, ANN)
    work.readers.take(ws, WORKER, NOW, LEASE)
    work.requests.add(ws, row_id(99), NOW)
    work.avoidances.add(ws, ANN, CY)
    work.avoidances.add(ws, CY, ANN)
    work.avoidances.add(ws, BEN, CY)


def _add_shared(work: UnitOfWork, ws: str) -> None:
    for number, members in ((1, (ANN, BEN)), (2, (ANN, BEN, CY)), (3, (BEN, CY))):
        work.suggestions.add(suggestion(number, members, ws))
        work.partnerships.add(partnership(number, members, ws))
        work.check_ins.add(check_in(number=number, ws=ws))
        revision = work.covenants.propose(ws, row_id(number), members[0], TERMS, NOW, card(number))
        _add_life(work, number, members, ws)
        for member_id in members:
            work.covenants.sign(ws, row_id(number), member_id, revision, NOW)
            work.covenants.put_commitment(ws, row_id(number), member_id, card(number))
            work.check_ins.record(ws, row_id(number), check_in().local_date, member_id, Attendance.ATTENDED)


def _add_life(work: UnitOfWork, number: int, members: tuple[str, ...], ws: str) -> None:
    partnership_id = row_id(number)
    covenant = work.covenants.get(ws, partnership_id)
    assert covenant
    work.covenants.agree(covenant)
    work.cycles.begin(Cycle(ws, partnership_id, 1, TODAY))
    work.cycles.silence(ws, partnership_id, NudgeKind.DECAY, 1)
    work.links.ask(CircleLink(ws, partnership_id, row_id(number % 3 + 1)))
    work.moves.propose(Move(ws, partnership_id, check_in().local_date, members[0], NOW))
    work.daily_steps.put(DailyStep(ws, partnership_id, members[0], 480))
