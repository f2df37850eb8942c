"""The desk of questions and topics: axe finds nothing, nothing overflows, and a keyboard is enough."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.browser.people import Moderator, Visitor
from tests.browser.test_accessible import KNOWN_OF_WAGTAIL, assert_fits, problems
from tests.factories import make_book, make_page, make_settings, make_user
from tests.questions.test_asking_customers import PAN, ask, asked_url, make_customer
from tests.questions.test_searches import make_search
from tests.questions.test_topics import DELIVERY, RETURNS, make_question, make_topic, texts_of
from wagtail_feedback.questions.admin.topic_view import get_topic_url
from wagtail_feedback.questions.models import Topic
from wagtail_feedback.questions.topics.actions import AnswerTopicAction

pytestmark = pytest.mark.browser

LIST = "wagtailsnippets_wagtail_feedback_questions_topic:list"
QUESTIONS = "wagtailsnippets_wagtail_feedback_questions_question:list"
SCREENS = [
    pytest.param(
        {"viewport": {"width": width, "height": 900}, "color_scheme": scheme}, id=f"{width}-{scheme}"
    )
    for width, scheme in ((360, "light"), (360, "dark"), (1280, "light"), (1280, "dark"))
]


@pytest.fixture
def editor(site):
    return make_user("editor", superuser=True)


@pytest.fixture
def topic(site):
    """One with questions, with what is like it, and with another topic beside it."""
    AnswerTopicAction(
        make_topic(*RETURNS, name="How can I return what I bought?"), answer_key="key"
    ).execute()
    make_question("Does delivery take long?")
    return make_topic(*DELIVERY, name="Delivery")


def bulk_url(*topics, action="feedback_make_page"):
    url = reverse("wagtail_bulk_action", args=["wagtail_feedback_questions", "topic", action])
    return f"{url}?{'&'.join(f'id={topic.pk}' for topic in topics)}"


@pytest.mark.parametrize("screen", SCREENS)
def test_the_desk_is_accessible_and_fits(new_page, editor, topic, screen):
    page = Moderator(new_page(**screen), "editor").page
    for url in (
        reverse(QUESTIONS) + "?tab=published",
        reverse(LIST),
        reverse(LIST) + "?tab=complaint",
        get_topic_url(topic),
        bulk_url(topic),
        bulk_url(topic, action="feedback_dismiss"),
        bulk_url(),
        reverse("wagtail_feedback_questions_loop"),
    ):
        page.goto(url)
        page.wait_for_load_state("networkidle")
        assert problems(page, KNOWN_OF_WAGTAIL) == [], url
        assert_fits(page)


@pytest.mark.parametrize("screen", SCREENS[:1])
def test_what_is_empty_or_missing_is_accessible_and_fits(new_page, editor, site, screen):
    page = Moderator(new_page(**screen), "editor").page
    page.goto(reverse(LIST))
    assert "Questions are grouped once a night." in page.inner_text("main")
    assert problems(page, KNOWN_OF_WAGTAIL) == []
    page.goto(get_topic_url(make_topic(*DELIVERY)))
    page.locator("button[value=split]").click()
    assert "Tick something" in page.locator("main [role=alert]").inner_text()
    assert problems(page, KNOWN_OF_WAGTAIL) == []
    assert_fits(page)


@pytest.mark.parametrize("screen", SCREENS)
def test_searches_without_a_result_are_accessible_and_fit(new_page, editor, site, screen):
    make_search(site.get_site(), "spare lid for the copper pan", people=12)
    page = Moderator(new_page(**screen), "editor").page
    page.goto(reverse("wagtail_feedback_questions_searches"))
    assert problems(page, KNOWN_OF_WAGTAIL) == []
    assert_fits(page)
    page.get_by_role("button", name="Take up “spare lid").click()
    page.get_by_text("Taken up as a question.").wait_for()
    assert problems(page, KNOWN_OF_WAGTAIL) == []


@pytest.mark.parametrize("screen", SCREENS)
def test_a_draft_by_a_machine_is_accessible_and_fits(new_page, editor, topic, settings, screen):
    settings.WAGTAILFEEDBACK_ANSWER_DRAFTER = "tests.questions.test_machine_drafts.drafter"
    page = Moderator(new_page(**screen), "editor").page
    page.goto(get_topic_url(topic))
    page.get_by_role("button", name="Have a machine draft it").click()
    page.get_by_role("heading", name="Written by a machine").wait_for()
    assert problems(page, KNOWN_OF_WAGTAIL) == []
    assert_fits(page)
    page.get_by_role("button", name="Begin a draft with this text").click()
    page.get_by_text("The draft is ready to be written.").wait_for()


@pytest.mark.parametrize("screen", SCREENS)
def test_asking_is_accessible_and_fits(new_page, site, screen):
    make_settings(site.get_site(), consent=True)
    visitor = Visitor(
        new_page(**screen), make_page(site, title="Ask", body=[("question_form", {})]).get_url()
    )
    assert problems(visitor.page) == []
    visitor.write(text="How long does delivery take?", email="anna@")
    visitor.send()
    assert visitor.error_count() == 1
    assert problems(visitor.page) == []
    assert_fits(visitor.page)
    visitor.write(email="anna@example.org")
    visitor.send()
    assert "we have received your question" in visitor.text()
    assert problems(visitor.page) == []
    assert_fits(visitor.page)


@pytest.fixture
def asked(site):
    """A question about a product that one customer was asked, and another can be."""
    book = make_book(site=site.get_site())
    question = make_question("Does the lid fit?", site=site.get_site(), about=PAN, about_label="Pechora pan")
    make_customer(book, "one@example.org")
    ask(question)
    make_customer(book, "two@example.org")
    return question


@pytest.mark.parametrize("screen", SCREENS)
def test_asking_customers_and_answering_are_accessible_and_fit(new_page, editor, asked, screen):
    page = Moderator(new_page(**screen), "editor").page
    page.goto(reverse("wagtailsnippets_wagtail_feedback_questions_question:edit", args=[asked.pk]))
    assert page.locator("button[value=ask_customers]").is_visible()
    assert problems(page, KNOWN_OF_WAGTAIL) == []
    assert_fits(page)
    page = new_page(**screen)
    page.goto(asked_url())
    for text, told in (("", "Write your answer"), ("It does.", "Thank you")):
        assert problems(page) == []
        assert_fits(page)
        page.locator("[name=text]").fill(text)
        page.locator("form.wf-form button").click()
        page.wait_for_load_state()
        assert told in page.inner_text("main, body")
    assert problems(page) == []


@pytest.fixture
def keyboard(new_page, editor):
    return Keyboard(Moderator(new_page(viewport={"width": 1280, "height": 900}), "editor").page)


class Keyboard:
    """Somebody without a mouse, who goes from control to control until the wanted one has the focus."""

    def __init__(self, page):
        self.page = page

    def tab_to(self, selector):
        for _press in range(80):
            self.page.keyboard.press("Tab")
            if self.page.evaluate("selector => document.activeElement.matches(selector)", selector):
                return
        pytest.fail(f"The Tab key does not lead to {selector}")

    def follow(self, selector):
        self.tab_to(selector)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")


def test_a_topic_is_split_by_keyboard_alone(keyboard, topic):
    keyboard.page.goto(reverse(LIST))
    keyboard.follow(f"td.title a[href='{get_topic_url(topic)}']")
    for _each in range(2):
        keyboard.tab_to("input[name=question]")
        keyboard.page.keyboard.press("Space")
    ticked = keyboard.page.locator("input[name=question]:checked").evaluate_all(
        "boxes => boxes.map(box => box.labels[0].textContent.trim())"
    )
    keyboard.follow("button[value=split]")
    new = Topic.objects.exclude(name__in=["Delivery", "How can I return what I bought?"]).get()
    assert keyboard.page.url.endswith(get_topic_url(new))
    assert texts_of(new) == set(ticked)
    assert len(ticked) == 2


def test_ticked_topics_are_merged_from_the_list(keyboard, topic):
    keyboard.page.goto(reverse(LIST))
    boxes = keyboard.page.locator("td input[type=checkbox]")
    for place in range(2):
        boxes.nth(place).focus()
        keyboard.page.keyboard.press("Space")
    keyboard.follow("[data-bulk-action-button][data-decision=merge]")
    with keyboard.page.expect_navigation():
        keyboard.page.locator("main form button[type=submit]").click()
    assert keyboard.page.url.endswith(reverse(LIST))
    assert sorted(Topic.objects.values_list("state", flat=True)) == ["answered", "merged"]
