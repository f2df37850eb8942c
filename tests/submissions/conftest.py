from __future__ import annotations

import pytest
from django.core.cache import cache
from django.http import QueryDict
from wagtail.models import Site

from wagtail_feedback.submissions.checks.base import CheckContext


@pytest.fixture
def broken_cache(settings):
    """A cache server that is not there."""
    settings.CACHES = {"default": {"BACKEND": "tests.submissions.broken.BrokenCache"}}


@pytest.fixture
def clean_cache():
    cache.clear()


@pytest.fixture
def make_context(rf, db, clean_cache):
    """An attempt at a form of the default site; ``make_context(text="…", peer="203.0.113.9")``."""
    site = Site.objects.get(is_default_site=True)

    def make(peer="203.0.113.9", **facts):
        request = rf.post("/feedback/", REMOTE_ADDR=peer)
        return CheckContext(
            request, site, **{"form_name": "reviews.entry", "target_id": "3", "token": "here", **facts}
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
