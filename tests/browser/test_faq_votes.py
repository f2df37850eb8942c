"""A vote below an answer, with and without JavaScript, on a phone and on a desk."""

from __future__ import annotations

import pytest

from tests.browser.test_accessible import SCREENS, assert_fits, problems
from tests.browser.test_faq import FOUND, entries, section  # noqa: F401 (fixtures)
from tests.faq.entries import make_faq_page
from wagtail_feedback.faq.models import FAQVote

pytestmark = pytest.mark.browser


@pytest.fixture
def url(site, section, entries):  # noqa: F811
    return make_faq_page(site, section, intro="<p>Ask <b>away</b>.</p>").get_url()


@pytest.mark.parametrize("screen", SCREENS)
def test_question_and_thanks_are_accessible_and_fit(new_page, url, screen):
    page = new_page(**screen)
    page.goto(url)
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    assert problems(page) == []
    assert_fits(page)
    page.get_by_role("button", name="No").last.click()
    page.get_by_role("heading", name="Thank you").wait_for()
    assert problems(page) == []
    assert_fits(page)


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_no_is_explained_and_leads_back_to_the_answer(new_page, url, entries, script):  # noqa: F811
    page = new_page(java_script_enabled=script)
    page.goto(url)
    page.locator("summary", has_text="cost").click()
    page.get_by_role("group", name="Was this helpful?").get_by_role("button", name="No").first.click()
    page.get_by_label("It is wrong or out of date").check()
    page.get_by_label("In your own words").fill("Six by now")
    page.get_by_role("button", name="Send").click()
    page.get_by_role("link", name="Back to the answer").click()
    page.wait_for_url(f"**{url}#{entries[0].anchor}")
    vote = FAQVote.objects.get()
    assert (vote.entry_id, vote.reason, vote.comment) == (entries[0].pk, "wrong", "Six by now")


def test_search_does_not_find_the_words_on_the_buttons(new_page, url):
    page = new_page()
    page.goto(url)
    page.get_by_role("searchbox").fill("helpful")
    page.get_by_role("status").get_by_text("Nothing found.").wait_for()
    assert page.locator(FOUND).count() == 0
