"""What a host chooses for the workspace."""

from datetime import datetime

from bot.services.context import Context, Who
from bot.services.errors import MemberError
from bot.services.lookup import workspace_of
from bot.services.weekly import next_run
from bot.slack.blocks.ids import Field
from bot.slack.blocks.phrases import moment
from bot.slack.blocks.settings import settings_modal, zones
from bot.slack.message import Block
from matching.vocabulary import Weekday
from storage.records import Workspace

HOSTS_ONLY = "This is for hosts: admins and owners of this workspace. Please ask one of them."


def ensure_workspace(context: Context, workspace_id: str, now: datetime) -> None:
    """Note a workspace when it is first seen; the weekly run is on Monday at 10:00 UTC until a host chooses."""
    with context.database.write() as work:
        work.workspaces.add(Workspace(workspace_id, Weekday.MON, 10, "Etc/UTC", now))
        work.commit()


def open_settings(context: Context, who: Who) -> Block:
    """Give the settings modal to a host."""
    require_host(context, who)
    with context.database.read() as work:
        return settings_modal(workspace_of(work, who.workspace_id))


def save_settings(context: Context, who: Who, weekday: Weekday, hour: int, zone: str, now: datetime) -> str:
    """Keep the day, hour and zone of the weekly run; say when the next one is."""
    require_host(context, who)
    if not any(zone in names for names in zones().values()) or not 0 <= hour <= 23:
        raise MemberError("Please choose an hour and a time zone from the lists.", Field.RUN_ZONE)
    with context.database.write() as work:
        work.workspaces.set_run(who.workspace_id, weekday, hour, zone)
        saved = workspace_of(work, who.workspace_id)
        following = next_run(work, saved, now)
        work.commit()
    return f"Saved. The next suggestions come on {moment(following, zone)}."


def require_host(context: Context, who: Who) -> None:
    """Refuse everybody but admins and owners of the workspace; raises MemberError, or as Messenger does."""
    if not context.messenger.person(who.member_id).is_admin:
        raise MemberError(HOSTS_ONLY)
