"""Answers are offered to whoever asks: while typing with JavaScript, before sending without."""

from __future__ import annotations

import pytest
from wagtail.models import Locale

from tests.browser.test_accessible import SCREENS, assert_fits, problems
from tests.factories import make_page, make_settings
from tests.faq.entries import make_faq
from wagtail_feedback.faq.models import FAQSection
from wagtail_feedback.questions.models import Offer, Question

pytestmark = pytest.mark.browser
W = "W" * 60
ASKED = "How long will delivery take?"
OFFERED = "[data-wf-offers] .wf-offers__item > a"
HEADING = "Perhaps one of these answers your question"


@pytest.fixture
def faq(site):
    make_settings(site.get_site(), consent=True)
    section = FAQSection.objects.create(name="Delivery", locale=Locale.objects.get(language_code="en"))
    for question in (
        "How long does delivery take?",
        f"How long does delivery of {W} take?",
        "How long does delivery by courier take, and may I choose the hour in which the courier comes?",
        "Can I pay by card?",
    ):
        make_faq(section, question)
    return make_page(site, title="FAQ", body=[("faq", {"sections": [section]})])


@pytest.fixture
def url(site, faq):
    return make_page(site, title="Ask", body=[("question_form", {"heading_level": "2"})]).get_url()


class Asker:
    """Somebody at the form; ``looks`` are the questions that went to the server while typing."""

    def __init__(self, page, url):
        self.page, self.looks = page, []
        page.on("request", self.note)
        page.goto(url)

    def note(self, request):
        if "/offers/" in request.url:
            self.looks.append(request)

    @property
    def field(self):
        return self.page.get_by_role("textbox", name="Your question")

    @property
    def said(self):
        return self.page.locator("[data-wf-offers] [role=status]")

    def type(self, text):
        with self.page.expect_response("**/offers/**"):
            self.field.fill(text)
        self.page.locator(OFFERED).first.wait_for()

    def send(self, name="Send"):
        self.page.get_by_role("button", name=name, exact=True).click()


@pytest.fixture
def asker(new_page, url):
    return Asker(new_page(), url)


def outcomes():
    return sorted(Offer.objects.values_list("outcome", flat=True))


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
@pytest.mark.parametrize("screen", SCREENS)
def test_offers_are_accessible_and_fit(new_page, url, screen, script):
    asker = Asker(new_page(**screen, java_script_enabled=script), url)
    if script:
        asker.type(ASKED)
    else:
        asker.field.fill(ASKED)
        asker.send()
    assert asker.page.locator(".wf-offers__item").count() == 3
    if script:  # axe is a script
        assert problems(asker.page) == []
        assert_fits(asker.page)


def test_offers_come_after_a_pause_and_once(asker):
    asker.field.press_sequentially(ASKED, delay=20)
    asker.page.locator(OFFERED).first.wait_for()
    assert len(asker.looks) == 1
    assert "delivery" not in asker.looks[0].url
    assert asker.said.text_content() == "3 answers found"
    assert asker.field.evaluate("each => each === document.activeElement")
    assert asker.page.get_by_role("region", name=HEADING).is_visible()


def test_the_same_answers_are_said_once(asker):
    asker.type(ASKED)
    asker.page.evaluate("""() => {
        window.changes = 0;
        const box = document.querySelector("[data-wf-offers]");
        new MutationObserver((all) => { window.changes += all.length; })
            .observe(box, { childList: true, characterData: true, subtree: true });
    }""")
    with asker.page.expect_response("**/offers/**"):
        asker.field.fill(f"{ASKED} ")
    asker.page.wait_for_timeout(200)
    assert asker.page.evaluate("window.changes") == 0


def test_nothing_above_moves_when_they_come(asker):
    button = asker.page.get_by_role("button", name="Send", exact=True)
    before = button.bounding_box()
    asker.type(ASKED)
    assert button.bounding_box() == before
    assert asker.page.locator(OFFERED).first.bounding_box()["y"] > before["y"]


