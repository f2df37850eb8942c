"""A cache in front of the site forgets the pages that show a book, and no other."""

from __future__ import annotations

from typing import ClassVar

import pytest
from wagtail.contrib.frontend_cache.backends import BaseBackend
from wagtail.models import Locale

from tests.factories import make_book, make_entry, make_page
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

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.portable]


class Recorder(BaseBackend):
    """A cache that only writes down what it is told to forget."""

    urls: ClassVar[list[str]] = []

    def purge(self, url):
        self.urls.append(url)


@pytest.fixture
def cached(settings):
    settings.WAGTAILFRONTENDCACHE = {"cdn": {"BACKEND": f"{__name__}.Recorder"}}
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


def addresses(pages, *entries):
    return sorted([page.get_url() for page in pages] + [f"/feedback/entry:{e.public_id}/" for e in entries])


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
