"""What the small bot shows."""

from typing import Any

Json = dict[str, Any]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def option(value: str) -> Json:
    return {"text": plain(value.title()), "value": value}


def button(action_id: str, label: str, value: str = "1") -> Json:
    return {"type": "button", "action_id": action_id, "text": plain(label), "value": value}


def asking(question: str) -> list[Json]:
    return [
        {"type": "section", "text": {"type": "mrkdwn", "text": question}},
        {"type": "actions", "block_id": "asked", "elements": [button("yes", "Yes", "7")]},
    ]


CADENCES = [option("weekly"), option("monthly")]

MODAL: Json = {
    "type": "modal",
    "callback_id": "goal",
    "private_metadata": "from-command",
    "title": plain("Your goal"),
    "submit": plain("Save"),
    "close": plain("Cancel"),
    "blocks": [
        {
            "type": "input",
            "block_id": "goal",
            "label": plain("What do you mean to do"),
            "element": {
                "type": "plain_text_input",
                "action_id": "text",
                "multiline": True,
                "min_length": 4,
                "max_length": 40,
            },
        },
        {
            "type": "input",
            "block_id": "cadence",
            "label": plain("How often"),
            "element": {
                "type": "static_select",
                "action_id": "cadence",
                "options": CADENCES,
                "initial_option": CADENCES[0],
            },
        },
        {
            "type": "input",
            "block_id": "until",
            "optional": True,
            "label": plain("Until"),
            "element": {"type": "datepicker", "action_id": "until"},
        },
    ],
}

SECOND: Json = {
    "type": "modal",
    "callback_id": "second",
    "title": plain("One more thing"),
    "submit": plain("Fine"),
    "notify_on_close": True,
    "blocks": [{"type": "section", "text": plain("Are you sure?")}],
}

CARD: list[Json] = [
    {"type": "section", "block_id": "goal", "text": {"type": "mrkdwn", "text": "Walk &amp; talk with <@U2>"}},
    {
        "type": "actions",
        "block_id": "acts",
        "elements": [
            button("done", "Done", "g1"),
            {"type": "static_select", "action_id": "cadence", "options": CADENCES},
        ],
    },
]

HOME: Json = {
    "type": "home",
    "blocks": [
        {"type": "header", "text": plain("Trellis")},
        {"type": "actions", "elements": [button("done", "Done")]},
    ],
}
