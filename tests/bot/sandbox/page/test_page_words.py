"""Whatever people write is shown as they typed it and is never part of the page."""

import pytest

from bot.sandbox.mrkdwn import Viewer
from bot.sandbox.page.markup import composed, mrkdwn
from bot.sandbox.world import World
from tests.bot.sandbox.page.browser import Browser
from tests.bot.sandbox.page.steps import state_goal, type_in

EVIL = '<script>alert("x")</script> & "><img src=x onerror=y> {{ 7 * 7 }}'
SHOWN = "&lt;script&gt;alert(&#34;x&#34;)&lt;/script&gt; &amp; &#34;&gt;&lt;img src=x onerror=y&gt; {{ 7 * 7 }}"


@pytest.fixture
def ann(world: World) -> Viewer:
    return Viewer(world, "U1")


def test_a_script_in_a_goal_is_only_words(browser: Browser) -> None:
    state_goal(browser, "Ana Petrova", EVIL)
    assert f">{SHOWN}</blockquote>" in browser.html
    assert not [tag for tag, _ in browser.tags if tag in {"script", "img"}]
    browser.press("Edit")
    assert f">\n{SHOWN}</textarea>" in browser.html
    browser.follow("Trellis Home")
    assert f">{SHOWN}</blockquote>" in browser.html


def test_a_script_in_a_message_to_partners_is_only_words(browser: Browser) -> None:
    browser.follow("general")
    type_in(browser, EVIL)
    assert SHOWN in browser.html
    assert "img" not in {tag for tag, _ in browser.tags}


def test_words_of_a_goal_are_in_no_stored_row(browser: Browser) -> None:
    state_goal(browser, "Ana Petrova", "Wombat counting in the garden")
    browser.follow("What Trellis stores")
    assert "Wombat" not in browser.text
    assert "UANA" in browser.text
    assert "alembic_version" in browser.text
    assert "Kept:" in browser.text


@pytest.mark.parametrize(
    ("written", "html"),
    [
        ("*bold*, _soft_, ~gone~", "<strong>bold</strong>, <em>soft</em>, <s>gone</s>"),
        ("*_both_*", "<strong><em>both</em></strong>"),
        ("2 * 3 * 4 and snake_case_name", "2 * 3 * 4 and snake_case_name"),
        ("`*kept* &lt;b&gt;`", "<code>*kept* &lt;b&gt;</code>"),
        ("Ask <@U2>", 'Ask <span class="mention">@Bo Derry</span>'),
        ("in <#C1|general>", 'in <span class="mention">#general</span>'),
        (
            "<https://example.org/?a=1&amp;b|the *guide*>",
            '<a href="https://example.org/?a=1&amp;b" rel="noreferrer">the *guide*</a>',
        ),
        ("<javascript:alert(1)|press>", "press"),
        ("<!date^1772539200^{date_num}|then>", "2026-03-03"),
        ('&lt;b&gt; &amp;amp; "', "&lt;b&gt; &amp;amp; &#34;"),
        ("&gt; said\nanswer", '<span class="quote">said</span>\nanswer'),
        (":seedling: and :unknown:", "🌱 and :unknown:"),
        ("\x000\0 <@U2> \x001\0", '0 <span class="mention">@Bo Derry</span> 1'),
    ],
)
def test_mrkdwn_becomes_html(written: str, html: str, ann: Viewer) -> None:
    assert mrkdwn(written, ann) == html


def test_plain_text_keeps_its_marks(ann: Viewer) -> None:
    assert composed({"type": "plain_text", "text": "*a* &lt;b&gt; :seedling:"}, ann) == "*a* &lt;b&gt; :seedling:"
