"""The page around a form that came back is the page the visitor saw."""

from __future__ import annotations

import sys

import pytest
from asgiref.sync import async_to_sync
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.template.response import TemplateResponse
from django.test import AsyncClient, Client
from django.urls import set_script_prefix

from tests.factories import make_page
from tests.site.models import TestPage
from tests.submissions.forms import GOOD, SAME_ORIGIN, action_of, errors_of, send, soup, typed
from wagtail_feedback.submissions.placement import Placement, make_uid, read_token
from wagtail_feedback.submissions.rerender import replace_form

pytestmark = [pytest.mark.django_db, pytest.mark.portable]


def post(client, action, **headers):
    return client.post(action, {**GOOD, "rating": ""}, headers={**SAME_ORIGIN, **headers})


def serving(monkeypatch, change):
    """Pages are served as ever, and changed on their way out."""
    serve = TestPage.serve

    def changed(self, request, *args, **kwargs):
        response = serve(self, request, *args, **kwargs)
        if isinstance(response, TemplateResponse):
            response.render()
        return change(request, response) or response

    monkeypatch.setattr(TestPage, "serve", changed)


def test_answer_is_not_kept_by_any_cache_and_bears_nothing_of_the_cached_page(client, page, monkeypatch):
    def cacheable(request, response):
        headers = {
            "Cache-Control": "public, max-age=600, s-maxage=900",
            "ETag": '"1"',
            "Last-Modified": "Thu, 01 Jan 2026 00:00:00 GMT",
            "Expires": "Thu, 01 Jan 2037 00:00:00 GMT",
            "Content-Length": "5",
        }
        for name, value in headers.items():
            response[name] = value

    serving(monkeypatch, cacheable)
    response = send(client, page, rating="")
    assert response.status_code == 422
    assert not {"ETag", "Last-Modified"} & set(response.headers)
    assert "no-store" in response["Cache-Control"] and "s-maxage" not in response["Cache-Control"]
    assert response["Content-Length"] == str(len(response.content))
    assert response["Content-Language"] == "en"


def test_page_sees_an_ordinary_get_of_the_same_visitor(client, page, monkeypatch):
    seen = []
    serving(monkeypatch, lambda request, response: seen.append(request))
    action = action_of(client.get(page.url))
    client.cookies["basket"] = "7"
    post(client, action, **{"Accept-Encoding": "gzip", "If-None-Match": "*", "Range": "bytes=0-1"})
    inner = seen[-1]
    assert (inner.method, inner.path, inner.path_info) == ("GET", page.url, page.url)
    assert (inner.GET, inner.POST, inner.FILES, inner.body, inner.read()) == ({}, {}, {}, b"", b"")
    assert inner.COOKIES["basket"] == "7"
    assert inner.resolver_match.url_name == "wagtail_serve"
    assert not {"Content-Type", "Content-Length", "Accept-Encoding", "If-None-Match", "Range"} & set(
        inner.headers
    )


def test_filters_of_the_page_stay_as_they_were(client, page, monkeypatch):
    seen = []
    serving(monkeypatch, lambda request, response: seen.append(request.GET.get("stars")))
    action = action_of(client.get(page.url))
    post(client, action, Referer=f"http://testserver{page.url}?stars=5")
    assert seen == [None, "5"]


@pytest.mark.parametrize(
    "referer",
    [
        "http://evil.example/en/other/",
        "http://testserver/admin/",
        "http://testserver/en/nothing-here/",
        "http://testserver",
        "http://[broken",
        "/en/",
        "\N{SNOWMAN}",
    ],
)
def test_referer_that_names_no_page_of_ours_is_passed_over(client, page, referer):
    response = post(client, action_of(client.get(page.url)), Referer=referer)
    assert (response.status_code, soup(response).h1.get_text()) == (422, "Reviews")


def test_forms_of_the_host_keep_working(page, monkeypatch):
    """A page that asks for a CSRF token gets the cookie that goes with it."""
    client = Client(enforce_csrf_checks=True)
    serving(monkeypatch, lambda request, response: get_token(request) and None)
    action = action_of(client.get(page.url))
    client.cookies.clear()
    assert "csrftoken" in post(client, action).cookies


def test_cookies_of_the_page_are_kept(client, page, monkeypatch):
    serving(monkeypatch, lambda request, response: response.set_cookie("seen", "1"))
    assert send(client, page, rating="").cookies["seen"].value == "1"


def test_page_in_an_old_encoding_still_shows_every_letter(client, page, monkeypatch):
    def latin(request, response):
        body = response.content.decode().encode("latin-1", "xmlcharrefreplace")
        return HttpResponse(body, content_type="text/html; charset=latin-1")

    serving(monkeypatch, latin)
    response = send(client, page, rating="", text="Чугун и €")
    assert soup(response).h1.get_text() == "Reviews"
    assert "Чугун и €" in soup(response).textarea.get_text()


def test_page_in_a_coding_of_its_own_is_not_touched(client, page, monkeypatch):
    def coded(request, response):
        response["Content-Encoding"] = "x-ours"

    serving(monkeypatch, coded)
    assert soup(send(client, page, rating="")).h1.get_text() == "Leave an entry"


