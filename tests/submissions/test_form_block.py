"""A feature of its own brings a handler and a block of three lines; the rest is core's."""

from __future__ import annotations

import pytest
from django.template import Context, Template
from wagtail.models import PageViewRestriction

from tests.factories import make_page, make_site
from tests.site.models import Notice, TestPage
from tests.submissions.forms import SAME_ORIGIN, action_of, form_of, soup
from tests.submissions.notes import NoteHandler
from wagtail_feedback import features
from wagtail_feedback.reviews.models import Entry
from wagtail_feedback.submissions.form_rendering import link_to_form

pytestmark = [pytest.mark.django_db, pytest.mark.portable]
TEXT = "Ask <me> anything"


@pytest.fixture
def notice(home):
    return Notice.objects.create(title="Opening hours")


@pytest.fixture
def note_page(home, notice):
    return make_page(home, title="Notes", body=[("note_form", {"target": notice, "about_page": True})])


@pytest.fixture
def handler(monkeypatch):
    one = NoteHandler()
    monkeypatch.setitem(features.form_handlers._things, one.name, one)
    return one


@pytest.fixture
def members(handler, note_page):
    """The form is for members, and so is its page."""
    handler.members_only = True
    return PageViewRestriction.objects.create(page=note_page, restriction_type="login")


@pytest.fixture
def member(client, django_user_model):
    client.force_login(django_user_model.objects.create_user("member"))
    return client


def post(client, action, text=TEXT, **changes):
    return client.post(action, {"text": text, **changes}, headers=SAME_ORIGIN)


def test_form_of_a_small_feature_is_stored_with_its_circumstances(client, handler, notice, note_page):
    response = post(client, action_of(client.get(note_page.url)))
    [submission] = handler.saved
    assert soup(client.get(response["Location"])).h1.get_text() == TEXT
    assert (submission.target, list(submission.flags)) == (notice, [])
    assert submission.circumstances["language"] == "en"
    assert submission.circumstances["page_key"] == f"page:{note_page.translation_key}"
    assert submission.circumstances["placement"] == submission.placement.uid
    assert submission.placement.page == note_page.pk
    assert submission.placement.about == f"page:{note_page.translation_key}"


def test_form_of_a_small_feature_shows_its_errors_in_place(client, handler, note_page):
    response = post(client, action_of(client.get(note_page.url)), text="", name="Anna")
    assert (response.status_code, soup(response).h1.get_text()) == (422, "Notes")
    assert soup(response).select_one("[name=name]")["value"] == "Anna"
    assert not handler.saved


def test_tag_draws_any_form_by_name(client, handler, notice, note_page, rf):
    request = rf.get("/")
    source = f"{{% load wagtail_feedback_tags %}}{{% feedback_form 'tests.note' '{notice.pk}' slot='end' %}}"
    html = Template(source).render(Context({"request": request}))
    action = html.partition('action="')[2].partition("#")[0]
    assert post(client, action).status_code == 303
    assert handler.saved[0].placement.path == "/"


def test_tag_of_an_unknown_target_draws_nothing(handler, home, rf):
    source = "{% load wagtail_feedback_tags %}{% feedback_form 'tests.note' '0' %}"
    assert Template(source).render(Context({"request": rf.get("/")})).strip() == ""


def test_members_form_is_taken_from_members(member, handler, note_page, members):
    action = action_of(member.get(note_page.url))
    assert soup(post(member, action, text="", name="Anna")).h1.get_text() == "Notes"
    assert post(member, action).status_code == 303


def test_members_form_of_a_stranger_comes_back_with_a_way_to_log_in(
    client, handler, note_page, members, django_user_model
):
    client.force_login(django_user_model.objects.create_user("member"))
    action = action_of(client.get(note_page.url))
    client.logout()
    response = post(client, action)
    assert (response.status_code, handler.saved) == (403, [])
    assert TEXT in soup(response).textarea.get_text()
    assert "no-store" in response["Cache-Control"]
    assert form_of(response).select_one("a")["href"].endswith(f"?next={note_page.url.replace('/', '%2F')}")


@pytest.mark.parametrize("change", [TestPage.unpublish, TestPage.delete])
def test_members_form_of_a_page_that_is_gone_is_refused_with_its_text(
    member, handler, note_page, members, change
):
    action = action_of(member.get(note_page.url))
    change(note_page)
    response = post(member, action)
    assert (response.status_code, handler.saved) == (403, [])
    assert TEXT in soup(response).textarea.get_text()


def test_members_form_has_no_page_of_its_own(member, handler, notice, members):
    assert link_to_form(handler, notice) == ""
    assert member.get(f"/feedback/form/en/tests.note/{notice.pk}/").status_code == 404


def test_reloading_the_address_of_a_members_form_leads_to_its_page(member, handler, note_page, members):
    action = action_of(member.get(note_page.url))
    assert member.get(action)["Location"] == note_page.url


def test_form_for_another_site_is_a_link_to_it(client, home, book):
    """Where it stands it could only be refused."""
    book.site = make_site("other.example")
    book.save()
    page = make_page(home, body=[("entry_form", {"book": book})])
    html = soup(client.get(page.url))
    assert not html.select("form")
    assert html.select_one("[data-wf-block=form] a")["href"] == (
        "http://other.example/feedback/form/en/reviews.entry/shop/"
    )


def test_bare_stream_links_to_the_form(client, page):
    html = Template("{{ page.body }}").render(Context({"page": TestPage.objects.get(pk=page.pk)}))
    link = html.partition('href="/feedback')[2].partition('"')[0]
    assert client.get(f"/feedback{link}").status_code == 200


def test_link_escapes_what_the_form_is_about(rf, book):
    from urllib.parse import parse_qs, urlsplit

    from wagtail_feedback.submissions.form_rendering import stand_alone_url

    url = stand_alone_url("reviews.entry", "shop", "en", "product:a&b#c")
    assert parse_qs(urlsplit(url).query) == {"about": ["product:a&b#c"]}


def test_preview_of_a_form_is_not_marked_for_replacement(page):
    html = page.make_preview_request().content.decode()
    assert '<fieldset class="wf-field wf-fields" disabled>' in html and "<wf-form" not in html


def test_closed_form_is_marked_too(client, page, book):
    """A page from a cache may be older than the closing, or newer."""
    book.is_open = False
    book.save()
    assert soup(client.get(page.url)).select_one("wf-form[data-uid] .wf-empty")


TAGS = ["review_book", "entry_form", "rating_summary", "latest_entries"]


@pytest.mark.parametrize("tag", TAGS)
@pytest.mark.parametrize("is_preview", [False, True])
def test_tag_of_a_book_that_is_not_there_tells_only_editors(home, rf, tag, is_preview):
    request = rf.get("/")
    request.is_preview = is_preview
    source = f"{{% load wagtail_feedback_reviews_tags %}}{{% feedback_{tag} 'nosuchbook' %}}"
    html = Template(source).render(Context({"request": request}))
    assert ("nosuchbook" in html) == is_preview
    assert is_preview or not html.strip()


def test_same_form_of_one_visitor_is_one_submission_wherever_errors_led(client, page):
    """The form that came back stands at the same place as the first."""
    data = {"kind": "thanks", "text": TEXT}
    first = client.post(action_of(client.get(page.url)), {**data, "text": ""}, headers=SAME_ORIGIN)
    for _turn in range(2):
        client.post(action_of(first), data, headers=SAME_ORIGIN)
    assert Entry.objects.count() == 1
