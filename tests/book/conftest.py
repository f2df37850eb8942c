from __future__ import annotations

import pytest
from django.core.cache import cache

from tests.factories import make_book, make_home, make_page, make_site


@pytest.fixture(autouse=True)
def fresh_cache():
    """Rate limits and fragments of one test are no business of the next."""
    cache.clear()


@pytest.fixture
def home(db):
    return make_home(make_site())


@pytest.fixture
def book(home):
    return make_book(slug="shop", consent=True)


@pytest.fixture
def page(home, book):
    """A page with an entry form and the book."""
    form = {"book": book, "about_page": False, "heading_level": "2", "uid": "form-1"}
    shown = {
        "book": book,
        "about_page": False,
        "heading_level": "2",
        "per_page": 20,
        "show_summary": True,
        "show_filters": True,
    }
    return make_page(home, title="Reviews", body=[("entry_form", form), ("review_book", shown)])
