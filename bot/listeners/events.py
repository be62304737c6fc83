"""Events: Home opened, people changed, the app removed."""

from collections.abc import Callable
from datetime import datetime

from slack_bolt import App

from bot.listeners.payload import Body
from bot.services import erasure, home, managers, members
from bot.services.context import Context, Who


def register(app: App, context: Context, clock: Callable[[], datetime]) -> None:
    """Listen to the events that the manifest subscribes to; an effect is durable before Slack is told so."""

    @app.event("app_home_opened")
    def home_opened(body: Body) -> None:
        if body["event"].get("tab", "home") == "home":
            home.publish_home(context, Who(body["team_id"], body["event"]["user"]), clock())

    @app.event("user_change")
    def person_changed(body: Body) -> None:
        person = body["event"]["user"]
        who = Who(body["team_id"], person["id"])
        if person.get("deleted"):
            members.deactivated(context, who, clock())
            return
        if person.get("tz"):
            members.moved_zone(context, who, person["tz"], clock())
        managers.note(context, who, person.get("profile") or {})

    @app.event("team_join")
    def person_joined() -> None:
        """Wait until they say yes themselves: nobody is nudged before that."""

    @app.event("app_uninstalled")
    def removed(body: Body) -> None:
        erasure.forget_workspace(context, body["team_id"], clock())

    @app.event("tokens_revoked")
    def revoked(body: Body) -> None:
        if body["event"]["tokens"].get("bot"):
            erasure.forget_workspace(context, body["team_id"], clock())
