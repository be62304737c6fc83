"""Typed, frozen settings; all that is wrong with them is said at once, at the start."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, unique
from typing import Self

from bot import settings
from bot.secret import Secret
from bot.settings import Name
from matching.errors import TrellisError


class ConfigError(TrellisError):
    """Settings are missing or odd; the message names each with its remedy and shows no value."""


@unique
class Needs(Enum):
    """What a command cannot do without; each way in is a set of settings of which one is enough."""

    NOTHING = ()
    TOKEN = ((Name.BOT_TOKEN,),)
    HTTP = ((Name.BOT_TOKEN,), (Name.SIGNING_SECRET,))
    EITHER_WAY_IN = ((Name.BOT_TOKEN,), (Name.APP_TOKEN, Name.SIGNING_SECRET))


@dataclass(frozen=True, slots=True)
class Config:
    """How this process was set up; a secret is None where it was not needed and not given."""

    bot_token: Secret | None
    app_token: Secret | None
    signing_secret: Secret | None
    api_url: str
    """Ends in a slash, as slack_sdk's `base_url` takes it."""
    database_url: Secret
    """Holds a password where the database has one."""
    model: str | None
    port: int
    host: str
    metrics_port: int | None
    log_level: str

    @classmethod
    def load(cls, environ: Mapping[str, str], needs: Needs = Needs.EITHER_WAY_IN) -> Self:
        """Read the environment; raises ConfigError that lists every fault."""
        found = settings.faults(environ) + _missing(environ, needs)
        if found:
            raise ConfigError("The settings need mending:\n" + "\n".join(f"- {fault}" for fault in found))
        value = settings.chosen(environ)
        return cls(
            bot_token=_secret(value[Name.BOT_TOKEN]),
            app_token=_secret(value[Name.APP_TOKEN]),
            signing_secret=_secret(value[Name.SIGNING_SECRET]),
            api_url=value[Name.API_URL].rstrip("/") + "/",
            database_url=Secret(value[Name.DATABASE_URL]),
            model=value[Name.MODEL] or None,
            port=int(value[Name.PORT]),
            host=value[Name.HOST],
            metrics_port=int(value[Name.METRICS_PORT]) if value[Name.METRICS_PORT] else None,
            log_level=value[Name.LOG_LEVEL],
        )


def _secret(value: str) -> Secret | None:
    return Secret(value) if value else None


def _missing(environ: Mapping[str, str], needs: Needs) -> list[str]:
    return [
        f"{' or '.join(choice)} is missing: {', or '.join(settings.mend(name) for name in choice)}"
        for choice in needs.value
        if not any(environ.get(name) for name in choice)
    ]
