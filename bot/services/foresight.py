"""A host's wish to look ahead; the worker counts, since only there are the goals known."""

from datetime import datetime

from bot.services.context import Context, Who
from bot.services.settings import require_host
from storage.records import Preview

ASKED = (
    "I am counting and write to you in our conversation. In a large workspace I may have to read goals first, "
    "which can take some hours."
)


def ask(context: Context, who: Who, now: datetime) -> str:
    """Ask for a preview; the worker counts and writes to the host."""
    require_host(context, who)
    with context.database.write() as work:
        work.previews.ask(Preview(who.workspace_id, who.member_id, now))
        work.commit()
    return ASKED
