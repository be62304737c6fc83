"""The pulse: once a month in the channel that the host chose, and the same for hosts who ask (practice, section 7)."""

from datetime import date, datetime

from bot.practice import pulse as rule
from bot.practice.cadence import starts_at
from bot.practice.windows import window
from bot.services.calendar import local_date
from bot.services.context import Context, Who
from bot.services.delivery import Delivery, Skip
from bot.services.lookup import workspace_of
from bot.services.settings import require_host
from bot.slack.blocks.pulse import pulse_alt_text, pulse_message, too_few
from bot.slack.message import Attachment, Message
from bot.slack.pulse_picture import draw
from storage.records import EVERYONE, NO_SUBJECT, Nudge, Workspace
from storage.unit_of_work import UnitOfWork
from storage.vocabulary import NudgeKind, NudgeReason


def plan(context: Context, now: datetime) -> None:
    """Plan the pulse of each workspace that chose a channel, for the hour of its runs on the month's first weekday."""
    with context.database.write() as work:
        chosen = [one for one in work.workspaces.all() if work.programmes.get(one.id).pulse_channel_id]
        planned = [_nudge(workspace, now) for workspace in chosen]
        work.nudges.plan([one for one in planned if one.due_at <= now < one.expires_at])
        work.commit()


def compose(context: Context, nudge: Nudge) -> Delivery | Skip:
    """Write the pulse of the month before the nudge's date; nothing where there are too few, or no channel any more."""
    month = rule.finished_month(nudge.local_date)
    with context.database.read() as work:
        channel_id = work.programmes.get(nudge.workspace_id).pulse_channel_id
        shown = _pulse(work, nudge.workspace_id, month)
    if channel_id is None or shown is None:
        return Skip(NudgeReason.ENDED)
    message = pulse_message(month, shown)
    picture = Attachment(f"pulse-{month:%Y-%m}.png", draw(month, shown), message.text, pulse_alt_text(shown))
    return Delivery(channel_id, message, file=picture)


def ask(context: Context, who: Who, now: datetime) -> Message:
    """Tell a host what the channel is told of the latest month that is over, and no more."""
    require_host(context, who)
    with context.database.read() as work:
        zone = workspace_of(work, who.workspace_id).run_zone
        month = rule.finished_month(local_date(now, zone))
        shown = _pulse(work, who.workspace_id, month)
    return pulse_message(month, shown) if shown else too_few(month)


def _nudge(workspace: Workspace, now: datetime) -> Nudge:
    first = local_date(now, workspace.run_zone).replace(day=1)
    due_at = starts_at(rule.told_on(first), workspace.run_hour * 60, workspace.run_zone)
    kind = NudgeKind.PULSE
    return Nudge(workspace.id, NO_SUBJECT, first, EVERYONE, kind, due_at, due_at + window(kind))


def _pulse(work: UnitOfWork, workspace_id: str, month: date) -> rule.Pulse | None:
    zone, following = workspace_of(work, workspace_id).run_zone, rule.next_month(month)
    begins, ends = starts_at(month, 0, zone), starts_at(following, 0, zone)
    return rule.pulse(
        rule.Month(
            alive=work.pulse.alive(workspace_id, ends),
            renewed=work.pulse.renewed(workspace_id, ends, month, following),
            kept=work.pulse.kept(workspace_id, begins, ends),
        )
    )
