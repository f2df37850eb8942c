"""The inbox with a keyboard: reading whole texts without leaving the list."""

from __future__ import annotations

import pytest

from tests.browser.people import Moderator
from tests.factories import make_entry

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [360, 1280])
def test_a_long_text_is_unfolded_by_its_button_and_by_key(new_page, moderator, book, width):
    make_entry(book, status="pending", title="Long", text="It went on and on. " * 80)
    make_entry(book, status="pending", title="Short", text="That was it.")
    page = Moderator(new_page(viewport={"width": width, "height": 800}), "moderator").page
    text, buttons = page.locator(".wfd-rest").first, page.locator(".wfd-more:visible")
    buttons.first.wait_for()
    folded = text.bounding_box()["height"]

    assert buttons.count() == 1
    buttons.first.click()
    assert text.bounding_box()["height"] > 2 * folded
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("e")
    assert text.bounding_box()["height"] == folded
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
