"""What is drawn once is shown again only while it is true."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories import make_entry
from wagtail_feedback.contacts.models import Contact

pytestmark = [pytest.mark.django_db, pytest.mark.portable]


def test_a_confirmed_address_shows_at_once(client, page, book):
    """It changes how far the author is verified and nothing of the entry itself."""
    entry = make_entry(book, email="ada@example.org")
    client.get(page.url)
    Contact.objects.filter(pk=entry.contact_id).update(confirmed_at=timezone.now())
    book.save()
    assert "Email confirmed" in client.get(page.url).content.decode()


def test_whoever_turns_pages_does_not_fill_the_cache(client, page, book):
    for _number in range(25):
        make_entry(book)
    client.get(f"{page.url}?order=oldest")
    before = len(cache._cache)
    client.get(f"{page.url}?order=lowest")
    client.get(f"{page.url}?stars=4")
    assert len(cache._cache) == before


def queries_of(client, page):
    """Ours of one visit, and what it shows."""
    with CaptureQueriesContext(connection) as queries:
        html = client.get(page.url).content.decode()
    return len([query for query in queries if "wagtail_feedback_" in query["sql"]]), html


def test_a_page_that_somebody_asked_for_is_kept_for_the_next(client, page, book):
    make_entry(book)
    client.get(f"{page.url}?order=lowest")
    client.get(page.url)
    first = queries_of(client, page)[0]
    with CaptureQueriesContext(connection) as queries:
        client.get(f"{page.url}?order=lowest")
    assert len([query for query in queries if "wagtail_feedback_" in query["sql"]]) == first
