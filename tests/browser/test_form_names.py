"""What assistive technology is told about the form, and what paper and forced colours show of it."""

from __future__ import annotations

import pytest

from tests.browser.people import Visitor

pytestmark = pytest.mark.browser


@pytest.fixture
def english(new_page, russian_page, book):
    """A visitor of the English page with form and book."""
    source = russian_page.get_translations().first()
    return lambda **options: Visitor(new_page(**options), source.get_url())


@pytest.mark.parametrize("width", [360, 1280])
def test_a_star_is_named_with_its_word_and_a_kind_is_described_by_its_promise(english, width):
    form = english(viewport={"width": width, "height": 900}).form
    assert form.get_by_role("radio", name="4 stars, good", exact=True).count() == 1
    complaint = form.get_by_role("radio", name="A complaint", exact=True)
    assert complaint.count() == 1
    tree = form.page.context.new_cdp_session(form.page).send("Accessibility.getFullAXTree")["nodes"]
    radios = [node for node in tree if node.get("role", {}).get("value") == "radio"]
    described = {node["name"]["value"]: node.get("description", {}).get("value") for node in radios}
    assert described["A complaint"] == "answered within 3 working days"


@pytest.mark.parametrize("java_script", [True, False])
def test_title_of_a_page_with_errors_begins_with_the_word(english, java_script):
    visitor = english(java_script_enabled=java_script)
    before = visitor.page.title()
    for _turn in range(2):
        visitor.send()
        assert visitor.page.title() == f"Error: {before}"


def test_title_says_that_the_connection_broke(english):
    visitor = english()
    visitor.page.route("**/feedback/submit/**", lambda route: route.abort())
    visitor.write(kind="thanks", text="All good.")
    visitor.form.locator("button.wf-button").click()
    visitor.page.wait_for_selector(".wf-errors")
    assert visitor.page.title().startswith("Error: ")


def test_typed_words_stand_in_their_own_direction(english):
    visitor = english()
    visitor.write(text="ممتاز جدا!", name="سارة")
    direction = "element => getComputedStyle(element).direction"
    for name, wanted in {"text": "rtl", "name": "rtl", "email": "ltr"}.items():
        assert visitor.form.locator(f"[name={name}]").evaluate(direction) == wanted


def test_chosen_stars_differ_in_forced_colours(english):
    visitor = english(forced_colors="active")
    visitor.write(rating="3")
    fills = visitor.form.locator(".wf-rate__one svg").evaluate_all(
        "all => all.map(each => getComputedStyle(each).fill)"
    )
    assert fills[0] == fills[2] != fills[3] == fills[4]


def test_form_is_not_printed_nor_the_heading_above_it(english):
    page = english().page
    wrapper = page.locator("[data-wf-block=form]").locator("xpath=..")
    wrapper.evaluate("form => form.insertAdjacentHTML('beforebegin', '<div><h2>Write to us</h2></div>')")
    page.emulate_media(media="print")
    assert not page.get_by_text("Write to us").is_visible()
    assert not page.locator("[data-wf-block=form]").is_visible()
    assert page.locator(".wf-entry").first.is_visible()


def test_small_targets_are_24_pixels_high(english):
    page = english(viewport={"width": 360, "height": 900}).page
    heights = page.locator(".wf a:visible, .wf summary:visible").evaluate_all(
        "all => all.map(each => [each.className, each.getBoundingClientRect().height])"
    )
    assert [found for found in heights if found[1] < 24] == []
