"""What is drawn once is shown again only while it is true."""

from __future__ import annotations

import pytest
from django.core.cache import cache
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
