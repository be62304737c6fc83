"""Goal cards that nothing points to: of late arrival, of a killed process, or of a deletion that Slack did not take."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from bot.practice.windows import window
from bot.services.context import Context, Who
from bot.services.delivery import Skip
from bot.slack.blocks.ids import Field
from bot.slack.outcomes import NotSentError
from bot.slack.words import words_in
from storage.records import Nudge, Pointer
from storage.vocabulary import NudgeKind, NudgeReason

CALM = timedelta(minutes=1)
"""By then a goal card is either kept or a stray, since a request lasts for seconds."""


def expect_card(context: Context, who: Who, before: Pointer | None, now: datetime) -> None:
    """Note before a goal card is posted that the worker shall look for strays, also if this process is killed."""
    at = now + CALM
    look = Nudge(
        who.workspace_id,
        context.draw_id(),
        now.date(),
        who.member_id,
        NudgeKind.STRAY_CARDS,
        at,
        at + window(NudgeKind.STRAY_CARDS),
        message_ts=before.message_ts if before else None,
    )
    with context.database.write() as work:
        work.nudges.plan([look])
        work.commit()


def delete_strays(context: Context, nudge: Nudge, now: datetime) -> Skip:
    """Delete them; there is nothing to send, so the nudge is skipped. Raises as Messenger does."""
    try:
        for stray in list(_strays(context, nudge, now)):
            context.messenger.delete(stray.channel_id, stray.message_ts)
    except NotSentError as error:
        if not error.permanent:
            raise
    return Skip(NudgeReason.ENDED)


def _strays(context: Context, nudge: Nudge, now: datetime) -> Iterator[Pointer]:
    noted_at = nudge.expires_at - window(nudge.kind) - CALM
    channel_id = context.messenger.open_dm(nudge.member_id)
    cards = [str(one["ts"]) for one in context.messenger.said(channel_id, noted_at) if words_in(one, Field.GOAL)]
    with context.database.read() as work:
        goal = work.goals.get(nudge.workspace_id, nudge.member_id)
    old = [ts for ts in cards if float(ts) < (now - CALM / 2).timestamp()]  # a younger one may be kept any moment
    for ts in {*old, nudge.message_ts} - {None, goal.card.message_ts if goal else None}:
        yield Pointer(channel_id, str(ts))
