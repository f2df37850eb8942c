from __future__ import annotations

import pytest
import redis
from django.conf import settings
from django.core.cache import caches
from django.test import override_settings
from wagtail.contrib.frontend_cache.utils import purge_urls_from_cache
from wagtail.models import PageViewRestriction

from example_project.shop.models import ContentPage
from example_project.shop.page_cache import purge_paths
from example_project.shop.tolerant_cache import TolerantRedisCache

pytestmark = pytest.mark.django_db

DELIVERY = "/en/delivery/"
CACHED = [
    settings.MIDDLEWARE[0],
    "example_project.shop.page_cache.PageCacheMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    *settings.MIDDLEWARE[1:],
]
PURGED_BY = {"pages": {"BACKEND": "example_project.shop.page_cache.PageCacheBackend"}}


@pytest.fixture(autouse=True)
def page_cache():
    with override_settings(MIDDLEWARE=CACHED, WAGTAILFRONTENDCACHE=PURGED_BY):
        yield


def is_hit(response):
    return response.get("X-Page-Cache") == "hit"


@pytest.mark.parametrize("encoding", ["", "gzip"])
def test_second_visit_costs_no_query(client, django_assert_num_queries, encoding):
    first = client.get(DELIVERY, headers={"Accept-Encoding": encoding})
    with django_assert_num_queries(0):
        second = client.get(DELIVERY, headers={"Accept-Encoding": encoding})
    assert is_hit(second)
    assert second.content == first.content
    assert second.get("Content-Encoding") == first.get("Content-Encoding")
    assert second["Content-Security-Policy"] == first["Content-Security-Policy"]


def test_purged_page_is_built_anew(client):
    client.get(DELIVERY)
    purge_urls_from_cache([f"http://127.0.0.1:8000{DELIVERY}"])
    assert not is_hit(client.get(DELIVERY))
    assert is_hit(client.get(DELIVERY))


def test_other_pages_stay(client):
    client.get("/en/")
    purge_paths([DELIVERY])
    assert is_hit(client.get("/en/"))


def test_page_built_while_the_purge_came_is_not_served(client, monkeypatch):
    def serve(page, request, *args, **kwargs):
        monkeypatch.undo()
        response = page.serve(request)
        response.render()
        purge_paths([DELIVERY])
        return response

    monkeypatch.setattr(ContentPage, "serve", serve)
    client.get(DELIVERY)
    assert not is_hit(client.get(DELIVERY))


@pytest.mark.parametrize("path", ["/en/reviews/?stars=1", "/", "/en/nowhere/", "/mailbox/"])
def test_what_is_not_one_for_all_is_not_kept(client, path):
    client.get(path)
    assert not is_hit(client.get(path))


def test_login_is_never_served_from_the_cache(client, admin_client):
    client.get(DELIVERY)
    assert not is_hit(admin_client.get(DELIVERY))


def test_posts_pass(client):
    client.get(DELIVERY)
    assert not is_hit(client.post(DELIVERY))


def test_editors_change_shows_on_every_page(client, django_capture_on_commit_callbacks):
    client.get("/en/")
    page = ContentPage.objects.get(slug="delivery", locale__language_code="en")
    page.title = "Shipping"
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()
    assert "Shipping" in client.get("/en/").content.decode()


def test_page_that_became_private_is_private_at_once(client, django_capture_on_commit_callbacks):
    client.get(DELIVERY)
    page = ContentPage.objects.get(slug="delivery", locale__language_code="en")
    with django_capture_on_commit_callbacks(execute=True):
        PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert client.get(DELIVERY).status_code == 302


def test_page_of_one_host_is_not_shown_on_another(client):
    client.get(DELIVERY)
    assert not is_hit(client.get(DELIVERY, headers={"Host": "localhost"}))
    assert is_hit(client.get(DELIVERY))


def test_pages_are_served_while_redis_is_down(client, settings, monkeypatch):
    monkeypatch.setattr(TolerantRedisCache, "paused_until", 0.0)
    away = {"LOCATION": "redis://127.0.0.1:1", "OPTIONS": {"socket_connect_timeout": 0.5}}
    backend = "example_project.shop.tolerant_cache.TolerantRedisCache"
    settings.CACHES = {"default": {"BACKEND": backend, **away}}
    assert client.get(DELIVERY).status_code == 200
    assert TolerantRedisCache.paused_until > 0
    with pytest.raises(redis.ConnectionError):
        caches["default"].add("count", 1, 60)


def test_editor_sees_the_preview_of_a_page(admin_client):
    page = ContentPage.objects.get(slug="delivery", locale__language_code="en")
    response = admin_client.get(f"/admin/pages/{page.pk}/view_draft/")
    assert "frame-ancestors 'self'" in response["Content-Security-Policy"]
