"""What the public reads is in the site's time zone, whoever is logged in."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from wagtail.users.models import UserProfile

from tests.factories import make_entry
from tests.reviews.test_structured_data import markup, product_page  # noqa: F401 - a fixture

pytestmark = [pytest.mark.django_db, pytest.mark.portable]


@pytest.fixture(autouse=True)
def in_moscow(settings):
    settings.TIME_ZONE = "Europe/Moscow"


@pytest.fixture
def editor(admin_user):
    """Somebody in Kamchatka, nine hours ahead of the site."""
    UserProfile.objects.update_or_create(
        user=admin_user, defaults={"current_time_zone": "Asia/Kamchatka", "preferred_language": "en"}
    )
    client = Client()
    client.force_login(admin_user)
    return client


def days(html):
    return [(tag["datetime"], tag.get_text()) for tag in BeautifulSoup(html, "html.parser").select("time")]


EVENING = [("2024-11-17T22:00:00+03:00", "17\u00a0November\u00a02024")]


def test_a_preview_shows_the_days_of_the_site(editor, page, book):
    make_entry(book, published_at=datetime(2024, 11, 17, 19, tzinfo=UTC))
    assert days(editor.get(f"/admin/pages/{page.pk}/view_draft/").content) == EVENING


def test_whoever_draws_a_page_first_draws_it_for_all(client, page, book):
    make_entry(book, published_at=datetime(2024, 11, 17, 19, tzinfo=UTC))
    for query in ("", "?order=oldest"):
        with timezone.override("Asia/Kamchatka"):
            client.get(page.url + query)
        assert days(client.get(page.url + query).content) == EVENING


def test_a_preview_keeps_nothing(editor, page, book):
    make_entry(book)
    before = len(cache._cache)
    editor.get(f"/admin/pages/{page.pk}/view_draft/")
    kept = [key for key in list(cache._cache) if "show:" in key or "entry:" in key]
    assert (before, kept) == (before, [])


def test_markup_has_the_day_that_the_page_has(client, product_page, book):  # noqa: F811
    night = datetime(2024, 11, 16, 22, 30, tzinfo=UTC)
    for _number in range(5):
        make_entry(book, name="Ada", published_at=night)
    (first, _text), *_others = days(client.get(product_page.url).content)
    assert first == "2024-11-17T01:30:00+03:00"
    assert {review["datePublished"] for review in markup(client, product_page)["review"]} == {"2024-11-17"}
