"""Blocks in the hands of editors and of other people's templates."""

from __future__ import annotations

import sys

import pytest
from asgiref.sync import async_to_sync
from bs4 import BeautifulSoup
from django.template import Context, Template
from django.test import AsyncClient
from wagtail import blocks

from tests.factories import make_book, make_entry, make_page
from tests.site.models import TestPage
from tests.submissions.forms import send
from wagtail_feedback.reviews.blocks import (
    EntryFormBlock,
    LatestEntriesBlock,
    RatingSummaryBlock,
    ReviewBookBlock,
)
from wagtail_feedback.reviews.models import Entry
from wagtail_feedback.reviews.models.book import BookText
from wagtail_feedback.utils import served_page

pytestmark = [pytest.mark.django_db, pytest.mark.portable]
OURS = [ReviewBookBlock, EntryFormBlock, RatingSummaryBlock, LatestEntriesBlock]


@pytest.fixture
def admin(client, admin_user):
    client.force_login(admin_user)
    return client


@pytest.mark.parametrize("block_class", OURS)
def test_block_presents_itself_in_the_picker(rf, book, block_class):
    make_entry(book, text="A pan to preview")
    block = block_class()
    block.set_name("ours")
    assert block.is_previewable
    assert block.get_description()
    request = rf.get("/admin/block-preview/")
    context = {
        "request": request,
        "block_def": block,
        "block_class": block_class,
        "bound_block": block.bind(block.get_preview_value()),
    }
    from django.template.loader import render_to_string

    html = render_to_string(block.get_preview_template(None), context, request)
    assert "data-wf-block" in html
    form = BeautifulSoup(html, "html.parser").form
    assert form is None or form.get("role") == "search" or form.select_one("fieldset[disabled]")


def test_preview_of_a_page_takes_no_entries(page):
    response = page.make_preview_request()
    assert BeautifulSoup(response.content, "html.parser").select("form.wf-form fieldset[disabled]")


class Bare(blocks.StructBlock):
    """Somebody's block without a template: Wagtail renders its children without the page's context."""

    form = EntryFormBlock()
    book = ReviewBookBlock()


def test_form_without_context_becomes_a_link_to_its_own_page(client, book):
    block = Bare()
    value = block.to_python({"form": {"book": book.pk}, "book": {"book": book.pk}})
    html = Template("{{ value }}").render(Context({"value": block.bind(value)}))
    link = BeautifulSoup(html, "html.parser").select_one("[data-wf-block=form] a")
    assert client.get(link["href"]).status_code == 200


@pytest.fixture
def plain_body(monkeypatch, tmp_path, settings):
    """``{{ page.body }}``, as most templates write it."""
    engine = settings.TEMPLATES[0]
    (tmp_path / "plain_body.html").write_text("<html><body>{{ page.body }}</body></html>", encoding="utf-8")
    settings.TEMPLATES = [{**engine, "DIRS": [*engine.get("DIRS", []), tmp_path]}]
    monkeypatch.setattr(TestPage, "template", "plain_body.html")


def test_body_drawn_without_its_context_shows_the_form(client, home, book, plain_body):
    shown = ("review_book", {"book": book, "about_page": True})
    page = make_page(home, title="Pan", body=[shown, ("entry_form", {"book": book, "about_page": True})])
    assert send(client, page, rating="").status_code == 422
    assert send(client, page).status_code == 303
    assert Entry.objects.get().about_label == "Pan"


@pytest.mark.skipif(sys.gettrace() is not None, reason="coverage's tracer hangs after asgiref's threads.")
def test_body_drawn_without_its_context_shows_the_form_under_asgi_too(home, book, plain_body):
    page = make_page(home, body=[("entry_form", {"book": book, "about_page": False})])
    response = async_to_sync(AsyncClient().get)(page.get_url())
    assert "/feedback/submit/" in response.content.decode()


def test_page_is_forgotten_with_its_request(client, home, book, plain_body):
    assert client.get(make_page(home).get_url()).status_code == 200
    assert served_page.add_served_page({}) == {}


@pytest.mark.parametrize("name", ["review_book", "entry_form", "rating_summary", "latest_entries"])
def test_block_whose_book_is_gone_is_silent(client, home, name):
    page = make_page(home, body=[(name, {"book": None})])
    assert client.get(page.url).status_code == 200


def test_form_block_asks_first_what_the_form_is_for():
    assert list(EntryFormBlock().child_blocks) == ["book", "about_page", "heading_level", "anchor"]


def test_anchor_of_a_form_block_leads_to_it(client, home, book):
    page = make_page(home, body=[("entry_form", {"book": book, "anchor": "write"})])
    html = BeautifulSoup(client.get(page.url).content, "html.parser")
    assert html.select_one("#write form.wf-form")


