"""On the general page a visitor names the product that an entry is about."""

from __future__ import annotations

import pytest
from wagtail.models import Locale, PageViewRestriction, Site

from tests.factories import make_book, make_entry, make_page
from tests.submissions.forms import GOOD, errors_of, form_of, send, soup, typed
from wagtail_feedback import features
from wagtail_feedback.moderation.actions import EraseAction, RedactAction
from wagtail_feedback.reviews.models import Entry
from wagtail_feedback.subjects import Subject, page_key
from wagtail_feedback.utils import pages

pytestmark = [pytest.mark.django_db, pytest.mark.portable]


def make_product(home, book, title="Pechora pan", **fields):
    """A page with a block for the book that is only about the page, deep inside another block."""
    block = ("review_book", {"book": book, "about_page": True, "per_page": 20, "heading_level": "2"})
    return make_page(home, title=title, body=[("columns", {"title": "", "columns": [[block]]})], **fields)


@pytest.fixture
def pan(home, book):
    return make_product(home, book)


def names(client, page):
    """The names that the page's form offers."""
    return [option["value"] for option in soup(client.get(page.url)).select("form.wf-form datalist option")]


def stored():
    return Entry.objects.values_list("about", "about_label").get()


def test_the_form_offers_the_products_of_its_book(client, home, book, page, pan):
    make_product(home, book, "Azov kettle")
    make_product(home, make_book(), "Of another book")
    make_page(home, title="Of no product", body=[("review_book", {"book": book, "about_page": False})])
    assert names(client, page) == ["Azov kettle", "Pechora pan"]


def test_the_list_belongs_to_the_field(client, page, pan):
    form = form_of(client.get(page.url))
    field = form.select_one("[name=about]")
    assert form.select_one(f"datalist#{field['list']}") is not None
    assert form.select_one(f"label[for={field['id']}]").get_text(" ", strip=True).startswith("Which product?")
    assert form.select_one(f"#{field['aria-describedby']}") is not None


def test_without_products_nothing_is_asked(client, page):
    assert form_of(client.get(page.url)).select_one("[name=about]") is None


@pytest.mark.parametrize("name", ["Pechora pan", "  pechora  PAN "])
def test_a_named_product_is_what_the_entry_is_about(client, page, pan, name):
    send(client, page, about=name)
    assert stored() == (page_key(pan), "Pechora pan")


@pytest.mark.parametrize("name", ["The pan of my aunt", "home"])
def test_any_other_name_is_kept_as_it_was_typed(client, page, pan, name):
    send(client, page, about=name)
    assert stored() == ("", name)


def test_a_name_that_two_products_go_by_means_neither(client, home, book, page, pan):
    make_product(home, book)
    send(client, page, about="Pechora pan")
    assert stored() == ("", "Pechora pan")


def test_the_entry_shows_on_the_product_and_says_so_elsewhere(client, home, book, page, pan):
    make_entry(book, text="Heavy and good", about=page_key(pan), about_label="Pechora pan", rating=5)
    send(client, page, about="pechora pan")
    assert Entry.objects.filter(about=page_key(pan)).count() == 2
    assert "Heavy and good" in client.get(pan.url).content.decode()
    assert "Pechora pan" in soup(client.get(page.url)).select_one(".wf-entry__by").get_text()


def test_errors_keep_what_was_typed_and_open_the_fold(client, page, pan):
    answer = send(client, page, about="Pechora pan", text="")
    assert answer.status_code == 422
    assert typed(answer, "about") == "Pechora pan"
    assert form_of(answer).details.has_attr("open")
    assert len(form_of(answer).select("datalist option")) == 1


def test_a_name_that_is_too_long_is_said_beside_the_field(client, page, pan):
    answer = send(client, page, about="x" * 151)
    assert errors_of(answer) == ["150 characters at most; yours has 151"]
    assert typed(answer, "about") == "x" * 151


def test_a_page_that_a_cache_kept_loses_no_name(client, page, pan):
    kept = client.get(page.url)
    pan.unpublish()
    client.post(
        form_of(kept)["action"].partition("#")[0],
        {**GOOD, "about": "Pechora pan"},
        headers={"Sec-Fetch-Site": "same-origin"},
    )
    assert stored() == ("", "Pechora pan")


def test_the_page_of_the_form_itself_offers_it_too(client, book, pan):
    answer = client.get(f"/feedback/form/en/reviews.entry/{book.slug}/")
    assert [option["value"] for option in soup(answer).select("datalist option")] == ["Pechora pan"]


