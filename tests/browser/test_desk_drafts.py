"""What is typed on the desk is not lost, however the screen is left, and is forgotten once it is stored."""

from __future__ import annotations

import json

import pytest
from django.contrib.sessions.models import Session

from tests.browser.people import Moderator
from tests.factories import make_entry, make_user
from wagtail_feedback.reviews.models import Entry, Note

pytestmark = pytest.mark.browser
WORDS = "You are right, Anna: the screw was too short."


@pytest.fixture
def entries(book):
    return [make_entry(book, status="pending", text=f"Entry number {n} of the queue.") for n in range(2)]


@pytest.fixture
def desk(new_page, entries, moderator):
    desk = Moderator(new_page(), "moderator")
    desk.open_entry(entries[0])
    return desk


def write(desk, **words):
    for name, value in words.items():
        # In a closed list too, as somebody who has opened it would.
        desk.page.locator(f"[name={name}]").evaluate(
            """(field, value) => {
              field.value = value;
              field.dispatchEvent(new Event("input", { bubbles: true }));
            }""",
            value,
        )


def shown(desk, name):
    return desk.page.locator(f"[name={name}]").input_value()


def notice(desk):
    return desk.page.locator("[data-wf-draft-target=notice]")


def test_words_are_back_after_a_key_a_link_and_another_look(desk, entries):
    desk.page.locator("[name=position]").press_sequentially(WORDS)
    desk.page.keyboard.press("Escape")
    desk.press("j")
    assert shown(desk, "position") == "" and not notice(desk).is_visible()

    desk.open_entry(entries[0])
    assert shown(desk, "position") == WORDS
    assert "was not sent" in notice(desk).inner_text()
    notice(desk).get_by_role("button").click()
    assert shown(desk, "position") == "" and not notice(desk).is_visible()
    desk.open_entry(entries[0])
    assert shown(desk, "position") == ""


def test_a_session_that_ended_gives_every_word_back_after_the_login(desk, entries):
    write(desk, position=WORDS, author_note="Take the name out", note="Asked the courier")
    Session.objects.all().delete()
    desk.page.locator("button[value=save_draft]").click()
    desk.page.wait_for_url("**/login/**")
    desk.page.fill("[name=username]", "moderator")
    desk.page.fill("[name=password]", "changeme")
    desk.page.click("button[type=submit]")
    desk.page.locator(".wfd-words").wait_for()
    assert notice(desk).is_visible()
    assert (shown(desk, "position"), shown(desk, "author_note"), shown(desk, "note")) == (
        WORDS,
        "Take the name out",
        "Asked the courier",
    )
    assert not entries[0].answer_versions.exists()


def test_a_stored_answer_is_forgotten_and_an_unsent_note_is_not(desk, entries):
    write(desk, position=WORDS, note="Asked the courier")
    with desk.page.expect_navigation():
        desk.page.locator("button[value=approve]").click()
    assert entries[0].answer_versions.count() == 1 and not Note.objects.exists()
    [kept] = desk.page.evaluate(
        "Object.entries(localStorage).filter(([name]) => name.startsWith('wf-desk:')).map(each => each[1])"
    )
    assert json.loads(kept)["words"] == {"note": "Asked the courier"}

    desk.open_entry(entries[0])
    assert shown(desk, "note") == "Asked the courier"
    with desk.page.expect_navigation():
        desk.page.locator("button[value=note]").click()
    assert shown(desk, "note") == "" and not notice(desk).is_visible()
    assert Note.objects.get().text == "Asked the courier"


def test_words_that_were_refused_are_kept(desk, entries):
    write(desk, position="<img src=x>", done="Sent a new one on 5 May.")
    with desk.page.expect_navigation():
        desk.page.locator("button[value=publish_answer]").click()
    assert desk.page.evaluate("document.activeElement.name") == "position"
    assert shown(desk, "done") == "Sent a new one on 5 May."
    desk.open_entry(entries[1])
    desk.open_entry(entries[0])
    assert shown(desk, "done") == "Sent a new one on 5 May."


def test_nobody_sees_what_somebody_else_has_typed(desk, entries):
    write(desk, position=WORDS)
    make_user("pavel", permissions=("moderate_entry", "answer_entry"))
    desk.page.context.clear_cookies()
    Moderator(desk.page, "pavel").open_entry(entries[0])
    assert shown(desk, "position") == ""


def test_where_nothing_can_be_kept_the_browser_asks_before_leaving(new_page, entries, moderator):
    page = new_page()
    page.add_init_script("Storage.prototype.setItem = () => { throw new Error('full') }")
    desk = Moderator(page, "moderator")
    desk.open_entry(entries[0])
    page.locator("[name=position]").press_sequentially(WORDS)
    asked = []

    def stay(dialog):
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    page.locator(".wfd-bar__nav a").first.click(no_wait_after=True)
    page.wait_for_function("true")
    assert asked == ["beforeunload"]
    assert shown(desk, "position") == WORDS
    assert Entry.objects.get(pk=entries[0].pk).status == "pending"
