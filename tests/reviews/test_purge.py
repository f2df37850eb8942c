"""A cache in front of the site forgets the pages that show a book, and no other."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail import hooks
from wagtail.models import Locale, ReferenceIndex

from tests.factories import make_book, make_entry, make_page
from tests.purging import Recorder
from tests.site.models import Notice
from wagtail_feedback.moderation.actions import (
    EraseAction,
    MarkSpamAction,
    PublishAction,
    RedactAction,
    UnmarkSpamAction,
    WithdrawAction,
    WithholdAction,
    execute_all,
)
from wagtail_feedback.reviews.actions import MarkSolvedAction, PublishAnswerAction
from wagtail_feedback.subjects import page_key
from wagtail_feedback.utils.frontend_cache import get_pages_showing

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.portable]


@pytest.fixture
def cached(settings):
    settings.WAGTAILFRONTENDCACHE = {"cdn": {"BACKEND": "tests.purging.Recorder"}}
    # Wagtail would add each address in every language, whether there is such a page or not.
    settings.WAGTAILFRONTENDCACHE_LANGUAGES = []
    Recorder.urls.clear()


@pytest.fixture
def purged(cached):
    """Addresses purged since the last call."""

    def paths():
        urls = sorted(url.removeprefix("http://testserver") for url in Recorder.urls)
        Recorder.urls.clear()
        return urls

    return paths


@pytest.fixture
def pages(home, book):
    """Pages that show the book: straight, deep inside another block, in Russian; and pages that do not."""
    deep = {"title": "", "columns": [[("latest_entries", {"book": book})]]}
    shown = [
        make_page(home, title="Plain", body=[("review_book", {"book": book})]),
        make_page(home, title="Deep", body=[("columns", deep)]),
        make_page(home, title="Russian", body=[("rating_summary", {"book": book})]),
    ]
    shown[2].locale = Locale.objects.get(language_code="ru")
    shown[2].save()
    make_page(home, title="Nothing", body=[("text", "Words")])
    make_page(home, title="Other", body=[("review_book", {"book": make_book()})])
    make_page(home, title="Draft", body=[("review_book", {"book": book})], live=False)
    return shown


@pytest.fixture
def form_pages(home, book):
    """Pages with nothing of the book but its form: straight, deep inside another block, by a snippet."""
    form = ("entry_form", {"book": book})
    notice = Notice.objects.create(title="Form", body=[form])
    bodies = [[form], [("columns", {"title": "", "columns": [[form]]})], [("notice", notice)]]
    return [make_page(home, title="Form", body=body) for body in bodies]


@pytest.fixture
def snippet_pages(home, book):
    """Pages that show the book by a snippet, and by a snippet in a snippet."""
    inner = Notice.objects.create(title="Inner", body=[("review_book", {"book": book})])
    outer = Notice.objects.create(title="Outer", body=[("notice", inner)])
    inner.body = [*inner.body.raw_data, {"type": "notice", "value": outer.pk}]
    inner.save()
    return [make_page(home, title="By a snippet", body=[("notice", each)]) for each in (inner, outer)]


def addresses(pages, *entries):
    """Of pages, and of entries: each in its own language and with the words around it in the other one."""
    own = [f"/feedback/entry:{entry.public_id}/" for entry in entries]
    return sorted([page.get_url() for page in pages] + own + [f"{url}ru/" for url in own])


@pytest.fixture
def entry(pages, book, cached):
    return make_entry(book, status="pending", kind="complaint")


def test_exactly_the_pages_that_show_the_book(pages, entry, purged):
    PublishAction(entry).execute()
    assert purged() == addresses(pages, entry)


def test_every_public_change_purges(pages, entry, purged):
    PublishAction(entry).execute()
    purged()
    for action in (
        PublishAnswerAction(entry, position="Sorry", role="Care"),
        RedactAction(entry, text="pan"),
        MarkSolvedAction(entry, solved=True),
        WithholdAction(entry, reason="abuse"),
        PublishAction(entry),
        WithdrawAction(entry),
        EraseAction(entry),
    ):
        action.execute()
        assert purged() == addresses(pages, entry), action


def test_what_nobody_saw_purges_nothing(pages, entry, purged):
    MarkSpamAction(entry).execute()
    UnmarkSpamAction(entry).execute()
    WithholdAction(entry, reason="abuse").execute()
    assert purged() == []


def test_many_entries_purge_each_page_once(pages, book, purged):
    entries = [make_entry(book, status="pending") for _number in range(5)]
    execute_all([PublishAction(entry) for entry in entries])
    assert purged() == addresses(pages, *entries)


def test_a_saved_book_purges_its_pages(pages, book, purged):
    book.save()
    assert purged() == addresses(pages)


def test_a_new_book_purges_nothing(pages, purged):
    make_book()
    assert purged() == []


def test_an_import_purges_once(home, book, run_import, write, purged):
    page = make_page(home, title="Clothes", body=[("review_book", {"book": book})])
    run_import(write("Text,Title,Stars\nThe handle,,5\n"))
    assert purged() == addresses([page])


def test_without_a_cache_nothing_is_purged(entry, settings):
    del settings.WAGTAILFRONTENDCACHE
    PublishAction(entry).execute()
    assert Recorder.urls == []


def test_pages_that_show_the_book_by_a_snippet(snippet_pages, book, cached, purged):
    entry = make_entry(book, status="pending")
    PublishAction(entry).execute()
    assert purged() == addresses(snippet_pages, entry)


def test_a_page_that_links_to_one_with_the_book_stays(home, pages, book, cached, purged):
    make_page(home, title="Link", body=[("rating_summary", {"book": make_book(), "link": pages[0]})])
    book.save()
    assert purged() == addresses(pages)


def test_forms_change_with_their_book_and_not_with_its_entries(form_pages, book, cached, purged):
    entry = make_entry(book, status="pending")
    PublishAction(entry).execute()
    assert purged() == addresses([], entry)
    book.save()
    assert purged() == addresses(form_pages)


def test_a_site_names_what_no_reference_tells(home, pages, book, cached, purged):
    bare = make_page(home, title="By a template tag")

    def name_pages(instance):
        return [bare, "http://testserver/feed/"] if instance == book else []

    with hooks.register_temporarily("wagtail_feedback_pages_to_purge", name_pages):
        book.save()
    assert purged() == sorted([*addresses([*pages, bare]), "/feed/"])


@pytest.fixture
def product_pages(home, book):
    """They show what is about themselves: by two blocks and a form, deep inside another, by a snippet."""
    blocks = [(name, {"book": book, "about_page": True}) for name in ("review_book", "latest_entries")]
    notice = Notice.objects.create(title="About its page", body=blocks)
    form = ("entry_form", {"book": book, "about_page": True})
    deep = ("columns", {"title": "", "columns": [blocks]})
    bodies = [[*blocks, form], [deep], [("notice", notice)]]
    return [make_page(home, title=f"Product {number}", body=body) for number, body in enumerate(bodies)]


def test_an_entry_purges_the_pages_of_its_subject_and_of_the_whole_book(pages, product_pages, book, purged):
    for page in product_pages:
        entry = make_entry(book, status="pending", about=page_key(page))
        PublishAction(entry).execute()
        assert purged() == addresses([*pages, page], entry)


def test_an_entry_about_the_shop_purges_no_page_of_a_product(pages, product_pages, entry, purged):
    PublishAction(entry).execute()
    assert purged() == addresses(pages, entry)


def test_a_saved_book_purges_the_pages_of_products_too(pages, product_pages, book, purged):
    book.save()
    assert purged() == addresses([*pages, *product_pages])


def test_a_decision_asks_as_much_with_many_product_pages(
    pages, product_pages, home, book, purged, django_assert_num_queries
):
    """Not one query and not one row more for a page more."""
    about = page_key(product_pages[0])
    with CaptureQueriesContext(connection) as few:
        get_pages_showing(book, forms=False, subjects=[about]).count()
    for number in range(5):
        make_page(home, title=f"More {number}", body=[("review_book", {"book": book, "about_page": True})])
    with django_assert_num_queries(len(few)):
        assert get_pages_showing(book, forms=False, subjects=[about]).count() == len(pages) + 1


def test_an_editor_is_told_where_a_product_page_uses_the_book(product_pages, book):
    """The path that says “about its own page” is one that Wagtail can describe."""
    usage = ReferenceIndex.get_grouped_references_to(book)
    described = {reference.describe_source_field() for _page, found in usage for reference in found}
    assert "Body → Review book" in described
