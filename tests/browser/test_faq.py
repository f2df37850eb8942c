"""Questions are unfolded, found while words are typed, and opened by their addresses; all by keyboard too."""

from __future__ import annotations

import pytest
from wagtail.models import Locale

from tests.browser.test_accessible import SCREENS, assert_fits, problems
from tests.factories import make_page
from tests.faq.entries import make_faq
from wagtail_feedback.faq.models import FAQSection
from wagtail_feedback.questions.models import SearchDay

pytestmark = pytest.mark.browser
W = "W" * 60
FOUND = "[data-wf-faq-entry]:not([hidden])"


@pytest.fixture
def section(site):
    return FAQSection.objects.create(name="Delivery", locale=Locale.objects.get(language_code="en"))


@pytest.fixture
def entries(section):
    answers = ("<p>Five coins.</p>", "<p>A courier needs two days.</p>", f"<p>{W * 3}</p>")
    questions = ("What does it cost?", "How long does it take?", f"And {W}?")
    pairs = zip(questions, answers, strict=True)
    return [make_faq(section, question, answer, wordings=["Fee"]) for question, answer in pairs]


@pytest.fixture
def url(site, section, entries):
    body = [("faq", {"heading": "Questions", "sections": [section], "show_search": True})]
    return make_page(site, title="FAQ", body=body).get_url()


@pytest.mark.parametrize("screen", SCREENS)
def test_faq_is_accessible_and_fits(new_page, url, screen):
    page = new_page(**screen)
    for query in ("", "?faq=courier", "?faq=nothing"):
        page.goto(url + query)
        page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
        assert problems(page) == []
        assert_fits(page)


def test_two_blocks_are_told_apart(new_page, site, section, entries):
    block = {"sections": [section], "show_search": True}
    body = [("faq", {**block, "heading": heading}) for heading in ("For you", "For shops")]
    page = new_page(viewport={"width": 320, "height": 900})
    page.goto(f"{make_page(site, title='FAQ', body=body).get_url()}?faq={W}&faq-2=cost")
    assert problems(page) == []
    assert_fits(page)


def test_words_are_found_while_they_are_typed(new_page, url):
    page = new_page()
    page.goto(url)
    search, said = page.get_by_role("searchbox"), page.get_by_role("status")
    search.fill("couriers")
    assert page.locator(FOUND).all_text_contents()[0].split()[:2] == ["How", "long"]
    assert page.locator(f"{FOUND}[open]").count() == 1  # only the answer says it
    said.get_by_text("Answers found: 1").wait_for()
    search.fill("xylophone")
    said.get_by_text("Nothing found.").wait_for()
    assert not page.get_by_role("heading", name="Delivery").is_visible()
    search.fill("")
    assert page.locator(FOUND).count() == 3 and page.locator("details[open]").count() == 0
    page.wait_for_function("() => !document.querySelector('[role=status]').textContent.trim()")


def test_other_wordings_are_found_while_they_are_typed(new_page, url):
    page = new_page()
    page.goto(url)
    page.get_by_role("searchbox").fill("fee")
    assert page.locator(FOUND).count() == 3


def test_a_search_that_finds_nothing_is_counted_once_it_is_typed(new_page, url, served_requests):
    page = new_page()
    page.goto(url)
    search, ask = page.get_by_role("searchbox"), page.get_by_role("link", name="Ask us")
    search.press_sequentially("courier")
    search.blur()
    assert not ask.is_visible()
    search.press("End")
    search.press_sequentially(" to Oslo")
    ask.wait_for()
    with page.expect_request("**/searched/en/"):
        search.blur()
    page.goto(f"{url}?faq=courier+to+oslo")
    page.get_by_text("0 answers").wait_for()
    ask.wait_for()
    served_requests.wait()
    assert list(SearchDay.objects.values_list("search__words", "searches")) == [("courier to oslo", 1)]


def test_what_was_found_is_not_searched_as_if_it_were_all(new_page, url):
    page = new_page()
    page.goto(f"{url}?faq=courier")
    page.get_by_role("searchbox").fill("cost")
    assert page.locator(FOUND).count() == 1 and "1 answer" in page.get_by_role("status").text_content()
    page.keyboard.press("Enter")
    page.get_by_text("What does it cost?").wait_for()


def test_an_address_opens_what_a_search_has_hidden_and_what_was_closed_since(new_page, url, entries):
    page = new_page()
    page.goto(url)
    page.get_by_role("searchbox").fill("xylophone")
    page.evaluate(f"location.hash = '{entries[0].anchor}'")
    page.get_by_text("Five coins.").wait_for()
    page.locator("summary", has_text="cost").click()
    page.evaluate(f"""() => {{
        document.body.insertAdjacentHTML("beforeend", '<a href="#{entries[0].anchor}">Prices</a>');
    }}""")
    page.get_by_role("link", name="Prices").click()
    page.get_by_text("Five coins.").wait_for()


def test_an_address_opens_its_answer_and_closes_none(new_page, url, entries):
    page = new_page()
    page.goto(f"{url}#{entries[1].anchor}")
    opened = page.locator("details[open]")
    opened.wait_for()
    assert opened.get_attribute("id") == entries[1].anchor
    page.evaluate(f"location.hash = '{entries[0].anchor}'")
    page.locator(f"#{entries[0].anchor}[open]").wait_for()
    page.evaluate("location.hash = '%E0%A4%A'")
    page.evaluate(f"location.hash = '{entries[1].anchor}'")
    assert page.locator("details[open]").count() == 2


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_keyboard_alone_is_enough(new_page, url, script):
    page = new_page(java_script_enabled=script)
    page.goto(url)
    page.get_by_role("searchbox").focus()
    page.keyboard.type("cost")
    page.keyboard.press("Enter")
    page.wait_for_load_state()
    page.get_by_role("link", name="Show all").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.get_by_text("Five coins.").is_visible()


def test_closed_answers_are_printed(new_page, url):
    page = new_page()
    page.goto(url)
    page.emulate_media(media="print")
    assert page.get_by_text("Five coins.").is_visible()
    assert not page.get_by_role("searchbox").is_visible()
