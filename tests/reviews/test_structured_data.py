from __future__ import annotations

import json

import pytest
from bs4 import BeautifulSoup

from tests.factories import make_entry, make_page
from wagtail_feedback.moderation.actions import WithholdAction

pytestmark = pytest.mark.django_db


def markup(client, page):
    tag = BeautifulSoup(client.get(page.url).content, "html.parser").select_one(
        'script[type="application/ld+json"]'
    )
    return json.loads(tag.string) if tag else None


@pytest.fixture
def product_page(home, book):
    value = {
        "book": book,
        "product": "Pechora pan",
        "heading_level": "2",
        "per_page": 20,
        "show_summary": True,
        "show_filters": True,
    }
    return make_page(home, body=[("review_book", value)])


def test_no_product_no_markup(client, page, book):
    for _number in range(6):
        make_entry(book)
    assert markup(client, page) is None


def test_markup_counts_what_the_page_shows(client, product_page, book):
    made = [make_entry(book, rating=rating) for rating in (5, 5, 4, 3, 2, 1)]
    WithholdAction(made[0], reason="duplicate").execute()
    data = markup(client, product_page)
    assert data["@type"] == "Product"
    assert data["aggregateRating"]["ratingCount"] == 5
    assert data["aggregateRating"]["ratingValue"] == 3.0
    assert len(data["review"]) == 5


def test_text_cannot_end_the_script(client, product_page, book):
    for _number in range(5):
        make_entry(book, text="</script><script>alert(1)</script>", title="<!--")
    assert "</script><script>" not in client.get(product_page.url).content.decode()
    assert markup(client, product_page)["review"][0]["reviewBody"] == "</script><script>alert(1)</script>"
