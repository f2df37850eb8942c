from __future__ import annotations

import pytest
from django.http import QueryDict
from wagtail.models import Site

from tests.factories import make_book, make_home, make_page, make_site
from tests.site.models import Footer, Notice
from wagtail_feedback.submissions.checks.context import CheckContext


@pytest.fixture
def home(db):
    return make_home(make_site())


@pytest.fixture
def book(home):
    return make_book(slug="shop", consent=True)


@pytest.fixture
def page(home, book):
    """A page with an entry form and the book."""
    form = {"book": book, "about_page": False, "heading_level": "2"}
    shown = {**form, "per_page": 20, "show_summary": True, "show_filters": True}
    return make_page(home, title="Reviews", body=[("entry_form", form), ("review_book", shown)])


@pytest.fixture
def broken_cache(settings):
    """A cache server that is not there."""
    settings.CACHES = {"default": {"BACKEND": "tests.submissions.broken.BrokenCache"}}


@pytest.fixture
def make_context(rf, db):
    """An attempt at a form of the default site; ``make_context(text="…", peer="203.0.113.9")``."""
    site = Site.objects.get(is_default_site=True)

    def make(peer="203.0.113.9", **values):
        request = rf.post("/feedback/", REMOTE_ADDR=peer)
        return CheckContext(
            request, site, **{"form_name": "reviews.entry", "target_id": "3", "token": "here", **values}
        )

    return make


@pytest.fixture
def posted():
    """What a browser posts; ``posted(rating="1")``."""

    def make(**fields):
        post = QueryDict(mutable=True)
        post.update(fields)
        return post

    return make


@pytest.fixture
def site(db):
    return Site.objects.get(is_default_site=True)


@pytest.fixture
def other_site(site):
    return Site.objects.create(hostname="other.example", root_page=site.root_page)


@pytest.fixture
def places(home, book):
    """A page that shows four forms of one book: its own, one of a snippet, one of a site setting, and one
    by template tag. Tests choose among its templates: with caches of any kind or without."""
    form = ("entry_form", {"book": book, "anchor": "snippet"})
    notice = Notice.objects.create(title="Notice", body=[form])
    Footer.objects.create(
        site=Site.objects.get(is_default_site=True),
        body=[("entry_form", {"book": book, "anchor": "setting"})],
    )
    body = [("entry_form", {"book": book, "anchor": "page"}), ("notice", notice)]
    return make_page(home, title="Places", body=body)
