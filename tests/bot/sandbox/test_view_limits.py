import pytest

from bot.sandbox.blocks_check import checked_view
from bot.sandbox.refusals import Refused
from bot.sandbox.world import World
from tests.bot.sandbox.calling import Json, modal, plain, question, section


def test_a_view_holds_100_blocks(world: World) -> None:
    assert len(checked_view(world, modal(blocks=[section()] * 100), "modal")["blocks"]) == 100
    with pytest.raises(Refused, match="invalid_arguments"):
        checked_view(world, modal(blocks=[section()] * 101), "modal")


@pytest.mark.parametrize(
    ("part", "most"),
    [
        ("title", 24),
        ("submit", 24),
        ("close", 24),
        ("callback_id", 255),
        ("private_metadata", 3000),
        ("external_id", 255),
    ],
)
def test_each_part_of_a_modal_holds_as_much_as_slack_allows(world: World, part: str, most: int) -> None:
    def build(size: int) -> Json:
        return modal(**{part: plain("x" * size) if most == 24 else "x" * size})

    assert checked_view(world, build(most), "modal")
    with pytest.raises(Refused, match="invalid_arguments") as caught:
        checked_view(world, build(most + 1), "modal")
    assert f"/view/{part}" in caught.value.answer()["response_metadata"]["messages"][0]


def test_a_modal_with_a_question_needs_a_submit_button(world: World) -> None:
    with pytest.raises(Refused) as caught:
        checked_view(world, modal(blocks=[section(), question()]), "modal")
    assert caught.value.answer()["response_metadata"]["messages"] == [
        "[ERROR] must define `submit` to use an `input` block in modals [json-pointer:/view/blocks/1]"
    ]


def test_a_view_that_came_from_slack_cannot_be_sent_back_as_it_is(world: World) -> None:
    with pytest.raises(Refused, match="invalid_arguments"):
        checked_view(world, modal(hash="1.2", state={"values": {}}), "modal")