@pytest.mark.parametrize("prefix", ["/shop", "/shop/"])
def test_site_under_a_path_of_its_host_shows_errors_in_place(client, page, settings, prefix, monkeypatch):
    seen = []
    serving(monkeypatch, lambda request, response: seen.append(request.path))
    settings.FORCE_SCRIPT_NAME = prefix
    set_script_prefix(prefix)
    try:
        shown = client.get(page.url.removeprefix("/shop"))
        action = action_of(shown)
        referer = "http://testserver/shop/en/"
        response = post(client, action.removeprefix("/shop"), Referer=referer)
        back = client.get(action.removeprefix("/shop"))
    finally:
        set_script_prefix("/")
    assert action.startswith("/shop/feedback/")
    assert seen == [seen[0], "/shop/en/", seen[0]] and seen[0].startswith("/shop/en/reviews")
    assert (response.status_code, soup(response).h1.get_text()) == (422, "Reviews")
    assert back["Location"].startswith("/shop/en/")


def test_views_own_transaction_is_left_to_the_action(settings):
    from wagtail_feedback.submissions.views import submit

    assert submit._non_atomic_requests == {"default"}


def test_two_forms_of_one_book_mind_their_own_errors(client, home, book):
    page = make_page(home, body=[("entry_form", {"book": book}), ("entry_form", {"book": book})])
    response = send(client, page, number=1, rating="")
    forms = soup(response).select("form.wf-form")
    assert [len(form.select(".wf-error")) for form in forms] == [0, 1]
    ids = [tag["id"] for tag in soup(response).select("[id]")]
    assert len(ids) == len(set(ids))


def test_copies_in_a_page_from_a_cache_all_come_back(client, page, monkeypatch):
    """A closed dialog or a <template> may hold the first: whichever the visitor opens shows the errors."""

    def twice(request, response):
        response.content = response.content + b"<template>" + response.content + b"</template>"

    serving(monkeypatch, twice)
    assert send(client, page, rating="").content.decode().count("1 thing to fix") == 2


def test_errors_have_the_level_of_headings_that_the_editor_chose(client, home, book):
    page = make_page(home, body=[("entry_form", {"book": book, "heading_level": "4"})])
    assert soup(send(client, page, rating="")).select_one(".wf-errors h4")


@pytest.mark.parametrize(
    "start",
    [
        '<wf-form id="{0}" data-uid="{0}">',
        "<wf-form data-uid={0}>",
        "<wf-form data-uid={0} id={0}>",
        "<WF-FORM class=x\n data-uid = '{0}' >",
    ],
)
def test_form_is_found_as_minifiers_leave_it(start):
    placement = Placement("f", "t", 1, "en", uid="wf-1")
    html = f"<p>{start.format('wf-1')}<form>old</form></wf-form><wf-form data-uid=wf-12>other</wf-form>"
    assert (
        replace_form(html, placement, lambda served: r"\1 \g<0> new")
        == r"<p>\1 \g<0> new<wf-form data-uid=wf-12>other</wf-form>"
    )


@pytest.mark.parametrize("uid", ["wf-2", "wf-1.2", "wf-12"])
def test_other_form_is_left_alone(uid):
    html = f'<wf-form data-uid="{uid}">old</wf-form>'
    assert replace_form(html, Placement("f", "t", 1, "en", uid="wf-1"), lambda served: "new") is None


def test_number_of_a_copy_is_only_a_hint():
    html = '<wf-form data-uid="wf-1">old</wf-form>'
    served = []
    replace_form(html, Placement("f", "t", 1, "en", uid="wf-1.2"), lambda one: served.append(one) or "new")
    assert served[0].uid == "wf-1"


def test_identifier_depends_on_nothing_but_what_the_form_is_for(client, page):
    tokens = [read_token(action_of(client.get(page.url + query)).split("/")[-2]) for query in ("", "?a=b")]
    assert tokens[0] == tokens[1]
    assert make_uid("a", "b") == make_uid("a", "b", "", "") != make_uid("a", "b", slot="c")
    assert make_uid("a", "bc") != make_uid("ab", "c")


def test_stand_alone_form_shows_its_errors_itself(client, book):
    url = "/feedback/form/en/reviews.entry/shop/"
    response = post(client, action_of(client.get(url)), Referer=f"http://testserver{url}")
    assert (response.status_code, errors_of(response)) == (422, ["Choose a rating from 1 to 5 stars"])
    assert typed(response, "text") == GOOD["text"]


@pytest.mark.skipif(sys.gettrace() is not None, reason="coverage's tracer hangs after asgiref's threads.")
def test_errors_stand_in_place_under_asgi_too(client, page):
    action = action_of(client.get(page.url))
    send_it = async_to_sync(AsyncClient().post)
    headers = {**SAME_ORIGIN, "Referer": f"http://testserver{page.url}?stars=5"}
    response = send_it(action, {**GOOD, "rating": ""}, headers=headers)
    assert (response.status_code, soup(response).h1.get_text()) == (422, "Reviews")
    assert typed(response, "text") == GOOD["text"]
