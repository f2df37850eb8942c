"""axe finds nothing, nothing overflows, and a strict CSP has nothing to complain about."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.browser.people import Moderator, Visitor
from tests.factories import make_answer, make_contact, make_entry, make_settings
from wagtail_feedback.contacts.tokens import confirm_path, status_path, unsubscribe_path
from wagtail_feedback.moderation.actions import WithdrawAction
from wagtail_feedback.reviews.models import Entry
from wagtail_feedback.site_settings import FeedbackText

pytestmark = pytest.mark.browser
axe_module = pytest.importorskip("axe_playwright_python.sync_playwright")

SCREENS = [
    pytest.param(
        {"viewport": {"width": width, "height": 900}, "color_scheme": scheme}, id=f"{width}-{scheme}"
    )
    for width, scheme in ((320, "dark"), (360, "light"), (1280, "dark"))
]
# Wagtail's own listings have two search forms of one name.
KNOWN_OF_WAGTAIL = {"landmark-unique"}


#: What moves moves to its end; what turns for ever is left alone.
FINISH = """document.getAnimations().forEach(animation => {
    if (animation.effect.getComputedTiming().endTime !== Infinity) animation.finish();
})"""


def problems(page, ignored=frozenset()):
    """What axe says of a page, one line a rule. Half faded in, words have too little contrast."""
    page.evaluate(FINISH)
    if page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches") and "/admin/" not in page.url:
        # The test site has no colours of its own, and axe takes what is not painted for white.
        page.add_style_tag(content="html { background: #171615; color: #eceae6 }")
    found = axe_module.Axe().run(page).response["violations"]
    return [
        f"{rule['id']}: {node['html'][:200]}"
        for rule in found
        if rule["id"] not in ignored
        for node in rule["nodes"]
    ]


def assert_fits(page):
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.fixture
def full_book(russian_page, book):
    """Something of everything a public page can show."""
    complaint = make_entry(
        book, kind="complaint", rating=1, area="ordering", name="Анна", place="Кострома", language="ru"
    )
    make_answer(complaint, done="<p>Исправили.</p>")
    make_entry(
        book, kind="question", language="en", title="Which hob?", text="Does it fit an induction hob?" * 8
    )
    WithdrawAction(make_entry(book)).execute()
    make_settings(book.site, consent=True, publication=True)
    FeedbackText.objects.update(claims_notice="A legal claim goes to claims@shop.example.")
    book.save()
    return russian_page


@pytest.mark.parametrize("screen", SCREENS)
def test_public_pages_are_accessible_and_fit(new_page, full_book, book, screen):
    page = new_page(**screen)
    entry = Entry.objects.filter(kind="question").get()
    contact = make_entry(book, kind="complaint", email="anna@example.org").contact
    for url in (
        status_path(contact),
        confirm_path(contact),
        unsubscribe_path(contact),
        full_book.get_url(),
        full_book.get_url() + "?stars=5&order=lowest",
        full_book.get_url() + "?q=ничего",
        reverse("wagtail_feedback:form", args=["en", "reviews.entry", "shop"]),
        reverse("wagtail_feedback_reviews:permalink", args=[entry.public_id]),
    ):
        page.goto(url)
        assert problems(page) == [], url
        assert_fits(page)


@pytest.mark.parametrize("screen", SCREENS)
def test_errors_and_receipt_are_accessible_and_fit(new_page, full_book, screen):
    visitor = Visitor(new_page(**screen), full_book.get_url())
    visitor.write(kind="complaint", text="Ручка", email="anna@")
    visitor.send()
    assert visitor.error_count() == 2
    assert problems(visitor.page) == []
    assert_fits(visitor.page)
    visitor.write(rating="2", email="anna@example.org")
    visitor.send()
    assert "/receipt/" in visitor.page.url
    assert problems(visitor.page) == []
    assert_fits(visitor.page)


@pytest.mark.parametrize("screen", SCREENS)
def test_own_page_by_number_and_code_is_accessible_and_fits(new_page, full_book, screen):
    visitor = Visitor(new_page(**screen), full_book.get_url())
    visitor.write(kind="review", rating="2", text="Ручка отвалилась.")
    visitor.send()
    page = visitor.page
    number, code = page.locator("code").all_text_contents()
    page.locator("a[href*='/mine/']").click()
    assert page.locator("[name=number]").input_value() == number
    for typed, told in (("wrong", "wf-errors"), (code, "Ручка отвалилась.")):
        page.locator("[name=code]").fill(typed)
        page.locator("main form button").click()
        page.wait_for_load_state()
        assert told in page.content()
        assert problems(page) == []
        assert_fits(page)


@pytest.mark.parametrize("screen", SCREENS)
def test_desk_is_accessible_and_fits(new_page, full_book, moderator, book, screen):
    contact = make_contact(book=book, confirmed=True)
    Entry.objects.filter(status="pending").update(contact=contact)
    desk = Moderator(new_page(**screen), "moderator")
    assert problems(desk.page, KNOWN_OF_WAGTAIL) == []
    assert_fits(desk.page)
    desk.open_first()
    assert problems(desk.page, KNOWN_OF_WAGTAIL) == []
    desk.page.goto(reverse("wagtailadmin_home"))
    assert problems(desk.page, KNOWN_OF_WAGTAIL) == []


def test_page_works_under_a_strict_policy(new_page, full_book):
    page = new_page()
    complaints = []
    page.on(
        "console",
        lambda message: complaints.append(message.text) if "Content Security" in message.text else None,
    )
    page.route(
        "**" + full_book.get_url(),
        lambda route: route.fulfill(
            response=(answer := route.fetch()),
            headers={**answer.headers, "content-security-policy": "default-src 'self'"},
        ),
    )
    visitor = Visitor(page, full_book.get_url())
    page.wait_for_load_state("networkidle")
    assert min(page.evaluate("[...document.querySelectorAll('.wf svg use')].map(u => u.getBBox().width)")) > 0
    visitor.write(kind="review", rating="5", text="Хорошая сковорода, вторая уже.")
    visitor.send()
    assert "/receipt/" in page.url
    assert complaints == []
