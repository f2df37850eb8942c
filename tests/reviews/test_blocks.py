"""Blocks in the hands of editors and of other people's templates."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.template import Context, Template
from wagtail import blocks

from tests.factories import make_entry, make_page
from wagtail_feedback.reviews.blocks import (
    EntryFormBlock,
    LatestEntriesBlock,
    RatingSummaryBlock,
    ReviewBookBlock,
)

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
        ("rating_summary", {"book": book, "about_page": True, "link": "/reviews/"}),
    ]
    page.save()
    html = client.get(page.url).content.decode()
    assert html.count("About this pan") == 3  # words in the book and in the latest, and the name of its link
    assert "whole shop" not in html
    assert "1 rating so far" in html


def test_form_about_a_page_keeps_the_page_as_its_subject(client, home, book):
    from tests.submissions.forms import send
    from wagtail_feedback.reviews.models import Entry
    from wagtail_feedback.subjects import page_key

    page = make_page(home, title="Pechora pan", body=[("entry_form", {"book": book, "about_page": True})])
    send(client, page)
    entry = Entry.objects.get()
    assert (entry.about, entry.about_label) == (page_key(page), "Pechora pan")


def test_editor_drops_the_blocks_on_a_page(admin, home, book):
    from wagtail.test.utils.form_data import nested_form_data, streamfield

    value = {"book": book.pk, "heading_level": 2, "per_page": 20, "form_link": "", "product": ""}
    data = nested_form_data(
        {"title": "New", "slug": "new", "body": streamfield([("review_book", value)]), "action-publish": "1"}
    )
    response = admin.post(f"/admin/pages/add/testsite/testpage/{home.pk}/", data)
    assert response.status_code == 302
    assert 'data-wf-block="review_book"' in admin.get("/en/new/").content.decode()
