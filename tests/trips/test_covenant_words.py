"""The covenant in the partners' own words: two steps, who keeps what where, and what the card quotes."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.sandbox.actor import Actor
from bot.sandbox.stage import Stage
from bot.slack.blocks.ids import Field
from bot.slack.message import Message
from bot.slack.scopes import OPTIONAL
from bot.slack.words import words_block
from storage.records import Pointer, Programme
from storage.vocabulary import NudgeKind, Preset
from tests.trips import by_hand, partners
from tests.trips.partners import (
    FIRST_AT,
    OTHER_PROMISE,
    THURSDAY,
    heard,
    introduced,
    open_covenant,
    propose,
    sign,
    signed,
)
from tests.trips.steps import PROMISE, click, sees, submit_covenant

SUPPORT = "Ask what got in the way before you suggest anything"
MISSED = "We write a line beforehand and find another day"
SECRET = "Nothing about clients, figures or plans"
OTHERWISE = "Whoever misses one brings cake"


def write(stage: Stage, member: Actor) -> None:
    open_covenant(member, PROMISE, support_style=SUPPORT)
    assert submit_covenant(member, missed_check_in=MISSED, between_us=SECRET), member.modal
    stage.settle()


def test_the_card_shows_everybodys_part_and_the_shared_words_under_headings(quick_stage: Stage) -> None:
    ana, ben = introduced(quick_stage, "UANA", "UBEN")
    write(quick_stage, ana)
    click(ben, "covenant_sign")
    ben.fill(commitment=OTHER_PROMISE, support_style="Tell me when you are proud of me")
    assert ben.submit()
    quick_stage.settle()
    (card,) = heard(ben, "Our covenant\n")
    for words in (PROMISE, SUPPORT, MISSED, SECRET, OTHER_PROMISE, "Tell me when you are proud of me"):
        assert words in card
    assert "If someone misses a check-in" in card
    assert "What stays between us, and what is off limits" in card
    assert "If someone misses a commitment" not in card, "what was left open is left out"
    assert "This is not therapy or supervision" in card


def test_each_keeps_their_own_part_and_only_the_proposer_the_shared_words(quick_stage: Stage) -> None:
    ana, ben = introduced(quick_stage, "UANA", "UBEN")
    write(quick_stage, ana)
    kept = partners.covenant(quick_stage)
    assert kept.words is not None
    assert kept.words.channel_id == kept.commitments["UANA"].channel_id == ana.dm.id
    assert [SUPPORT in text for text in ana.texts(ana.dm.id) if PROMISE in text] == [True]
    assert [SECRET in text for text in ana.texts(ana.dm.id) if MISSED in text] == [True]
    assert not any(MISSED in text for text in ben.texts(ben.dm.id))


def test_changing_the_terms_begins_with_all_that_was_written(quick_stage: Stage) -> None:
    ana, ben = introduced(quick_stage, "UANA", "UBEN")
    write(quick_stage, ana)
    click(ana, "covenant_open")
    assert ana.modal is not None
    assert PROMISE in ana.modal.text
    assert SUPPORT in ana.modal.text
    ana.close()
    open_covenant(ben, OTHER_PROMISE)
    assert ben.submit()
    assert ben.modal is not None
    assert MISSED in ben.modal.text
    assert SECRET in ben.modal.text
    ben.fill(missed_check_in=OTHERWISE)
    assert ben.submit()
    quick_stage.settle()
    assert not any(MISSED in text or SECRET in text for text in ana.texts(ana.dm.id)), "her card was replaced by his"
    assert any(OTHERWISE in text and SECRET in text for text in ben.texts(ben.dm.id))
    assert sees(ana, OTHERWISE)


def test_words_that_were_agreed_stay_until_others_are_agreed(quick_stage: Stage) -> None:
    ana, ben = introduced(quick_stage, "UANA", "UBEN")
    write(quick_stage, ana)
    sign(ana)
    sign(ben, OTHER_PROMISE)
    open_covenant(ben, OTHER_PROMISE)
    assert submit_covenant(ben, missed_check_in=OTHERWISE)
    quick_stage.settle()
    assert any(MISSED in text for text in ana.texts(ana.dm.id))
    sign(ana)
    sign(ben)
    quick_stage.settle()
    assert not sees(ana, MISSED)
    kept = partners.covenant(quick_stage)
    assert kept.words == kept.agreed_words


def test_adjectives_alone_get_a_hint_that_blocks_nothing(quick_stage: Stage) -> None:
    (ana, _) = introduced(quick_stage, "UANA", "UBEN")
    open_covenant(ana, PROMISE, support_style="kind, patient and honest")
    assert ana.submit()
    assert ana.modal is not None
    assert "A thought on how you like to be supported" in ana.modal.text
    assert ana.submit()


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [
        ("support_style", "x" * 301, "within 300 characters"),
        ("commitment", "\u0001" * 500, "take more room than I have"),
    ],
)
@pytest.mark.signed_by_hand
def test_a_first_step_that_does_not_fit_is_refused_at_its_field(
    quick_stage: Stage, field: str, text: str, said: str
) -> None:
    (ana, _) = introduced(quick_stage, "UANA", "UBEN")
    open_covenant(ana)
    answer = by_hand.submit(quick_stage, ana, {field: {"type": "plain_text_input", "value": text}})
    assert isinstance(answer.body, dict)
    assert said in answer.body["errors"][field]


def test_the_longest_first_step_is_carried_whole(quick_stage: Stage) -> None:
    (ana, _) = introduced(quick_stage, "UANA", "UBEN")
    longest, support = '"' * 500, "\n" + "&" * 298 + "."
    open_covenant(ana, longest, support_style=support)
    assert submit_covenant(ana), ana.modal
    quick_stage.settle()
    assert sees(ana, longest)


def test_the_hosts_support_link_stands_on_the_card(quick_stage: Stage) -> None:
    ana, ben = introduced(quick_stage, "UANA", "UBEN")
    trellis = quick_stage.trellis
    host = trellis.context.messenger
    card = Message("Support", [words_block(Field.SUPPORT, "https://care.example/talk")])
    pointer = Pointer(ana.dm.id, host.post(ana.dm.id, card))
    with trellis.context.database.write() as work:
        work.programmes.put(trellis.workspace_id, Programme(support_card=pointer))
        work.commit()
    propose(quick_stage, ben)
    assert sees(ana, "Where deeper matters go")


def test_the_programmes_preset_is_what_partners_begin_with(quick_stage: Stage) -> None:
    (ana, _) = introduced(quick_stage, "UANA", "UBEN")
    with quick_stage.trellis.context.database.write() as work:
        work.programmes.put(quick_stage.trellis.workspace_id, Programme(Preset.MOVEMENT))
        work.commit()
    click(ana, "covenant_open")
    ana.fill(commitment=PROMISE)
    assert submit_covenant(ana)
    quick_stage.settle()
    assert partners.covenant(quick_stage).terms.preset is Preset.MOVEMENT
    assert sees(ana, "Our way: Organisers")
    click(ana, "covenant_open")
    ana.fill(preset="tech")
    assert submit_covenant(ana)
    assert partners.covenant(quick_stage).terms.preset is Preset.TECH


def test_once_all_have_signed_the_check_ins_are_for_everybodys_calendar(quick_stage: Stage) -> None:
    quick_stage.slack.world.scopes |= OPTIONAL
    (ana, ben) = signed(quick_stage, "UANA", "UBEN")
    (message,) = heard(ben, "Put your check-ins into your calendar")
    assert "Add to Google Calendar" in message
    (file,) = [file for one in ben.messages(ben.group_dms[0].id) for file in one.files]
    assert file.name == "check-ins.ics"
    assert b"SUMMARY:Check-in with your partner" in (file.content or b"")
    propose(quick_stage, ben, first_on="2026-11-30")
    assert len(heard(ana, "Put your check-ins")) == 1
    sign(ana)
    sign(ben)
    quick_stage.settle()
    assert len(heard(ana, "Put your check-ins")) == 2


def test_the_first_cycle_begins_with_the_first_check_in(quick_stage: Stage) -> None:
    signed(quick_stage, "UANA", "UBEN")
    with quick_stage.trellis.context.database.read() as work:
        cycle = work.cycles.get(quick_stage.trellis.workspace_id, partners.ROW)
    assert cycle is not None
    assert (cycle.number, cycle.began_on) == (1, THURSDAY)


@pytest.mark.parametrize(
    ("signed_at", "answered"),
    [
        (FIRST_AT - timedelta(hours=1), None),
        (FIRST_AT + timedelta(hours=1), None),
        (FIRST_AT + timedelta(hours=1), "missed"),
    ],
)
def test_a_later_hour_on_a_day_that_has_begun_is_that_days_one_check_in(
    quick_stage: Stage, signed_at: datetime, answered: str | None
) -> None:
    (ana, ben) = signed(quick_stage, "UANA", "UBEN")
    partners.live(quick_stage, signed_at)
    if answered:
        click(ana, answered)
    propose(quick_stage, ben, first_on="2026-11-26", time="20:00")
    sign(ana)
    sign(ben)
    quick_stage.settle()
    tonight = datetime(2026, 11, 26, 20, tzinfo=UTC)
    of_today = [each for each in partners.check_ins(quick_stage) if each.local_date == THURSDAY]
    assert [(each.starts_at, dict(each.attendance)) for each in of_today] == [(tonight, {})]
    began_before = len(heard(ana, "It is time"))
    partners.live(quick_stage, tonight + timedelta(hours=1))
    assert len(heard(ana, "It is time")) == began_before + 1
    last = [one for one in partners.nudges(quick_stage, "UANA") if one.kind is NudgeKind.AFTER]
    assert last[0].due_at == tonight + timedelta(minutes=30)


def test_who_met_by_the_old_hour_has_had_that_days_check_in(quick_stage: Stage) -> None:
    (ana, ben) = signed(quick_stage, "UANA", "UBEN")
    partners.live(quick_stage, FIRST_AT + timedelta(hours=1))
    click(ana, "met")
    propose(quick_stage, ben, first_on="2026-11-26", time="20:00")
    sign(ana)
    sign(ben)
    quick_stage.settle()
    assert partners.on(quick_stage).starts_at == FIRST_AT
    assert len(partners.on(quick_stage).attendance) == 1


def test_a_proposal_that_nobody_completes_leaves_the_agreed_rhythm_alone(quick_stage: Stage) -> None:
    (ana, ben) = signed(quick_stage, "UANA", "UBEN")
    propose(quick_stage, ben, first_on="2026-12-01", time="06:00", cadence="quarterly")
    sign(ben)
    quick_stage.until(FIRST_AT + timedelta(weeks=2, hours=1), timedelta(hours=12))
    assert len(heard(ana, "Did you meet with @Ben Okafor")) >= 2
    hours = {each.starts_at.hour for each in partners.check_ins(quick_stage)}
    assert hours == {FIRST_AT.hour}
