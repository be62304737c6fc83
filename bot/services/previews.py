"""Answering a host who wants to know what a run would bring if it were now: in a DM, and kept nowhere."""

import logging
from collections import Counter
from datetime import datetime, timedelta

from bot.practice.discretion import Findings, discreet
from bot.services.calendar import iso_week, local_date
from bot.services.candidates import candidates
from bot.services.context import Context
from bot.services.vectors import Vectors
from bot.slack.blocks.preview import preview_card
from bot.slack.outcomes import NotSentError, OutcomeUnknownError
from matching.suggest import suggest
from matching.vocabulary import Unmatched
from storage.records import EVERYONE, Preview, Workspace

LEASE = timedelta(minutes=5)
"""How long one worker may take before another answers."""
BACKOFF = timedelta(seconds=30)
"""How long an answer waits when Slack does not say."""

_log = logging.getLogger(__name__)


def answer(context: Context, vectors: Vectors, workspace: Workspace, preview: Preview, now: datetime) -> bool:
    """Count and write to the host, once; False if it is not ours to do, or not yet."""
    with context.database.write() as work:
        claimed = work.previews.claim(preview, now, now + LEASE)
        work.commit()
    if not claimed:
        return False
    try:
        findings = _count(context, vectors, workspace, now)
        if findings is None:  # a goal was stated or edited this very moment
            return _later(context, preview, now)
        _write(context, preview, findings)
    except NotSentError as error:
        if not error.permanent:
            return _later(context, preview, now + _pause(error))
        _log.warning("A preview was not sent: %s.", error.code)
    except OutcomeUnknownError as error:
        _log.warning("A preview may or may not have arrived: %s.", error.code)
        return _later(context, preview, now + BACKOFF)
    with context.database.write() as work:
        work.previews.answered(preview)
        work.commit()
    return True


def _count(context: Context, vectors: Vectors, workspace: Workspace, now: datetime) -> Findings[Unmatched] | None:
    today = local_date(now, workspace.run_zone)
    with context.database.read() as work:
        looking = candidates(work, workspace.id, EVERYONE, now, iso_week(today))
    if not all(vectors.knows(one.goal.card) for one in looking):
        return None
    outcome = suggest([one.profile for one in looking], vectors.rows(one.goal.card for one in looking), today)
    suggested = sum(len(group.members) for group in outcome.groups)
    return discreet(suggested, len(outcome.groups), Counter(one.reason for one in outcome.unmatched))


def _write(context: Context, preview: Preview, findings: Findings[Unmatched]) -> None:
    """Post the answer unless an earlier attempt did, or who asked is no host any more."""
    if not context.messenger.person(preview.member_id).is_admin:
        return
    key = f"preview/{preview.workspace_id}/{preview.member_id}/{preview.asked_at.isoformat()}"
    channel_id = context.messenger.open_dm(preview.member_id)
    if context.messenger.find(channel_id, preview.asked_at, key) is None:
        context.messenger.post(channel_id, preview_card(findings), key)


def _pause(error: NotSentError) -> timedelta:
    return BACKOFF if error.retry_after is None else timedelta(seconds=error.retry_after)


def _later(context: Context, preview: Preview, until: datetime) -> bool:
    with context.database.write() as work:
        work.previews.put_off(preview, until)
        work.commit()
    return False
