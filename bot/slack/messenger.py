"""Every call that Trellis makes to Slack's Web API; each raises NotSentError or OutcomeUnknownError."""

import hashlib
import hmac
import logging
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from slack_sdk import WebClient
from slack_sdk.web import SlackResponse

from bot.slack import uploads
from bot.slack.counting import Called, CountingClient
from bot.slack.message import Attachment, Message
from bot.slack.outcomes import NotSentError, ask
from matching.zones import known_zones
from storage.records import Pointer

View = Mapping[str, Any]
SLACK_URL = "https://slack.com/api/"
TIMEOUT = 10.0
"""Seconds that one call may take."""
NUDGE_EVENT = "trellis_nudge"
_CLOCKS_DIFFER = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Person:
    """What Trellis needs to know of somebody in the workspace; `is_admin` holds for owners too."""

    id: str
    zone: str
    is_admin: bool
    is_guest: bool
    is_active: bool
    is_bot: bool


def make_client(
    token: str, base_url: str = SLACK_URL, timeout: float = TIMEOUT, called: Called = lambda *_: None
) -> WebClient:
    """Build a client that never tries again by itself (the SDK's own retry posts twice), never logs, and may count."""
    # slack_sdk logs outgoing JSON at DEBUG and unreadable answers at ERROR, so its logger is out of everybody's reach.
    silent = logging.Logger("silent", level=logging.CRITICAL + 1)  # noqa: LOG001 - a named one could be switched on
    silent.addHandler(logging.NullHandler())
    return CountingClient(
        called,
        token=token,
        base_url=base_url,
        timeout=timeout,  # urllib takes fractions of a second
        logger=silent,
        retry_handlers=[],
    )


class Messenger:
    """Speaks to one workspace; `key_secret` turns nudge keys into marks that say nothing to others."""

    def __init__(self, client: WebClient, key_secret: bytes) -> None:
        self._client = client
        self._secret = key_secret

    def post(self, channel_id: str, message: Message, key: str | None = None) -> str:
        """Post and give the timestamp; a key makes the message one that `find` finds."""
        marks = {} if key is None else {"metadata": self._metadata(key)}
        answer = ask(self._client.chat_postMessage, channel=channel_id, **_content(message), **marks)
        return str(answer["ts"])

    def update(self, channel_id: str, ts: str, message: Message) -> None:
        """Replace a message of ours."""
        ask(self._client.chat_update, channel=channel_id, ts=ts, **_content(message))

    def delete(self, channel_id: str, ts: str) -> None:
        """Delete a message of ours, if it is still there."""
        _unless("message_not_found", call=self._client.chat_delete, channel=channel_id, ts=ts)

    def ephemeral(self, channel_id: str, member_id: str, message: Message) -> None:
        """Show a message to one member only, until they reload."""
        ask(self._client.chat_postEphemeral, channel=channel_id, user=member_id, **_content(message))

    def pin(self, channel_id: str, ts: str) -> None:
        """Pin a message, if it is not pinned yet."""
        _unless("already_pinned", call=self._client.pins_add, channel=channel_id, timestamp=ts)

    def upload(self, channel_id: str, attachment: Attachment) -> None:
        """Share a file in a conversation; raises NotSentError with `missing_scope` where files were not granted."""
        given = ask(
            self._client.files_getUploadURLExternal,
            filename=attachment.name,
            length=len(attachment.content),
            alt_txt=attachment.alt_text,
        )
        ask(uploads.put, url=given["upload_url"], content=attachment.content, timeout=float(self._client.timeout))
        shared = [{"id": given["file_id"], "title": attachment.title}]
        ask(self._client.files_completeUploadExternal, files=shared, channel_id=channel_id)

    def open_dm(self, member_id: str) -> str:
        """Give the channel id of the DM with a member."""
        return self.open_group([member_id])

    def open_group(self, member_ids: Collection[str]) -> str:
        """Give the channel id of the group DM with these members; the same members get the same one."""
        answer = ask(self._client.conversations_open, users=sorted(member_ids))
        return str(answer["channel"]["id"])

    def open_view(self, trigger_id: str, view: View) -> str:
        """Open a modal and give its id; a trigger lives for 3 s."""
        return str(ask(self._client.views_open, trigger_id=trigger_id, view=dict(view))["view"]["id"])

    def update_view(self, view_id: str, seen: str, view: View) -> None:
        """Replace a modal as it was seen, by its hash, unless it was closed or has changed since."""
        _unless(
            "not_found", "hash_conflict", call=self._client.views_update, view_id=view_id, hash=seen, view=dict(view)
        )

    def publish_home(self, member_id: str, view: View) -> None:
        """Show a member their Home."""
        ask(self._client.views_publish, user_id=member_id, view=dict(view))

    def person(self, member_id: str) -> Person:
        """Describe somebody in the workspace."""
        return _person(ask(self._client.users_info, user=member_id)["user"])

    def profile(self, member_id: str) -> Mapping[str, Any]:
        """Give somebody's profile with its custom fields; needs the optional scope `users.profile:read`."""
        profile: Mapping[str, Any] = ask(self._client.users_profile_get, user=member_id)["profile"]
        return profile

    def read(self, pointer: Pointer) -> Mapping[str, Any] | None:
        """Give the one message in a DM with us that a pointer means, or None if it is gone."""
        channel_id, ts = pointer.channel_id, pointer.message_ts
        try:
            page = ask(
                self._client.conversations_history, channel=channel_id, latest=ts, oldest=ts, inclusive=True, limit=1
            )
        except NotSentError as error:
            if error.code == "channel_not_found":
                return None
            raise
        return next((message for message in page["messages"] if message["ts"] == ts), None)

    def find(self, channel_id: str, since: datetime, key: str) -> str | None:
        """Give the timestamp of the message in a DM that was posted with this key since then, or None."""
        wanted = self._metadata(key)
        found = (one["ts"] for one in self.said(channel_id, since) if one.get("metadata") == wanted)
        return next(found, None)

    def said(self, channel_id: str, since: datetime) -> Iterator[Mapping[str, Any]]:
        """Give the messages in a DM with us since then, the newest first, a page at a time."""
        oldest = max(0.0, (since - _CLOCKS_DIFFER).timestamp())
        cursor: str | None = None
        while cursor is None or cursor:
            page = ask(
                self._client.conversations_history,
                channel=channel_id,
                oldest=f"{oldest:.6f}",
                include_all_metadata=True,
                limit=200,
                cursor=cursor,
            )
            yield from page["messages"]
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""

    def _metadata(self, key: str) -> dict[str, Any]:
        mark = hmac.new(self._secret, key.encode(), hashlib.sha256).hexdigest()
        return {"event_type": NUDGE_EVENT, "event_payload": {"key": mark}}


def _content(message: Message) -> dict[str, Any]:
    return {"text": message.text, "blocks": [dict(block) for block in message.blocks]}


def _unless(*codes: str, call: Callable[..., SlackResponse], **arguments: Any) -> None:
    """Make a call for which these refusals mean that there is nothing left to do."""
    try:
        ask(call, **arguments)
    except NotSentError as error:
        if error.code not in codes:
            raise


def _person(described: Mapping[str, Any]) -> Person:
    zone = described.get("tz")
    return Person(
        id=described["id"],
        zone=zone if zone in known_zones() else "Etc/UTC",
        is_admin=bool(described.get("is_admin") or described.get("is_owner")),
        is_guest=bool(described.get("is_restricted") or described.get("is_ultra_restricted")),
        is_active=not described.get("deleted"),
        is_bot=bool(described.get("is_bot")) or described["id"] == "USLACKBOT",
    )
