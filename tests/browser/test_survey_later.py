"""A survey that somebody finishes later, and one that takes one response an order."""

from __future__ import annotations

import os

import pytest

from tests.browser.test_accessible import SCREENS, assert_fits, problems
from tests.browser.test_survey import press
from tests.factories import make_page, make_settings
from tests.surveys.surveys import make_survey, question, step
from wagtail_feedback.contacts.models import Contact
from wagtail_feedback.contacts.order_links import make_order_token
from wagtail_feedback.submissions.form_rendering import stand_alone_url
from wagtail_feedback.surveys.models import Response, SurveyDraft

pytestmark = pytest.mark.browser
WHY = question("long_text", id="why", label="What went wrong?", max_length=200)
HOW = question("choice", id="how", label="How did it come?", choices=[("c", "Courier"), ("p", "Post")])
LAST = question("long_text", id="last", label="What first?", max_length=200)
STEPS = step(WHY, id="s1", title="Your order"), step(HOW, id="s2", title="Delivery"), step(LAST, id="s3")


@pytest.fixture
def survey(site):
    make_settings(site.get_site(), consent=True)
    return make_survey(*STEPS, title="After an order", keeps_unfinished=True)


@pytest.fixture
def url(site, survey):
    return make_page(site, title="Pan", body=[("survey", {"survey": survey, "heading_level": "2"})]).get_url()


def shoot(page, name):
    if folder := os.environ.get("SHOTS"):
        page.screenshot(path=f"{folder}/{name}-{page.viewport_size['width']}.png", full_page=True)


@pytest.mark.parametrize("has_script", [True, False])
def test_words_typed_here_are_sent_from_another_device(new_page, url, has_script):
    here, there = (new_page(java_script_enabled=has_script) for _device in range(2))
    here.goto(url)
    here.get_by_label("What went wrong?").fill("The lid")
    here.get_by_label("Keep what I have answered").check()
    press(here, "Next")
    here.get_by_label("Courier").check(force=True)
    press(here, "Finish later")
    assert here.locator("h1").text_content().strip() == "Your answers so far are kept"
    there.goto(here.locator(".wf-note a").get_attribute("href"))
    assert "Step 2 of 3" in there.locator("[data-wf-step]").text_content()
    assert there.get_by_label("Courier").is_checked()
    assert there.get_by_label("Keep what I have answered").is_checked()
    press(there, "Next")
    there.get_by_label("What first?").fill("The price")
    press(there, "Send")
    assert "/receipt/" in there.url
    response = Response.objects.get()
    assert response.answers == {"why": "The lid", "how": "c", "last": "The price"}
    here.get_by_role("link", name="Go on now").click()
    assert here.locator("h1").text_content().strip() == "Already answered"


def test_two_people_at_one_browser_see_their_own(new_page, url):
    page, links = new_page(), []
    for words in ("Words of A", "Words of B"):
        page.goto(url)
        page.get_by_label("What went wrong?").fill(words)
        press(page, "Finish later")
        links.append(page.locator(".wf-note a").get_attribute("href"))
        page.evaluate("sessionStorage.clear()")
    page.goto(links[0])
    page.get_by_label("What went wrong?").fill("A typed on")
    page.wait_for_function("() => Object.keys(sessionStorage).some((key) => key.startsWith('wf-draft'))")
    page.goto(links[1])
    assert page.get_by_label("What went wrong?").input_value() == "Words of B"


@pytest.mark.parametrize("screen", SCREENS)
def test_the_pages_of_a_link_are_accessible_and_fit(new_page, url, screen):
    page = new_page(**screen)
    page.goto(url)
    page.get_by_label("What went wrong?").fill("The lid")
    assert problems(page) == []
    assert_fits(page)
    shoot(page, "step")
    press(page, "Finish later")
    link = page.locator(".wf-note a").get_attribute("href")
    shoot(page, "later")
    press(page, "Send me the link")
    assert problems(page) == []
    assert_fits(page)
    shoot(page, "later-errors")
    page.get_by_label("Email address").fill("anna@example.org")
    page.locator("[name=consent]").check(force=True)
    press(page, "Send me the link")
    assert "an…@example.org" in page.locator("[role=status]").text_content()
    assert problems(page) == []
    assert_fits(page)
    shoot(page, "later-sent")
    page.goto(link)
    assert problems(page) == []
    assert_fits(page)
    shoot(page, "resumed")
    page.go_back()
    press(page, "Delete these answers")
    assert problems(page) == []
    shoot(page, "deleted")
    assert not Contact.objects.exists() and not SurveyDraft.objects.exists()


def test_the_link_of_an_order_is_sent_with_and_without_a_script(new_page, survey, settings):
    settings.WAGTAILFEEDBACK_ORDER_LINK_KEYS = {"a1": "0f" * 32}
    survey.once = "order"
    survey.save()
    for number, has_script in enumerate([True, False]):
        page = new_page(java_script_enabled=has_script)
        token = make_order_token(f"A-{number}")
        page.goto(stand_alone_url("surveys.survey", survey.translation_key.hex, "en", order=token))
        shoot(page, "order")
        for button in ("Next", "Next", "Send"):
            press(page, button)
        assert "/receipt/" in page.url
        page.goto(stand_alone_url("surveys.survey", survey.translation_key.hex, "en", order=token))
        assert "answered this survey already" in page.locator("main").text_content()
        shoot(page, "order-answered")
    assert Response.objects.count() == 2
