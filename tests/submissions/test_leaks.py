"""What a visitor typed into a form that came back is on that visitor's screen and nowhere else."""

from __future__ import annotations

import pytest
from django.core.cache import cache

from tests.factories import make_page
from tests.site.models import TestPage
from tests.submissions.forms import GOOD, SAME_ORIGIN, soup
from wagtail_feedback.reviews.models import Entry
from wagtail_feedback.submissions.placement import Placement
from wagtail_feedback.utils import fragments

pytestmark = pytest.mark.django_db

PLACES = ["page", "snippet", "setting", "tag"]
SECRETS = {
    "text": "SECRET-WORDS",
    "email": "secret.person@",
    "order_number": "SECRET-42",
    "name": "SECRET-NAME",
}
CACHES = {
    "cache": "testsite/fragment_page.html",
    "wagtailpagecache": "testsite/pagecache_page.html",
    "middleware": "testsite/places_page.html",
    "none": "testsite/places_page.html",
}
POSTS = 52


@pytest.fixture(params=CACHES)
def cached(request, settings, monkeypatch):
    """The template of all pages, under one kind of cache."""
    settings.WAGTAILFEEDBACK_RATE_LIMITS = {"visitor": "1000/10m"}
    monkeypatch.setattr(TestPage, "template", CACHES[request.param])
    if request.param == "middleware":
        settings.MIDDLEWARE = [
            "django.middleware.cache.UpdateCacheMiddleware",
            *settings.MIDDLEWARE,
            "django.middleware.cache.FetchFromCacheMiddleware",
        ]
    return request.param


def clear():
    cache.clear()
    fragments.local_cache.clear()


def form_in(html, place):
    return html.select_one(f"#{place} form.wf-form")


def action_in(response, place):
    return form_in(soup(response), place)["action"].partition("#")[0]


def invalid(client, page, action, number=0):
    typed = {**GOOD, **SECRETS, "rating": "", "text": f"{SECRETS['text']} {number}"}
    headers = {**SAME_ORIGIN, "Referer": f"http://testserver{page.url}"}
    return client.post(action, typed, headers=headers)


def assert_errors_in_place(response, place):
    html = soup(response)
    assert (response.status_code, html.h1.get_text()) == (422, "Places")
    assert form_in(html, place).textarea.get_text().strip().startswith(SECRETS["text"])
    assert [each for each in PLACES if form_in(html, each).select(".wf-error")] == [place]


def leaked(*texts):
    return [secret for secret in SECRETS.values() if any(secret in text for text in texts)]


def everything_cached():
    kept = [value.decode("latin-1") for value in cache._cache.values()]
    return [*kept, *cache._cache, *fragments.local_cache.values()]


def test_the_search_finds_what_is_in_a_cache():
    cache.set("fragment", f"<input value='{SECRETS['order_number']}'>")
    assert leaked(*everything_cached()) == [SECRETS["order_number"]]


def test_no_cache_and_no_page_ever_holds_what_was_typed(client, places, cached):
    html = client.get(places.url)
    actions = [(place, action_in(html, place)) for place in PLACES] * (POSTS // len(PLACES))
    for number, (place, action) in enumerate(actions):
        assert_errors_in_place(invalid(client, places, action, number), place)
        assert leaked(*everything_cached()) == []
        if number % 5 == 0:
            assert leaked(client.get(places.url).content.decode()) == []
            clear()  # so that the next form that comes back meets cold caches
    assert not Entry.objects.exists()


@pytest.mark.parametrize("content", ["{% block content %}{% endblock %}", "Nothing"])
def test_sites_own_frame_of_the_stand_alone_form_keeps_nothing(client, book, settings, content):
    """A frame that caches its content, or has none, may show another form or no form at all."""
    frame = "{% load cache %}{% cache 300 frame %}" + content + "{% endcache %}"
    loaders = [
        ("django.template.loaders.locmem.Loader", {"wagtail_feedback/base.html": frame}),
        "django.template.loaders.app_directories.Loader",
    ]
    options = {**settings.TEMPLATES[0]["OPTIONS"], "loaders": loaders}
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "APP_DIRS": False, "OPTIONS": options}]
    placement = Placement("reviews.entry", "shop", book.site_id, "en", uid="wf-1")
    for number in range(3):
        response = client.post(
            placement.submit_url, {**SECRETS, "text": f"SECRET-WORDS {number}"}, headers=SAME_ORIGIN
        )
        assert (response.status_code, "no-store" in response["Cache-Control"]) == (422, True)
        assert f"SECRET-WORDS {number}" in response.content.decode()
        assert leaked(*everything_cached()) == []


@pytest.mark.portable
@pytest.mark.parametrize("place", PLACES)
def test_form_can_be_sent_from_every_place(client, places, cached, place):
    for text in ("Cold", "Warm"):
        action = action_in(client.get(places.url), place)
        assert client.post(action, {**GOOD, "text": text}, headers=SAME_ORIGIN).status_code == 303
    assert Entry.objects.count() == 2


def test_form_in_a_fragment_of_another_page_comes_back_on_the_page_the_visitor_sees(
    client, home, places, monkeypatch
):
    monkeypatch.setattr(TestPage, "template", "testsite/shared_page.html")
    other = make_page(home, title="Other")
    action = action_in(client.get(places.url), "page")
    response = invalid(client, other, action)
    assert soup(response).title.get_text() == "Error: Other"
    assert response.status_code == 422


def test_form_that_came_back_names_the_page_it_stands_on(client, home, places, monkeypatch):
    """So that a second mistake leads there too, when the browser names only the address of the form."""
    monkeypatch.setattr(TestPage, "template", "testsite/shared_page.html")
    other = make_page(home, title="Other")
    action = action_in(client.get(places.url), "page")
    again = action_in(invalid(client, other, action), "page")
    response = client.post(again, {**GOOD, "rating": ""}, headers=SAME_ORIGIN)
    assert soup(response).title.get_text() == "Error: Other"
