"""Checking what a host fills in, and keeping the support link in Slack (practice, sections 2 and 5)."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from urllib.parse import urlsplit

from bot.services.cards import post_words, take_back
from bot.services.context import Context, Who
from bot.services.errors import MemberError
from bot.slack.blocks.ids import Field
from bot.slack.blocks.settings import LIMITS, MOST_HOSTS, support_card, zones
from bot.slack.outcomes import NotSentError
from matching.vocabulary import Weekday
from storage.records import Programme

PROFILE_FIELD = re.compile(r"Xf[A-Z0-9]{1,30}")
LINK = re.compile(r"https://[^\s<>|\"]+")
LONGEST_LINK = 300


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a host filled in; `hosts` is None for whoever may not name any."""

    weekday: Weekday
    hour: int
    zone: str
    programme: Programme
    support: str | None = field(repr=False)
    hosts: frozenset[str] | None


def check(context: Context, chosen: Chosen, hosts_before: frozenset[str]) -> None:
    """Raise MemberError at the first field that cannot be as it is; Slack is asked about newly named hosts only."""
    if not any(chosen.zone in names for names in zones().values()) or not 0 <= chosen.hour <= 23:
        raise MemberError("Please choose an hour and a time zone from the lists.", Field.RUN_ZONE)
    if chosen.programme.partnership_limit not in LIMITS:
        raise MemberError("Please choose from the list.", Field.LIMIT)
    named = chosen.programme.manager_field
    if named is not None and not PROFILE_FIELD.fullmatch(named):
        raise MemberError("The id of a profile field looks like Xf0ABC123.", Field.MANAGER_FIELD)
    if chosen.support is not None and not _is_link(chosen.support):
        raise MemberError("Please write one address that begins with https://.", Field.SUPPORT)
    if chosen.hosts is not None:
        _check_hosts(context, chosen.hosts, chosen.hosts - hosts_before)


def support_link(context: Context, programme: Programme) -> str | None:
    """Read the link to professional support from the host's card; None if there is none. Raises as Messenger does."""
    return context.words.read(programme.support_card, Field.SUPPORT) if programme.support_card else None


@contextmanager
def put_support(
    context: Context, who: Who, before: Programme, chosen: Chosen, submission: str, now: datetime
) -> Iterator[Programme]:
    """Post the card first; take the former one back once the block has kept the pointer, or the new one if it fails."""
    if chosen.support == support_link(context, before):
        yield replace(chosen.programme, support_card=before.support_card if chosen.support else None)
        return
    card = None
    if chosen.support:
        channel_id = context.messenger.open_dm(who.member_id)
        card = post_words(context, channel_id, support_card(chosen.support), f"support/{submission}", now)
    try:
        yield replace(chosen.programme, support_card=card)
    except Exception:
        take_back(context, card)
        raise
    take_back(context, before.support_card)


def _is_link(text: str) -> bool:
    if len(text) > LONGEST_LINK or not LINK.fullmatch(text):
        return False
    try:
        return "." in (urlsplit(text).hostname or "")
    except ValueError:
        return False


def _check_hosts(context: Context, hosts: frozenset[str], new: frozenset[str]) -> None:
    if len(hosts) > MOST_HOSTS:
        raise MemberError(f"Please name {MOST_HOSTS} hosts at most.", Field.HOSTS)
    for one in sorted(new):
        try:
            person = context.messenger.person(one)
        except NotSentError as error:
            if not error.permanent:
                raise
            person = None
        if person is None or person.is_bot or person.is_guest or not person.is_active:
            raise MemberError("Please name full members of this workspace only.", Field.HOSTS)
