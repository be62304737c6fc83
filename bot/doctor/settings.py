"""Checks the settings, each by itself and whether there is a way into Slack."""

from collections.abc import Iterator, Mapping

from bot.doctor.finding import Finding, bad, good, unchecked
from bot.settings import SETTINGS, Name, Setting, fits, mend


def examine(environ: Mapping[str, str]) -> Iterator[Finding]:
    """Report every setting: set, default or missing; a value is shown only if it is no secret."""
    for setting in SETTINGS:
        yield _examine(setting, environ)
    if not environ.get(Name.APP_TOKEN) and not environ.get(Name.SIGNING_SECRET):
        yield bad(
            "way into Slack",
            f"neither {Name.APP_TOKEN} nor {Name.SIGNING_SECRET} is set",
            f"for Socket Mode {mend(Name.APP_TOKEN)}; for HTTP {mend(Name.SIGNING_SECRET)}",
        )


def _examine(setting: Setting, environ: Mapping[str, str]) -> Finding:
    value = environ.get(setting.name)
    if value:
        if not fits(setting, value):
            return bad(setting.name, "set, but not in its form", setting.mend)
        return good(setting.name, "set" if setting.secret else f"set to {value}")
    if setting.name is Name.BOT_TOKEN:
        return bad(setting.name, f"missing; it {setting.purpose}", setting.mend)
    if setting.name in {Name.APP_TOKEN, Name.SIGNING_SECRET}:
        return unchecked(setting.name, f"not set; it {setting.purpose}")
    return good(setting.name, f"default, {setting.default}" if setting.default else f"not set; {setting.unset}")
