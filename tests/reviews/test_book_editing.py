"""Editors see a book's words before visitors do, and find the words of last month again."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from tests.admin_forms import as_shown
from tests.factories import make_book, make_entry, make_home, make_site
from tests.moderation.test_permissions import on_site
from wagtail_feedback.reviews.models import Entry, ReviewBook

pytestmark = pytest.mark.django_db
SNIPPET = "wagtailsnippets_wagtail_feedback_reviews_reviewbook"


def url(name, *args):
    return reverse(f"{SNIPPET}:{name}", args=args)


@pytest.fixture
def shop(home):
    return make_book(slug="shop", consent=True, site=home.get_site())


def preview(client, book, mode, **changes):
    data = {**as_shown(client.get(url("edit", book.pk))), **changes}
    assert client.post(url("preview_on_edit", book.pk), data).json()["is_valid"]
    response = client.get(url("preview_on_edit", book.pk), {"mode": mode})
    return BeautifulSoup(response.content, "html.parser")


def field_of(client, book, value):
    """Name of the field that holds this value in the editor."""
    data = as_shown(client.get(url("edit", book.pk)))
    return next(name for name, held in data.items() if held == value)


def test_unsaved_words_are_previewed_in_a_form_that_nobody_can_send(admin_client, shop):
    title = field_of(admin_client, shop, "Review book")
    html = preview(admin_client, shop, "en", **{title: "Voices of our customers"})
    assert html.h1.get_text() == "Voices of our customers"
    assert html.select("form.wf-form fieldset[disabled]")
    assert "Voices" not in admin_client.get("/feedback/form/en/reviews.entry/shop/").content.decode()


def test_preview_has_a_mode_for_each_language(admin_client, shop):
    assert [code for code, _name in shop.preview_modes] == ["en", "ru"]
    html = preview(admin_client, shop, "ru")
    assert html.html["lang"] == "ru" and html.h1.get_text() == "Книга отзывов"


def test_words_of_before_are_kept_and_brought_back(admin_client, shop):
    title = field_of(admin_client, shop, "Review book")
    for words in ("First words", "Second words"):
        data = {**as_shown(admin_client.get(url("edit", shop.pk))), title: words}
        assert admin_client.post(url("edit", shop.pk), data).status_code == 302
    first = shop.revisions.order_by("pk").first()
    revert = url("revisions_revert", shop.pk, first.pk)
    shown = as_shown(admin_client.get(revert)).values()
    assert "First words" in shown and "Second words" not in shown


def test_bringing_back_words_touches_no_entry_and_renews_what_is_drawn(admin_client, shop):
    shop.save_revision()
    entry, before = make_entry(shop), ReviewBook.objects.get().fragment_key
    revision = shop.revisions.get()
    revert = url("revisions_revert", shop.pk, revision.pk)
    data = {**as_shown(admin_client.get(revert)), "revision": revision.pk}
    assert admin_client.post(url("edit", shop.pk), data).status_code == 302
    assert Entry.objects.get().version == entry.version
    assert ReviewBook.objects.get().fragment_key != before


@pytest.mark.parametrize("name", ["edit", "preview_on_edit", "revisions_view", "revisions_compare"])
def test_books_of_other_sites_stay_closed(client, shop, name):
    revisions = [shop.save_revision().pk, shop.save_revision().pk]
    other = make_site("second.example")
    make_home(other)
    client.force_login(on_site(other, "change_reviewbook"))
    args = {"revisions_view": revisions[:1], "revisions_compare": revisions}.get(name, [])
    assert client.get(url(name, shop.pk, *args)).status_code in {302, 403, 404}
