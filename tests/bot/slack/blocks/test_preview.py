"""Previews as hosts read them, compared with golden files."""

import pytest

from bot.practice.discretion import Findings, discreet
from bot.slack.blocks.preview import preview_card
from matching.vocabulary import Unmatched
from tests.bot.golden import assert_golden

SHOWN: dict[str, Findings[Unmatched]] = {
    "preview": discreet(20, 9, {Unmatched.NO_SHARED_FORMAT: 7, Unmatched.NO_SHARED_CADENCE: 5, Unmatched.ALONE: 6}),
    "preview-merged": discreet(
        20, 9, {Unmatched.NO_SHARED_FORMAT: 7, Unmatched.NO_SHARED_HOURS: 3, Unmatched.ALONE: 2}
    ),
    "preview-no-reason": discreet(8, 4, {Unmatched.NO_SHARED_SIZE: 4, Unmatched.NO_SHARED_HOURS: 4}),
    "preview-nearly-all": discreet(20, 9, {Unmatched.NO_SHARED_FORMAT: 4}),
    "preview-hardly-any": discreet(2, 1, {Unmatched.NO_SHARED_FORMAT: 12, Unmatched.NO_SHARED_CADENCE: 6}),
    "preview-too-few": discreet(6, 3, {Unmatched.NO_SHARED_FORMAT: 1}),
    "preview-nobody": discreet(2, 1, {}),
}


@pytest.mark.parametrize("name", SHOWN)
def test_it_is_shown_as_agreed(name: str) -> None:
    shown = preview_card(SHOWN[name])
    assert_golden(name, {"text": shown.text, "blocks": list(shown.blocks)})
    assert "!" not in str(shown)
