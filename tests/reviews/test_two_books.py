"""Two books on one page know nothing of each other."""

from __future__ import annotations

from collections import Counter

import pytest
from bs4 import BeautifulSoup

from tests.factories import make_book, make_entry, make_page

pytestmark = [pytest.mark.django_db, pytest.mark.portable]


@pytest.fixture
def two_books(home, book):
    other = make_book(slug="other")
    for rating in range(1, 6):
        make_entry(book, rating=rating)
        make_entry(other, rating=rating)
    shown = {"heading_level": "2", "per_page": 5, "show_summary": True, "show_filters": True}
    return make_page(home, body=[("review_book", {"book": each, **shown}) for each in (book, other, book)])


def shown(client, page, query=""):
    return BeautifulSoup(client.get(page.url + query).content, "html.parser")


def sizes(html):
    return [len(section.select("article")) for section in html.select("[data-wf-block=review_book]")]


def test_no_id_stands_twice(client, two_books):
    html = shown(client, two_books)
    ids = Counter(tag["id"] for tag in html.select("[id]"))
    assert [name for name, number in ids.items() if number > 1] == []
    assert all(html.find(id=label["for"]) for label in html.select("label[for]"))


def test_a_filter_of_one_leaves_the_other_alone(client, two_books):
    assert sizes(shown(client, two_books, "?stars=5")) == [1, 5, 5]
    assert sizes(shown(client, two_books, "?stars-2=5")) == [5, 1, 5]


def test_links_of_one_keep_what_the_other_was_asked(client, two_books):
    html = shown(client, two_books, "?stars=5")
    link = html.select("#book-2 a.wf-hist__row")[0]["href"]
    assert link == "?stars=5&stars-2=5#book-2"
    assert sizes(shown(client, two_books, link)) == [1, 1, 5]
    assert html.select_one("#book-2 form input[type=hidden]")["name"] == "stars"


def test_a_page_that_was_drawn_before_numbers_its_books_alike(client, two_books):
    assert shown(client, two_books).get_text() == shown(client, two_books).get_text()


def test_one_book_keeps_its_short_parameters(client, page, book):
    make_entry(book)
    links = [link["href"] for link in shown(client, page).select(".wf-hist a")]
    assert links[0] == "?stars=5#book"
