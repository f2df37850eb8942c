"""A word without a space, in every field a visitor or the shop can fill, widens no page."""

from __future__ import annotations

import pytest
from django.core import mail
from django.urls import reverse

from tests.browser.people import Moderator, Visitor
from tests.factories import make_answer, make_entry, make_page
from wagtail_feedback.contacts.tokens import status_path
from wagtail_feedback.moderation.actions import WithholdAction
from wagtail_feedback.reviews.actions import PublishAnswerAction

pytestmark = pytest.mark.browser
W = "W" * 60
PHONE = {"viewport": {"width": 360, "height": 900}}


def width(page):
    return page.evaluate("document.documentElement.scrollWidth")


@pytest.fixture
def entry(site, book):
    """A complaint of long words, answered and held."""
    product = make_page(site, title=W)
    entry = make_entry(
        book,
        kind="complaint",
        title=W * 2,
        text=W * 5,
        name=W,
        place=W,
        place_source="asked",
        order_number=W[:40],
        about=f"page:{product.translation_key}",
        about_label=W,
        page_key=f"page:{product.translation_key}",
        email=f"{W}@{W}.example",
    )
    entry.contact.confirmed_at = entry.created_at
    entry.contact.save()
    make_answer(entry, position=f"<p>{W}</p>", done=f"<ul><li>{W}</li></ul>", result=f"<p>{W}</p>")
    return entry


@pytest.fixture
def pages(site, book, entry):
    """The public pages that show it, by name."""
    shown = {"book": book, "heading_level": "2"}
    listing = {**shown, "per_page": 20, "show_summary": True, "show_filters": True}
    blocks = [("latest_entries", shown), ("review_book", listing), ("entry_form", shown)]
    url = make_page(site, title="Long", body=blocks).get_url()
    return {
        "book": url,
        "found": f"{url}?q={W}",
        "permalink": reverse("wagtail_feedback_reviews:permalink", args=[entry.public_id]),
        "status": status_path(entry.contact),
    }


@pytest.mark.parametrize("width_of_screen", [320, 360])
def test_no_public_page_is_wider_than_a_phone(new_page, pages, width_of_screen):
    page = new_page(viewport={"width": width_of_screen, "height": 900})
    widths = {name: (page.goto(url).status, width(page)) for name, url in pages.items()}
    assert widths == dict.fromkeys(pages, (200, width_of_screen))


def test_withheld_note_and_the_form_with_its_receipt_fit(new_page, pages, book):
    note = make_entry(book, status="pending", email="anna@example.org")
    WithholdAction(note, reason="personal", note=W).execute()
    visitor = Visitor(new_page(**PHONE), status_path(note.contact))
    assert W in visitor.text() and width(visitor.page) == 360
    visitor.open(pages["book"])
    visitor.write(kind="thanks", text=W * 3, name=W, email=f"{W}@{W},example")
    visitor.send()
    assert (visitor.error_count(), width(visitor.page)) == (1, 360)
    visitor.write(email=f"{W}@{W}.example")
    visitor.send()
    assert "/receipt/" in visitor.page.url and width(visitor.page) == 360


def test_mail_fits(new_page, moderator, pages, entry):
    PublishAnswerAction(entry, role=W, position=W * 2, done=W, result=W).execute()
    page = new_page(**PHONE)
    page.set_content(mail.outbox[-1].alternatives[0][0])
    assert W in page.content() and width(page) == 360


def test_desk_fits(new_page, moderator, entry):
    make_entry(entry.book, status="pending", kind="complaint", title=W * 2, text=W, name=W, place=W)
    desk = Moderator(new_page(**PHONE), "moderator")
    assert width(desk.page) == 360
    desk.open_entry(entry)
    assert width(desk.page) == 360