def test_a_form_about_a_page_says_so_and_asks_nothing(client, home, book, pan):
    pan.body = [("entry_form", {"book": book, "about_page": True, "heading_level": "2"})]
    pan.save_revision().publish()
    form = form_of(client.get(pan.url))
    assert form.select_one("[name=about]") is None
    assert form.get_text(" ", strip=True).startswith("About: Pechora pan")
    other = make_product(home, book, "Azov kettle")
    send(client, pan, about=other.title)
    assert stored() == (page_key(pan), "Pechora pan")


def test_names_are_in_the_readers_language(client, home, book, pan):
    russian = pan.copy_for_translation(Locale.objects.get(language_code="ru"), copy_parents=True)
    russian.title, russian.live = "Сковорода «Печора»", True
    russian.save_revision().publish()
    make_product(home, book, "Azov kettle")
    address = f"/feedback/form/%s/reviews.entry/{book.slug}/"
    for language, name in (("en", "Pechora pan"), ("ru", "Сковорода «Печора»")):
        options = soup(client.get(address % language)).select("datalist option")
        assert [option["value"] for option in options] == ["Azov kettle", name]


def publish(pan):
    pan.title = "Iron pan"
    pan.save_revision().publish()


def restrict(pan):
    PageViewRestriction.objects.create(page=pan, restriction_type="login")


def move(pan):
    root = make_page(None, title="Elsewhere")
    Site.objects.create(hostname="other.example", root_page=root)
    pan.move(root, pos="last-child")


@pytest.mark.parametrize(
    ("change", "offered"),
    [
        (publish, ["Iron pan"]),
        (restrict, []),
        (move, []),
        (lambda pan: pan.unpublish(), []),
        (lambda pan: pan.delete(), []),
    ],
    ids=["renamed", "private", "moved to another site", "unpublished", "deleted"],
)
@pytest.mark.django_db(transaction=True)
def test_the_list_follows_the_pages(client, page, pan, change, offered):
    assert names(client, page) == ["Pechora pan"]
    change(type(pan).objects.get(pk=pan.pk))
    assert names(client, page) == offered


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("change", [restrict, move], ids=["private", "moved to another site"])
def test_what_cannot_be_seen_cannot_be_named(client, page, pan, change):
    change(pan)
    send(client, page, about="Pechora pan")
    assert Entry.objects.get().about == ""


def test_a_new_product_is_offered_at_once(client, home, book, page, pan):
    names(client, page)
    new = make_product(home, book, "Azov kettle", live=False)
    new.save_revision().publish()
    assert names(client, page) == ["Azov kettle", "Pechora pan"]


def test_a_form_lists_no_more_than_it_can(client, home, book, page, pan, monkeypatch):
    monkeypatch.setattr("wagtail_feedback.subjects.MOST_LISTED", 2)
    for title in ("Azov kettle", "Baikal pot"):
        make_product(home, book, title)
    assert len(names(client, page)) == 2
    send(client, page, about="Pechora pan")
    assert stored() == (page_key(pan), "Pechora pan")


def test_pages_are_read_without_looking_up_what_their_blocks_choose(
    django_assert_max_num_queries, home, book, pan, client
):
    for number in range(10):
        make_product(home, book, f"Pan {number}")
    with django_assert_max_num_queries(7):
        assert len(pages.find_pages_about(book, book.site, 300)) == 11


class Products:
    def find(self, reference):
        return Subject("product:lid", "Lid")

    def get_choices(self, target, site):
        return [Subject("product:lid", "Lid")]


def test_a_site_offers_its_own_objects(client, page, monkeypatch):
    monkeypatch.setitem(features.subjects._things, "product", Products())
    assert names(client, page) == ["Lid"]
    send(client, page, about="lid")
    assert stored() == ("product:lid", "Lid")


def test_a_typed_name_is_checked_redacted_and_erased_like_other_words(client, page, pan):
    send(client, page, about="Call +7 912 345-67-89")
    entry = Entry.objects.get()
    assert [hold.spam_check for hold in entry.holds.all()] == ["personal"]
    RedactAction(entry, text="+7 912 345-67-89").execute()
    assert Entry.objects.get().shown.about_label == "Call [removed]"
    EraseAction(entry).execute()
    assert Entry.objects.get().about_label == ""
