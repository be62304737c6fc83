"""Which labels a measurement may carry: words from our own lists and the names of Slack's methods."""

import re

from prometheus_client.parser import text_string_to_metric_families

from bot.slack.outcomes import CallOutcome
from storage.vocabulary import NudgeKind, NudgeState

LABELS = {
    "kind": {kind.value for kind in NudgeKind},
    "state": {NudgeState.EXPIRED.value, NudgeState.CANCELLED.value},
    "outcome": {outcome.value for outcome in CallOutcome},
}
METHOD = re.compile(r"[a-z]+(\.[a-zA-Z]+)+")


def unlisted(page: str) -> list[str]:
    """Give the samples whose labels are not from our lists or the names of Slack's methods."""
    families = text_string_to_metric_families(page)
    found = [one for family in families for one in family.samples]
    labels = [(one.name, *label) for one in found for label in one.labels.items()]
    return [f"{sample} {name}={value}" for sample, name, value in labels if not _listed(name, value)]


def _listed(name: str, value: str) -> bool:
    if name == "method":
        return METHOD.fullmatch(value) is not None
    return name == "le" or value in LABELS.get(name, ())
