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
    made = [make_entry(book, rating=rating, name="Ada") for rating in (5, 5, 4, 3, 2, 1)]
    WithholdAction(made[0], reason="duplicate").execute()
    data = markup(client, product_page)
    assert data["@type"] == "Product"
    assert data["aggregateRating"]["ratingCount"] == 5
    assert data["aggregateRating"]["ratingValue"] == 3.0
    assert len(data["review"]) == 5


def test_text_cannot_end_the_script(client, product_page, book):
    for _number in range(5):
        make_entry(book, text="</script><script>alert(1)</script>", title="<!--", name="Ada")
    assert "</script><script>" not in client.get(product_page.url).content.decode()
    assert markup(client, product_page)["review"][0]["reviewBody"] == "</script><script>alert(1)</script>"


def test_markup_says_the_figure_of_the_page(client, product_page, book):
    """4.25, which Python rounds to 4.2 and the page to 4.3."""
    for rating in (5, 4, 4, 4) * 2:
        make_entry(book, rating=rating)
    html = BeautifulSoup(client.get(product_page.url).content, "html.parser")
    assert html.select_one(".wf-figure").get_text() == "4.3"
    assert html.select_one(".wf-stars--l")["aria-label"] == "Average rating 4.3 out of 5"
    assert html.select_one(".wf-stars--l svg")["width"] == "86"
    assert markup(client, product_page)["aggregateRating"]["ratingValue"] == 4.3


def test_no_perfect_figure_while_somebody_gave_less(client, product_page, book):
    for rating in (*[5] * 20, 4):
        make_entry(book, rating=rating)
    assert markup(client, product_page)["aggregateRating"]["ratingValue"] == 4.9


def test_an_author_without_a_name_counts_and_is_not_named(client, product_page, book):
    for name in ("Ada", "", "", "", ""):
        make_entry(book, name=name)
    data = markup(client, product_page)
    assert data["aggregateRating"]["ratingCount"] == 5
    assert [review["author"]["name"] for review in data["review"]] == ["Ada"]


def test_nodes_have_addresses(client, product_page, book):
    entries = [make_entry(book, name="Ada") for _number in range(5)]
    data = markup(client, product_page)
    assert data["url"] == product_page.full_url
    assert data["@id"] == f"{product_page.full_url}#product"
    assert data["review"][-1]["@id"] == f"http://testserver{entries[0].get_public_url()}"