def test_a_late_answer_to_fewer_words_is_dropped(asker):
    held = []
    asker.page.route("**/offers/**", lambda route: held.append(route))
    asker.field.fill("Can I pay")
    wait_for(asker.page, lambda: len(held) == 1)
    asker.field.fill(ASKED)
    wait_for(asker.page, lambda: len(held) == 2)
    held[1].continue_()
    asker.page.locator(OFFERED).first.wait_for()
    try:
        held[0].continue_()
    except Exception as error:  # noqa: BLE001 - the browser has given it up
        assert "handled" in str(error) or "Invalid" in str(error)
    asker.page.wait_for_timeout(300)
    assert "pay by card" not in asker.page.locator("[data-wf-offers]").text_content()
    assert asker.page.locator(OFFERED).count() == 3


@pytest.mark.parametrize("act", ["escape", "empty"])
def test_escape_and_emptying_close_the_list_and_cancel_what_waits(asker, act):
    asker.type(ASKED)
    asker.field.press("x")
    if act == "escape":
        asker.field.press("Escape")
    else:
        asker.field.fill("")
    assert asker.page.locator(OFFERED).count() == 0 and asker.said.text_content() == ""
    asker.page.wait_for_timeout(1_000)
    assert len(asker.looks) == 1 and asker.page.locator(OFFERED).count() == 0


def test_sending_cancels_what_waits(asker):
    asker.type(ASKED)
    asker.field.press("x")
    asker.send()
    asker.page.wait_for_url("**/receipt/**")
    assert len(asker.looks) == 1


def test_sending_after_offers_needs_no_confirmation(asker):
    asker.type(ASKED)
    asker.send()
    asker.page.wait_for_url("**/receipt/**")
    assert Question.objects.get().text == ASKED
    assert outcomes() == ["sent"] * 3


def test_who_sends_before_they_come_is_shown_them_in_place(asker):
    asker.field.fill(ASKED)
    asker.send()
    heading = asker.page.get_by_role("heading", name=HEADING)
    heading.wait_for()
    assert heading.evaluate("each => each === document.activeElement")
    assert not asker.page.title().startswith("Error")
    assert asker.field.input_value() == ASKED and not Question.objects.exists()
    asker.send("Send my question")
    asker.page.wait_for_url("**/receipt/**")
    assert outcomes() == ["sent"] * 3


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_keyboard_alone_is_enough(new_page, url, script):
    asker = Asker(new_page(java_script_enabled=script), url)
    asker.field.focus()
    asker.page.keyboard.type(ASKED)
    if not script:
        asker.field.press("Tab")
        asker.page.keyboard.press("Enter")  # in the address: that sends
    first = asker.page.locator(".wf-offers__item > a").first
    first.wait_for()
    if not script:
        asker.page.get_by_label("Email address").press("Enter")
        asker.page.wait_for_url("**/receipt/**")
        return
    for _step in range(10):
        asker.page.keyboard.press("Tab")
        if first.evaluate("each => each === document.activeElement"):
            break
    asker.page.keyboard.press("Tab")
    asker.page.keyboard.press("Enter")
    asker.page.get_by_text("Your question was not sent.").wait_for()
    assert outcomes() == ["helped", "shown", "shown"] and not Question.objects.exists()


def test_an_answer_that_helped_leaves_no_draft(asker, url):
    asker.type(ASKED)
    asker.page.get_by_role("button", name="This answered my question").first.click()
    asker.page.get_by_text("Your question was not sent.").wait_for()
    asker.page.goto(url)
    assert asker.field.input_value() == ""


def test_an_answer_that_was_opened_keeps_the_words(asker):
    asker.type(ASKED)
    asker.page.locator(OFFERED).first.click()
    asker.page.locator("details[open]").wait_for()
    asker.page.go_back()
    assert asker.field.input_value() == ASKED
    assert outcomes() == ["shown"] * 3


def wait_for(page, condition):
    for _step in range(100):
        if condition():
            return
        page.wait_for_timeout(50)
    raise AssertionError("It did not happen")
