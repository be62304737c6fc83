"""Every setting by name: what it is for, what it looks like, and what it is when nobody sets it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum, unique

HIGHEST_PORT = 65535


@unique
class Name(StrEnum):
    """The environment variables that Trellis reads."""

    BOT_TOKEN = "SLACK_BOT_TOKEN"
    APP_TOKEN = "SLACK_APP_TOKEN"
    SIGNING_SECRET = "SLACK_SIGNING_SECRET"
    API_URL = "SLACK_API_URL"
    DATABASE_URL = "DATABASE_URL"
    MODEL = "TRELLIS_MODEL"
    PORT = "PORT"
    HOST = "HOST"
    METRICS_PORT = "METRICS_PORT"
    LOG_LEVEL = "LOG_LEVEL"


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting; `form` is what a value must match in full, `mend` tells a person how to write it."""

    name: Name
    purpose: str
    form: str
    mend: str
    default: str = ""
    unset: str = ""
    """What happens without it where it has neither a value nor a default."""
    secret: bool = False


SETTINGS = (
    Setting(
        Name.BOT_TOKEN,
        "lets Trellis act in your workspace",
        r"xoxb-[\w-]+",
        'copy the "Bot User OAuth Token" (xoxb-…) from "OAuth & Permissions" on your app\'s page at api.slack.com/apps',
        secret=True,
    ),
    Setting(
        Name.APP_TOKEN,
        "connects over Socket Mode, without a public address",
        r"xapp-[\w-]+",
        'make an "App-Level Token" (xapp-…) with the scope connections:write under "Basic Information"',
        secret=True,
    ),
    Setting(
        Name.SIGNING_SECRET,
        "proves that HTTP requests come from Slack",
        r"[\w-]{16,}",
        'copy the "Signing Secret" from "Basic Information"',
        secret=True,
    ),
    Setting(
        Name.API_URL,
        "where the Web API is",
        r"https?://[^\s/?#@]+(/[^\s?#]*)?",
        "give an http or https address such as https://slack.com/api/",
        default="https://slack.com/api/",
    ),
    Setting(
        Name.DATABASE_URL,
        "where ids, settings and attendance are kept",
        r"(sqlite|postgres(ql)?)(\+\w+)?://\S+",
        "give sqlite:///trellis.db or postgresql://…",
        default="sqlite:///trellis.db",
        secret=True,
    ),
    Setting(
        Name.MODEL,
        "the embedding model, by name or folder",
        r"\S(.*\S)?",
        "give a sentence-transformers name or folder, or leave it out for the model that comes with Trellis",
        unset="the model that comes with Trellis",
    ),
    Setting(
        Name.PORT,
        "the port of the HTTP server",
        r"[1-9]\d{0,4}",
        "give a number from 1 to 65535",
        default="3000",
    ),
    Setting(
        Name.HOST,
        "the address that the HTTP server listens on",
        r"[\w.:-]+",
        "give 127.0.0.1 for this machine only, or 0.0.0.0 for all its addresses",
        default="127.0.0.1",
    ),
    Setting(
        Name.METRICS_PORT,
        "where a process without an HTTP port serves /healthz, /readyz and /metrics",
        r"[1-9]\d{0,4}",
        "give a number from 1 to 65535, or leave it out to serve them on no port",
        unset="they are served on the HTTP port if there is one",
    ),
    Setting(
        Name.LOG_LEVEL,
        "how much is logged",
        r"DEBUG|INFO|WARNING|ERROR|CRITICAL",
        "give DEBUG, INFO, WARNING, ERROR or CRITICAL",
        default="INFO",
    ),
)


def faults(environ: Mapping[str, str]) -> list[str]:
    """List a sentence for every value that does not have its form, without the value; empty counts as unset."""
    return [
        f"{setting.name} is not in its form: {setting.mend}"
        for setting in SETTINGS
        if (value := environ.get(setting.name)) and not fits(setting, value)
    ]


def fits(setting: Setting, value: str) -> bool:
    """Tell whether a value has the setting's form; a port must also be one that exists."""
    if not re.fullmatch(setting.form, value, re.ASCII):
        return False
    return setting.name not in {Name.PORT, Name.METRICS_PORT} or int(value) <= HIGHEST_PORT


def mend(name: Name) -> str:
    """Tell how to write a setting."""
    return next(setting.mend for setting in SETTINGS if setting.name is name)


def chosen(environ: Mapping[str, str]) -> dict[Name, str]:
    """Give every setting's value or default, empty where there is neither."""
    return {setting.name: environ.get(setting.name) or setting.default for setting in SETTINGS}
