"""Results of a survey: the report, the answers in words, and the block for everybody."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.browser.test_accessible import KNOWN_OF_WAGTAIL, SCREENS, assert_fits, problems
from tests.browser.test_survey import STEPS
from tests.factories import make_page
from tests.surveys.surveys import make_survey, respond
from wagtail_feedback.surveys.models import PassageCount
from wagtail_feedback.surveys.models.passage_count import Passage
from wagtail_feedback.surveys.results.survey_screen import get_results_url
from wagtail_feedback.surveys.results.words import set_tags
from wagtail_feedback.surveys.results.words_view import WORDS_URL
from wagtail_feedback.utils.dates import project_day

pytestmark = pytest.mark.browser
EVERYTHING = "?period=30&question=nps:1&by=helped:1"


@pytest.fixture
def survey(site):
    """Answered in two periods and two languages, with a version in between, so that there is all to see."""
    survey = make_survey(*STEPS, title="Your order")
    matrix = {"easy": "1", "true": "3"}
    for number in range(40):
        answers = {
            "nps": number % 11,
            "helped": ["r"] if number % 2 else ["p", "o"],
            "agree": matrix,
            "matters": ["Price", "Speed", "Returns"],
            "first": f"The lid, number {number}",
        }
        day = project_day() - timedelta(days=number)
        response = respond(survey, answers, day=day, language="ru" if number % 3 else "en", seconds=60)
    set_tags(response, "first", ["lids"])
    survey.steps[0].value["questions"][0].value["label"] = "Would you recommend us?"
    survey.save_revision().publish()
    for kind, step, number in (
        (Passage.SHOWN, "", 200),
        (Passage.STARTED, "", 60),
        (Passage.PASSED, "s1", 50),
        (Passage.REACHED, "s2", 50),
        (Passage.PASSED, "s2", 42),
    ):
        key, day = survey.translation_key, project_day()
        PassageCount.objects.create(survey_key=key, day=day, kind=kind, step=step, number=number)
    return survey


@pytest.mark.parametrize("screen", SCREENS)
def test_the_report_and_the_words_are_accessible_and_fit(open_admin, survey, screen):
    url = get_results_url(survey)
    page = open_admin(url + EVERYTHING, **screen)
    for address in (
        url + EVERYTHING,
        f"{url}?group=language:ru",
        reverse(WORDS_URL, args=[survey.pk, "first"]),
    ):
        page.goto(address)
        assert problems(page, KNOWN_OF_WAGTAIL) == [], address
        assert_fits(page)


def test_the_report_is_filtered_with_the_keyboard_alone(open_admin, survey):
    page = open_admin(get_results_url(survey))
    page.get_by_label("Period").focus()
    page.keyboard.press("ArrowDown")
    names = []
    for _press in range(24):
        page.keyboard.press("Tab")
        names.append(page.evaluate("document.activeElement.textContent.trim()"))
        if names[-1] == "Show":
            break
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "period=30" in page.url
    page.wait_for_load_state("networkidle")
    page.locator("summary", has_text="The weeks in a table").press("Enter")
    page.get_by_role("columnheader", name="Week from").wait_for()


def test_what_scrolls_can_be_scrolled_with_the_keyboard(open_admin, survey):
    page = open_admin(get_results_url(survey), viewport={"width": 360, "height": 900})
    table = page.locator(".wfd-scroll").first
    table.focus()
    before = table.evaluate("element => element.scrollLeft")
    for _press in range(3):
        page.keyboard.press("ArrowRight")
    page.wait_for_function("start => document.activeElement.scrollLeft > start", arg=before)


@pytest.mark.parametrize("screen", SCREENS)
def test_results_for_everybody_are_accessible_and_fit(new_page, site, survey, screen):
    body = [("survey_results", {"survey": survey, "threshold": 5, "heading_level": "2"})]
    page = new_page(**screen)
    page.goto(make_page(site, title="Results", body=body).get_url())
    assert page.get_by_role("heading", name="Would you recommend us?").is_visible()
    assert page.get_by_role("row", name="Promoters").is_visible()
    assert problems(page) == []
    assert_fits(page)


def test_that_a_survey_is_seen_and_begun_is_counted_once(new_page, site):
    survey = make_survey(*STEPS, title="Your order")
    url = make_page(site, title="Pan", body=[("survey", {"survey": survey, "heading_level": "2"})]).get_url()
    page = new_page()

    def is_told(event):
        return page.expect_response(
            lambda response: "participation" in response.url and event in (response.request.post_data or "")
        )

    with is_told("shown"):
        page.goto(url)
    assert list(PassageCount.objects.values_list("kind", flat=True)) == ["shown"]
    with is_told("started"):
        page.get_by_role("group", name="Recommend us?").locator("label", has_text="9").click()
    page.get_by_role("group", name="Recommend us?").locator("label", has_text="8").click()
    page.reload()
    page.wait_for_load_state("networkidle")
    assert sorted(PassageCount.objects.values_list("kind", flat=True)) == ["shown", "started"]
