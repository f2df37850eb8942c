"""No answer ever drops the text: every way a form that is not taken can end."""

from __future__ import annotations

import gzip
import sys

import pytest
from django.core.exceptions import PermissionDenied
from django.core.signals import got_request_exception
from django.core.signing import Signer
from django.db import OperationalError
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse, StreamingHttpResponse
from django.views.debug import ExceptionReporter
from wagtail.models import PageViewRestriction, Site

from tests.factories import make_page, make_site
from tests.site.models import TestPage
from tests.submissions.forms import GOOD, SAME_ORIGIN, action_of, send, soup
from wagtail_feedback import features
from wagtail_feedback.reviews.models import Entry
from wagtail_feedback.submissions.placement import SALT, read_token

pytestmark = pytest.mark.django_db

TEXT = "A story: <b>“pan”</b> & \\1 \\g<0> </wf-form> Чугун \U0001f373"


@pytest.fixture
def action(client, page):
    """Where the form posts, read before anything changed."""
    return action_of(client.get(page.url))


def post(client, action, headers=None, **changes):
    typed = {**GOOD, "rating": "", "text": TEXT, **changes}
    return client.post(action, typed, headers={**SAME_ORIGIN, **(headers or {})})


def texts_in(response):
    return [area.get_text().removeprefix("\n") for area in soup(response).select("textarea")]


def assert_kept(response, status, title=None):
    assert response.status_code == status
    assert TEXT in texts_in(response)
    assert "no-store" in response["Cache-Control"]
    assert title is None or soup(response).h1.get_text() == title
    assert not Entry.objects.exists()


def raises(error):
    def serve(self, request, *args, **kwargs):
        raise error

    return serve


def answers(make):
    return lambda self, request, *args, **kwargs: make()


def compressed():
    body = gzip.compress(b"<wf-form data-uid=x></wf-form>")
    return HttpResponse(body, headers={"Content-Encoding": "gzip"})


PAGES = {
    "redirects": answers(lambda: HttpResponseRedirect("/elsewhere/")),
    "is not found": raises(Http404()),
    "is forbidden": raises(PermissionDenied()),
    "breaks": raises(ValueError("a bug of the site")),
    "finds no database": raises(OperationalError("gone away")),
    "streams": answers(lambda: StreamingHttpResponse(iter([b"<wf-form>"]))),
    "is compressed": answers(compressed),
    "is no HTML": answers(lambda: JsonResponse({})),
    "shows an error": answers(lambda: HttpResponse("<wf-form></wf-form>", status=500)),
    "does not show the form": answers(lambda: HttpResponse("<h1>Nothing</h1>")),
    "is in another encoding than it says": answers(lambda: HttpResponse(b"\xff", charset="utf-8")),
    "has no content": answers(lambda: None),
}


@pytest.mark.parametrize("serve", PAGES.values(), ids=PAGES)
def test_page_that_cannot_show_the_form_leaves_it_to_the_forms_own(client, action, monkeypatch, serve):
    monkeypatch.setattr(TestPage, "serve", serve)
    assert_kept(post(client, action), 422, "Leave an entry")


def unpublish(page):
    page.unpublish()


def delete(page):
    page.delete()


def remove_form(page):
    page.body = [("text", "Gone")]
    page.save_revision().publish()


def hide(page):
    PageViewRestriction.objects.create(page=page, restriction_type="login")


def lock(page):
    PageViewRestriction.objects.create(page=page, restriction_type="password", password="x")


def rename(page):
    page.slug = "renamed"
    page.save()


CHANGES = [unpublish, delete, remove_form, hide, lock, rename]


@pytest.mark.parametrize("change", CHANGES)
def test_page_that_changed_meanwhile_leaves_the_errors_to_the_forms_own(client, page, action, change):
    change(page)
    assert_kept(post(client, action), 422, "Leave an entry")


@pytest.mark.parametrize("change", CHANGES)
def test_valid_form_is_taken_whatever_became_of_its_page(client, page, action, change):
    change(page)
    response = post(client, action, rating="4")
    assert (response.status_code, response["Content-Length"], response.content) == (303, "0", b"")
    assert Entry.objects.get().text == TEXT


def test_private_page_shows_the_errors_to_those_it_admits(client, page, action, django_user_model):
    hide(page)
    client.force_login(django_user_model.objects.create_user("customer"))
    assert_kept(post(client, action), 422, "Reviews")


def test_page_that_fails_is_followed_by_the_next_one_that_shows_the_form(client, home, page, action):
    elsewhere = make_page(home, title="Elsewhere")
    response = post(client, action, headers={"Referer": f"http://testserver{elsewhere.url}"})
    assert_kept(response, 422, "Reviews")


def test_closed_book_says_so_and_keeps_the_text(client, page, book, action):
    book.is_open = False
    book.save()
    response = post(client, action, rating="4")
    assert_kept(response, 409, "Reviews")
    assert "closed for new entries" in response.content.decode()
    assert "Be the first" not in response.content.decode()


