"""What is drawn once is shown again only while it is true."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.utils import timezone

from tests.factories import make_entry
from wagtail_feedback.contacts.models import Contact
from wagtail_feedback.utils import fragments


@pytest.fixture(autouse=True)
def nothing_nearby():
    fragments.local_cache.clear()
    yield
    fragments.local_cache.clear()


def test_a_worker_asks_the_cache_no_more_than_twice(monkeypatch):
    asked = []
    monkeypatch.setattr(
        fragments.safe_cache, "get", lambda key, get=fragments.safe_cache.get: asked.append(key) or get(key)
    )
    assert [fragments.cached_fragment("wf:show:1", lambda: "<p>one</p>") for _number in range(5)] == [
        "<p>one</p>"
    ] * 5
    assert len(asked) == 2


def test_nothing_is_kept_nearby_where_the_cache_keeps_nothing(settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    assert [fragments.cached_fragment("wf:show:2", lambda html=html: html) for html in ("a", "b", "c")] == [
        "a",
        "b",
        "c",
    ]


def test_memory_nearby_is_bounded():
    memory = fragments.LocalCache(100)
    for number in range(50):
        memory.put(str(number), "x" * 30, 60)
    assert (memory.size, list(memory.kept)) == (90, ["47", "48", "49"])


def test_memory_nearby_forgets_in_time():
    memory = fragments.LocalCache(100)
    memory.put("late", "x", -1)
    assert memory.get("late") is None
    assert memory.size == 0


@pytest.mark.django_db
def test_a_confirmed_address_shows_at_once(client, page, book):
    """It changes the entry's proof and nothing of the entry itself."""
    entry = make_entry(book, email="ada@example.org")
    client.get(page.url)
    Contact.objects.filter(pk=entry.contact_id).update(confirmed_at=timezone.now())
    book.save()
    assert "Email confirmed" in client.get(page.url).content.decode()


@pytest.mark.django_db
def test_whoever_turns_pages_does_not_fill_the_cache(client, page, book):
    for _number in range(25):
        make_entry(book)
    client.get(f"{page.url}?order=oldest")
    before = len(cache._cache)
    client.get(f"{page.url}?order=lowest")
    client.get(f"{page.url}?stars=4")
    assert len(cache._cache) == before