def link_of(client, page, text="Leave an entry"):
    html = BeautifulSoup(client.get(page.url).content, "html.parser")
    return html.find("a", string=lambda words: words and text in words)["href"]


def test_leave_an_entry_leads_to_the_form_on_the_same_page(client, home, book):
    page = make_page(home, body=[("review_book", {"book": book}), ("entry_form", {"book": book})])
    link = link_of(client, page)
    html = BeautifulSoup(client.get(page.url).content, "html.parser")
    assert link == f"#form-{book.slug}"
    assert html.select_one(f"{link} form.wf-form")


def test_form_however_deep_and_with_a_name_of_its_own_is_found(client, home, book):
    form = ("entry_form", {"book": book, "anchor": "write"})
    page = make_page(home, body=[("review_book", {"book": book}), ("columns", {"columns": [[form]]})])
    assert link_of(client, page) == "#write"


def test_form_of_another_book_is_not_meant(client, home, book):
    other = make_book(slug="other", site=book.site)
    page = make_page(home, body=[("review_book", {"book": book}), ("entry_form", {"book": other})])
    assert link_of(client, page).startswith("/feedback/form/")


def test_links_follow_the_pages_they_lead_to(client, home, book):
    make_entry(book)
    target = make_page(home, title="Voices")
    body = [
        ("review_book", {"book": book, "form_page": target}),
        ("latest_entries", {"book": book, "link": target, "count": 3}),
    ]
    page = make_page(home, body=body)
    for slug in ("heard", "moved"):
        target.slug = slug
        target.save()
        assert (link_of(client, page), link_of(client, page, "All entries")) == (target.url, target.url)
    target.unpublish()
    assert link_of(client, page).startswith("/feedback/form/")


def test_only_book_is_chosen_already_in_the_editor(home, book):
    block = EntryFormBlock().child_blocks["book"]
    assert block.get_form_state(None)["id"] == book.pk
    make_book(slug="other")
    assert block.get_form_state(None) is None


def test_blocks_about_a_page_show_only_what_is_about_it(client, home, book):
    from wagtail_feedback.subjects import page_key

    page = make_page(home, body=[])
    make_entry(book, text="About this pan", about=page_key(page), about_label="Pan")
    make_entry(book, text="About the whole shop")
    page.body = [
        (
            "review_book",
            {"book": book, "about_page": True, "heading_level": "2", "per_page": 20, "show_summary": True},
        ),
        ("latest_entries", {"book": book, "about_page": True, "count": 3, "heading_level": "2"}),
        ("rating_summary", {"book": book, "about_page": True, "link": home}),
    ]
    page.save()
    html = client.get(page.url).content.decode()
    assert html.count("About this pan") == 3  # words in the book and in the latest, and the name of its link
    assert "whole shop" not in html
    assert "1 rating so far" in html


def test_form_about_a_page_keeps_the_page_as_its_subject(client, home, book):
    from wagtail_feedback.reviews.models import Entry
    from wagtail_feedback.subjects import page_key

    page = make_page(home, title="Pechora pan", body=[("entry_form", {"book": book, "about_page": True})])
    send(client, page)
    entry = Entry.objects.get()
    assert (entry.about, entry.about_label) == (page_key(page), "Pechora pan")


def test_editor_drops_the_blocks_on_a_page(admin, home, book):
    from wagtail.test.utils.form_data import nested_form_data, streamfield

    value = {"book": book.pk, "heading_level": 2, "per_page": 20, "form_page": "", "product": ""}
    data = nested_form_data(
        {"title": "New", "slug": "new", "body": streamfield([("review_book", value)]), "action-publish": "1"}
    )
    response = admin.post(f"/admin/pages/add/testsite/testpage/{home.pk}/", data)
    assert response.status_code == 302
    assert 'data-wf-block="review_book"' in admin.get("/en/new/").content.decode()


def test_page_that_a_block_links_to_is_named_in_the_editor(admin, home, book):
    target = make_page(home, title="All voices")
    page = make_page(home, body=[("rating_summary", {"book": book, "link": target})])
    assert "All voices" in admin.get(f"/admin/pages/{page.pk}/edit/").content.decode()
    assert page.body[0].value["link"].specific == target


def test_book_says_its_own_words_around_the_form(client, home, book):
    BookText.objects.filter(book=book, locale__language_code="en").update(
        intro="Tell us.", promise="Read twice a week.", thanks="Thank you, neighbour."
    )
    book.save()
    page = make_page(home, body=[("entry_form", {"book": book})])
    html = client.get(page.url).content.decode()
    assert "Tell us." in html and "Read twice a week." in html
    receipt = client.get(send(client, page)["Location"]).content.decode()
    assert "Read twice a week." in receipt and "Thank you, neighbour." in receipt
