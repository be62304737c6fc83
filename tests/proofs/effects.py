"""Looks for the effect of every act that was acknowledged, in the database and in Slack."""

from collections.abc import Iterable, Mapping

from storage.database import Database
from storage.unit_of_work import UnitOfWork
from storage.vocabulary import Attendance, MemberStatus
from tests.proofs.acts import NEW_ZONE, UNTIL, Act, attends, words_of
from tests.proofs.population import WS, Population, partnership_of
from tests.proofs.workspace import Cards


def lost(acknowledged: Iterable[Act], database: Database, population: Population, cards: Cards) -> int:
    """Count the acknowledged acts of which nothing is there."""
    with database.read() as work:
        return sum(1 for act in acknowledged if not _happened(act, work, population, cards))


def _happened(act: Act, work: UnitOfWork, population: Population, cards: Cards) -> bool:
    _, _, effect = act.key.partition(" ")
    member = work.members.get(WS, act.member_id)
    if member is None:
        return False
    match effect:
        case "goal":
            goal = work.goals.get(WS, act.member_id)
            return goal is not None and cards.get(goal.card) == words_of(act.member_id)
        case "pause":
            return (member.status, member.paused_until) == (MemberStatus.PAUSED, UNTIL)
        case "zone":
            return member.zone == NEW_ZONE
        case value:
            return _answers(work, population, act.member_id).get(value) is True


def _answers(work: UnitOfWork, population: Population, member_id: str) -> Mapping[str, bool]:
    """Tell of each check-in, by what its button carries, whether the member's answer is the one they gave."""
    row = partnership_of(member_id)
    found = {each.local_date: each.attendance.get(member_id) for each in work.check_ins.all_of(WS, row)}
    given = {
        day: Attendance.ATTENDED if attends(member_id, week) else Attendance.MISSED
        for week, day in enumerate(population.days())
    }
    return {f"{row}:{day.isoformat()}": found[day] is answer for day, answer in given.items()}
