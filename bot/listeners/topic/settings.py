"""What hosts choose for the workspace."""

from datetime import datetime

from bot.listeners import payload
from bot.listeners.payload import Body
from bot.listeners.steps import Steps
from bot.services import settings
from bot.services.context import Context, Who
from bot.slack.blocks.ids import Action, Field, Form
from matching.vocabulary import Weekday


def steps(context: Context) -> Steps:
    """Give what the buttons and modals of settings do."""
    return Steps(
        opening={Action.SETTINGS_OPEN: lambda who, _body, _now: settings.open_settings(context, who)},
        forms={Form.SETTINGS: lambda who, view, _carried, now: _save(context, who, view, now)},
    )


def _save(context: Context, who: Who, view: Body, now: datetime) -> str:
    weekday = payload.one_of(view, Field.RUN_WEEKDAY, Weekday)
    hour, zone = payload.number_of(view, Field.RUN_HOUR), payload.chosen_value(view, Field.RUN_ZONE)
    return settings.save_settings(context, who, weekday, hour, zone, now)
