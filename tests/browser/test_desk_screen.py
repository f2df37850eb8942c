"""The entry screen at 400 % zoom, on a phone and at a desk: nothing is hidden, small or nameless."""

from __future__ import annotations

import pytest

from tests.browser.people import Moderator
from tests.browser.test_accessible import KNOWN_OF_WAGTAIL, assert_fits, problems
from tests.factories import make_answer, make_contact, make_entry
from wagtail_feedback.reviews.models import Entry
from wagtail_feedback.submissions.models import WordRule

pytestmark = pytest.mark.browser

SCREENS = [
    pytest.param({"viewport": {"width": width, "height": height}}, id=f"{width}x{height}")
    for width, height in ((320, 256), (360, 740), (1280, 720))
]
WORDS = "The handle of my pan came loose. Call +7 910 123-45-14, I am a rogue."
#: A corner or the middle of the focused element is seen: neither header nor bar covers all of it.
IS_SEEN = """() => {
  const element = document.activeElement;
  const box = element.getBoundingClientRect();
  return [[box.left + 3, box.top + 3], [box.right - 3, box.bottom - 3], [
    (box.left + box.right) / 2, (box.top + box.bottom) / 2,
  ]].some(([x, y]) => element.contains(document.elementFromPoint(x, y)));
}"""
SMALL = """() => [...document.querySelectorAll(".wfd :is(a, button, summary, input:not([type=hidden]))")]
  .filter((element) => element.checkVisibility())
  .map((element) => [element.outerHTML.slice(0, 80), element.getBoundingClientRect()])
  .filter(([, box]) => box.width < 24 || box.height < 24)
  .map(([html, box]) => `${html}: ${box.width} × ${box.height}`)"""


@pytest.fixture
def entry(book):
    WordRule.objects.create(pattern="rogue")
    earlier = make_entry(
        book, kind="complaint", title="Loose handle", contact=make_contact(book=book, confirmed=True)
    )
    make_answer(earlier)
    contact = make_contact(book=book, confirmed=True)
    return make_entry(book, status="pending", kind="complaint", text=WORDS, name="Anna", contact=contact)


@pytest.fixture(params=SCREENS)
def desk(request, new_page, moderator, entry):
    desk = Moderator(new_page(**request.param), "moderator")
    desk.open_entry(entry)
    return desk


def test_every_stop_of_the_focus_is_seen(desk):
    page, stops = desk.page, 0
    page.locator("#wfd-heading").focus()
    while stops < 60:
        page.keyboard.press("Tab")
        if page.evaluate("!document.activeElement.closest('.wfd')"):
            break
        page.wait_for_function(IS_SEEN)  # the page scrolls smoothly
        stops += 1
    assert 12 < stops < 60


def test_the_words_are_seen_and_nothing_is_too_small_to_click(desk):
    page = desk.page
    page.locator(".wfd-text p").first.scroll_into_view_if_needed()
    page.locator(".wfd-text p").first.click(trial=True)
    assert page.locator(".wfd-text mark").count() == 2
    assert page.evaluate(SMALL) == []
    assert_fits(page)


def test_reasons_and_errors_are_accessible_and_fit(desk, entry):
    page = desk.page
    page.keyboard.press("w")
    page.wait_for_function("document.activeElement.name === 'reason'")
    page.wait_for_function(IS_SEEN)
    assert problems(page, KNOWN_OF_WAGTAIL) == []
    page.keyboard.press("Enter")
    page.wait_for_function("document.title.startsWith('Error:') && document.activeElement.name === 'reason'")
    page.wait_for_function(IS_SEEN)
    assert problems(page, KNOWN_OF_WAGTAIL) == []
    assert_fits(page)
    assert Entry.objects.get(pk=entry.pk).status == "pending"
