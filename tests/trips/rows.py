"""What the database holds after a journey, as the stores hand it out."""

from bot.sandbox.stage import Stage
from bot.sandbox.world import Message
from bot.slack.words import words_in
from storage.records import Goal, Member, Partnership, Suggestion
from storage.vocabulary import MemberStatus


def member_row(stage: Stage, member_id: str) -> Member | None:
    with stage.trellis.context.database.read() as work:
        return work.members.get(stage.trellis.workspace_id, member_id)


def goal_row(stage: Stage, member_id: str) -> Goal | None:
    with stage.trellis.context.database.read() as work:
        return work.goals.get(stage.trellis.workspace_id, member_id)


def suggestions(stage: Stage, member_id: str) -> tuple[Suggestion, ...]:
    """Give all that name the member, oldest first."""
    with stage.trellis.context.database.read() as work:
        return work.suggestions.shown_to(stage.trellis.workspace_id, member_id)


def partnerships(stage: Stage) -> tuple[Partnership, ...]:
    with stage.trellis.context.database.read() as work:
        return work.partnerships.live(stage.trellis.workspace_id)


def goal_cards(stage: Stage, member_id: str) -> list[Message]:
    """Give the goal cards in a member's DM, oldest first."""
    member = stage.slack.member(member_id)
    return [one for one in member.messages(member.dm.id) if words_in({"blocks": one.blocks}, "goal") is not None]


def status(stage: Stage, member_id: str) -> MemberStatus:
    row = member_row(stage, member_id)
    assert row is not None
    return row.status
