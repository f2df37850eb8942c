"""A publication renews what it concerns, before a reader asks, and nothing else."""

from __future__ import annotations

import pytest

from tests.factories import make_entry, make_page
from tests.reviews.test_cached_blocks import queries_of
from wagtail_feedback.moderation.actions import PublishAction
from wagtail_feedback.reviews.models import ReviewBook
from wagtail_feedback.subjects import page_key

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.portable]


@pytest.fixture
def products(home, book):
    """Two pages with what is about themselves: rating, latest entries and the book."""
    names = ("rating_summary", "latest_entries", "review_book")
    body = [(name, {"book": book, "about_page": True}) for name in names]
    return [make_page(home, title=title, body=body) for title in ("Kettle", "Pan")]


def test_what_changed_is_drawn_before_a_reader_asks(client, page, book):
    """The page costs its first reader after a publication what it costs all others."""
    client.get(page.url)
    warm, _html = queries_of(client, page)
    PublishAction(make_entry(book, status="pending", text="The lid fits")).execute()
    assert queries_of(client, page) == (warm, client.get(page.url).content.decode())
    assert "The lid fits" in client.get(page.url).content.decode()


def test_an_entry_about_one_product_leaves_the_pages_of_others_as_they_are(client, products, book):
    kettle, pan = products
    for each in products:
        client.get(each.url)
    key = book.get_state(page_key(pan))
    warm, _html = queries_of(client, pan)
    PublishAction(make_entry(book, status="pending", text="It boils", about=page_key(kettle))).execute()
    book.refresh_from_db()
    assert book.get_state(page_key(pan)) == key
    assert queries_of(client, pan)[0] == warm
    assert (queries_of(client, kettle)[0], "It boils" in queries_of(client, kettle)[1]) == (warm, True)


def test_an_edited_book_is_drawn_anew_on_the_pages_of_products(client, products, book):
    key = book.get_state(page_key(products[0]))
    book.save()
    assert ReviewBook.objects.get().get_state(page_key(products[0])) != key
