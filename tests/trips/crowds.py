"""Many members at once: their goal cards are in Slack and in the tables as if each had stated a goal."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.sandbox.stage import Stage
from bot.sandbox.world import Conversation, Message, Person
from bot.slack.blocks import goal
from storage.records import Goal, GoalSettings, Member, Pointer
from storage.vocabulary import GoalState, MemberStatus


def chosen(**choices: Any) -> GoalSettings:
    """Give what the modal offers, except for these choices."""
    return replace(goal.USUAL, **choices)


def join(stage: Stage, goals: Iterable[tuple[str, str, GoalSettings]], workspace_id: str | None = None) -> None:
    """Let people with these ids, goals and settings take part in the stage's workspace or another; all live in UTC."""
    with stage.trellis.context.database.write() as work:
        for member_id, text, settings in goals:
            member, stated = _in_slack(stage, workspace_id or stage.trellis.workspace_id, member_id, text, settings)
            work.members.add(member)
            work.goals.put(stated)
        work.commit()


def _in_slack(
    stage: Stage, workspace_id: str, member_id: str, text: str, settings: GoalSettings
) -> tuple[Member, Goal]:
    world, now = stage.slack.world, stage.slack.clock.now()
    world.people.setdefault(member_id, Person(member_id, member_id.lower(), f"{member_id} Doe"))
    dm = Conversation(world.next_id("D"), frozenset({member_id, world.bot_user_id}), "im")
    blocks = [dict(block) for block in goal.goal_card(text, settings).blocks]
    card = Message(stage.slack.clock.next_ts(), dm.id, world.bot_user_id, "Your goal", blocks, by_bot=True)
    dm.messages.append(card)
    world.conversations[dm.id] = dm
    ends_on = now.date() + timedelta(days=settings.period)
    stated = Goal(workspace_id, member_id, Pointer(dm.id, card.ts), settings, GoalState.ACTIVE, now, ends_on)
    return Member(workspace_id, member_id, dm.id, "Etc/UTC", MemberStatus.ACTIVE, None, 0, now), stated