def test_book_that_is_gone_keeps_the_text(client, page, book, action):
    book.delete()
    assert_kept(post(client, action), 410)


def test_book_of_another_site_keeps_the_text(client, book, action):
    book.site = make_site("other.example")
    book.save()
    assert_kept(post(client, action, rating="4"), 410)


def test_form_of_another_site_keeps_the_text(client, action):
    make_site("other.example")
    assert_kept(post(client, action, headers={"Host": "other.example"}), 410)


def test_form_without_a_site_keeps_the_text(client, action, monkeypatch):
    monkeypatch.setattr(Site, "find_for_request", lambda request: None)
    assert_kept(post(client, action), 410)


def test_form_whose_feature_is_gone_keeps_the_text(client, action, monkeypatch):
    monkeypatch.setattr(features.form_handlers, "_things", {})
    assert_kept(post(client, action), 410)


@pytest.mark.parametrize("token", ["x", "x:y", "%00", "\N{SNOWMAN}", "a" * 2000])
def test_token_that_nobody_made_keeps_the_text(client, page, token):
    assert_kept(post(client, f"/feedback/submit/{token}/"), 410)
    assert client.get(f"/feedback/submit/{token}/", follow=True).status_code == 404


def test_text_that_can_only_be_copied_comes_with_every_other_word(client, page):
    response = post(client, "/feedback/submit/x/", name="Anna")
    assert {"Anna", TEXT} <= set(texts_in(response))
    assert not soup(response).select("button")


def test_database_down_keeps_the_text_in_a_form_to_send_again(client, action, monkeypatch):
    def down(*_args):
        raise OperationalError("database is locked")

    monkeypatch.setattr("wagtail_feedback.submissions.actions.CreateSubmissionAction.execute", down)
    response = post(client, action, rating="4")
    assert_kept(response, 503)
    monkeypatch.undo()
    fields = soup(response).select("form [name]")
    again = {tag["name"]: tag.get("value", tag.get_text().removeprefix("\n")) for tag in fields}
    assert client.post(soup(response).form["action"], again, headers=SAME_ORIGIN).status_code == 303
    assert Entry.objects.get().text == TEXT


def test_fault_of_ours_keeps_the_text(client, action, monkeypatch):
    def broken(*_args):
        raise ZeroDivisionError

    monkeypatch.setattr("wagtail_feedback.submissions.actions.CreateSubmissionAction.execute", broken)
    client.raise_request_exception = False
    assert_kept(post(client, action, rating="4"), 500)


def test_no_report_of_a_fault_holds_what_was_typed(client, action, monkeypatch, settings):
    reports = []

    def report(request, **kwargs):
        reports.append(ExceptionReporter(request, *sys.exc_info()).get_traceback_html())

    settings.DEBUG = False
    monkeypatch.setattr("wagtail_feedback.submissions.actions.CreateSubmissionAction.execute", None)
    got_request_exception.connect(report)
    client.raise_request_exception = False
    try:
        post(client, action, rating="4", text="A whispered story", name="Ann Hidden")
    finally:
        got_request_exception.disconnect(report)
    assert "whispered" not in reports[0] and "Hidden" not in reports[0] and "TypeError" in reports[0]


def test_developers_see_a_fault_as_it_is(client, action, monkeypatch, settings):
    settings.DEBUG = True
    monkeypatch.setattr("wagtail_feedback.submissions.actions.CreateSubmissionAction.execute", None)
    with pytest.raises(TypeError):
        post(client, action, rating="4")


def test_too_many_keep_the_text_on_the_page(client, action, settings):
    settings.WAGTAILFEEDBACK_RATE_LIMITS = {"visitor": "1/10m"}
    post(client, action, text="First")
    assert_kept(post(client, action), 429, "Reviews")


@pytest.mark.parametrize("payload", [[], ["reviews.entry", "shop"], {}, {"form": "x"}, "x", None])
def test_token_without_a_placement_keeps_the_text(client, page, payload):
    token = Signer(salt=SALT).sign_object(payload, compress=True)
    assert_kept(post(client, f"/feedback/submit/{token}/"), 410)


def test_token_of_an_older_or_newer_version_is_read(client, page, action):
    payload = Signer(salt=SALT).unsign_object(action.split("/")[-2])
    for name in ("heading_level", "page", "path", "about", "uid", "version"):
        del payload[name]
    token = Signer(salt=SALT).sign_object({**payload, "colour": "red"}, compress=True)
    assert read_token(token).target == "shop"
    assert_kept(post(client, f"/feedback/submit/{token}/"), 422, "Leave an entry")


def test_two_mistakes_in_a_row_keep_the_text(client, page):
    first = send(client, page, rating="", text="First")
    assert_kept(post(client, action_of(first)), 422, "Reviews")
