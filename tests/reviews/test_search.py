"""Readers find entries by any form of a word, on every database."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from wagtail.search.backends import get_search_backend
from wagtail.search.models import IndexEntry

from tests.factories import make_answer, make_book, make_entry
from wagtail_feedback.moderation import search_postgresql
from wagtail_feedback.moderation.actions import (
    EraseAction,
    PublishAction,
    RedactAction,
    WithdrawAction,
    execute_all,
)
from wagtail_feedback.moderation.search import find, update_index
from wagtail_feedback.reviews.actions import PublishAnswerAction
from wagtail_feedback.reviews.listing.query import ListingQuery, count_found, get_page
from wagtail_feedback.reviews.models import Entry
from wagtail_feedback.utils import stemming
from wagtail_feedback.utils.stemming import stem_text

# MariaDB's full-text index takes in a row when its transaction commits.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.portable]


def publish(book, text, **fields):
    entry = make_entry(book, status="pending", text=text, **fields)
    return PublishAction(entry).execute()


def found(query, **filters):
    return [entry.text for entry in find(Entry.objects.published().filter(**filters).newest(), query)[:21]]


def test_words_are_found_in_all_their_forms(book):
    publish(book, "В магазине сломали ручку", language="ru")
    publish(book, "Both handles are loose")

    assert found("магазинов") == ["В магазине сломали ручку"]
    assert found("РУЧКИ магазина") == ["В магазине сломали ручку"]
    assert found("handle") == ["Both handles are loose"]
    assert found("loose handles") == ["Both handles are loose"]
    assert found("loose ручка") == []


def test_an_addition_does_not_read_the_whole_index(book):
    """Fails where Wagtail's search gives another name to the weighing of titles, which we leave out."""
    entry = publish(book, "Both handles are loose")
    with CaptureQueriesContext(connection) as made:
        update_index(Entry, [entry.pk])
    assert made.captured_queries
    assert not [query["sql"] for query in made if "AVG(" in query["sql"].upper()]


@pytest.mark.parametrize(("walked", "rare", "compared"), [(1, 0, 1), (3, 0, 5), (1, 100, 1), (100, 0, 1)])
@pytest.mark.parametrize("query", ["handle", "handle lid", "rare", "nowhere"])
@pytest.mark.parametrize("order", ["newest", "lowest"])
def test_every_page_is_the_same_by_whichever_way_they_are_found(
    book, monkeypatch, walked, rare, compared, query, order
):
    for name, value in (("WALKED", walked), ("RARE", rare), ("COMPARED", compared)):
        monkeypatch.setattr(search_postgresql, name, value)
    words = ["handle", "lid", "handle lid", "rare handle", "handle lid", "lid handle", "lid"]
    made = [make_entry(book, text=text, rating=number % 3 or None) for number, text in enumerate(words)]
    update_index(Entry, [entry.pk for entry in made])
    page = get_page(book, "", ListingQuery(q=query, order=order), 2)
    seen = list(page)
    while page.has_next:
        page = get_page(book, "", ListingQuery(q=query, order=order, after=page.next_cursor), 2)
        seen += page
    wanted = [entry for entry in made if set(query.split()) <= set(entry.text.split())]
    if order == "lowest":
        wanted.sort(key=lambda entry: -(entry.rating or 9))
    assert seen == wanted[::-1]


def test_a_search_that_fills_its_page_is_not_counted(book):
    for _number in range(3):
        publish(book, "The handle")
    query = ListingQuery(q="handle")
    assert count_found(book, "", query, get_page(book, "", query, 3)) == 3
    assert count_found(book, "", query, get_page(book, "", query, 2)) is None


@pytest.mark.parametrize("most", [1, 2, 100])
@pytest.mark.parametrize("order", ["newest", "oldest"])
@pytest.mark.parametrize("are_common", [True, False])
def test_what_is_found_month_by_month_is_in_its_order(book, monkeypatch, most, order, are_common):
    words = frozenset(stem_text("handle").split()) if are_common else frozenset()
    monkeypatch.setattr(search_postgresql, "get_common_words", lambda alias: words)
    for name, value in (("WALKED", 1), ("RARE", 0), ("MOST_PERIODS", most)):
        monkeypatch.setattr(search_postgresql, name, value)
    months = (1, 2, 2, 5, 12)
    moments = [datetime(2025, month, number + 1, tzinfo=UTC) for number, month in enumerate(months)]
    made = [make_entry(book, text="handle", published_at=moment) for moment in moments]
    lid = make_entry(book, text="lid", published_at=datetime(2026, 1, 1, tzinfo=UTC))
    update_index(Entry, [entry.pk for entry in [*made, lid]])
    page = get_page(book, "", ListingQuery(q="handle", order=order), 3)
    assert list(page) == (made[::-1] if order == "newest" else made)[:3]
    page = get_page(book, "", ListingQuery(q="handle", order=order, after=page.next_cursor), 3)
    assert list(page) == (made[::-1] if order == "newest" else made)[3:]


@pytest.mark.parametrize(("walked", "compared"), [(1, 1), (1, 100), (100, 1)])
def test_words_known_as_common_are_found_too(book, monkeypatch, walked, compared):
    words = frozenset(stem_text("handle lid").split())
    monkeypatch.setattr(search_postgresql, "get_common_words", lambda alias: words)
    for name, value in (("WALKED", walked), ("COMPARED", compared)):
        monkeypatch.setattr(search_postgresql, name, value)
    made = [make_entry(book, text=text) for text in ("handle lid", "handle", "lid", "handle lid")]
    update_index(Entry, [entry.pk for entry in made])
    assert list(get_page(book, "", ListingQuery(q="handle lid"), 2)) == [made[3], made[0]]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="Elsewhere Wagtail's own way is the only one.")
def test_the_database_says_which_words_are_common(book):
    made = [make_entry(book, text="The handle") for _number in range(30)]
    update_index(Entry, [entry.pk for entry in made])
    search_postgresql._common_words.clear()
    assert search_postgresql.get_common_words("default") == frozenset()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE wagtailsearch_indexentry")
    assert search_postgresql.get_common_words("default") == frozenset()  # kept for a while
    search_postgresql._common_words.clear()
    assert set(stem_text("handle").split()) <= search_postgresql.get_common_words("default")
    search_postgresql._common_words.clear()


@pytest.mark.skipif(connection.vendor == "postgresql", reason="One statement adds or changes a row there.")
def test_rows_that_two_add_at_once_are_found(book, monkeypatch):
    entry = make_entry(book, text="The handle")
    search_index = type(get_search_backend().get_index_for_model(Entry))
    add_items, failures = search_index.add_items, [IntegrityError("another thread was faster")]

    def fail_once(self, model, rows):
        if failures:
            raise failures.pop()
        add_items(self, model, rows)

    monkeypatch.setattr(search_index, "add_items", fail_once)
    update_index(Entry, [entry.pk])
    assert found("handle") == ["The handle"]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="Elsewhere Wagtail's own way is the only one.")
def test_rows_of_the_index_are_those_that_wagtail_writes(book):
    entries = [publish(book, "Ручки & handles: it's a \x27quoted\x27 \\ text"), publish(book, "")]
    indexed = IndexEntry.objects.filter(object_id__in=[str(entry.pk) for entry in entries])
    indexed = indexed.filter(content_type=ContentType.objects.get_for_model(Entry)).order_by("pk")
    by_us = list(indexed.values())
    search_index = get_search_backend().get_index_for_model(Entry)
    search_index.add_items(Entry, Entry.objects.filter(pk__in=[entry.pk for entry in entries]))
    assert by_us == list(indexed.all().values()) and len(by_us) == 2


@pytest.mark.parametrize("query", ["xs", "5", "the", "it's", "на", "to be", "а", "N° 5"])
def test_short_and_common_words_count(book, query):
    publish(book, "The dress is XS, it's N° 5: to be or не на а")
    publish(book, "Unrelated")
    assert len(found(query)) == 1


@pytest.mark.parametrize(
    "query",
    [
        "+handle -loose",
        "handle*",
        '"handle',
        "handle'",
        "(handle",
        "handle) ~<>@",
        "handle & | !",
        "handle:*",
        "%handle_",
        "handle\\",
        "AND handle OR",
    ],
)
def test_signs_are_no_operators(book, query):
    publish(book, "The loose handle and or")
    assert found(query) == ["The loose handle and or"]


@pytest.mark.parametrize("query", ["", "  ", '!!! — "*"', "🙂", "\x00"])
def test_a_query_without_words_finds_nothing(book, query):
    publish(book, "The handle")
    assert found(query) == []


@pytest.mark.parametrize("query", ["x" * 5000, "handle " * 500, "ё" * 300])
def test_endless_queries_do_no_harm(book, query):
    publish(book, "The handle")
    assert found(query) in ([], ["The handle"])


def test_a_word_is_found_as_a_whole(book):
    publish(book, "A handlebar")
    assert found("hand") == []


def test_title_name_and_answer_are_found(book):
    entry = publish(book, "Text", title="Wobbly", name="Marguerite")
    PublishAnswerAction(entry, position="We sent a replacement", role="Care").execute()

    assert found("wobbly") == found("marguerite") == found("replacements") == ["Text"]


def test_found_entries_keep_the_order_and_the_filters(book):
    other = make_book()
    for number, rating in enumerate([3, 1, 5, 1]):
        publish(book, f"handle {number}", rating=rating)
    publish(other, "handle of another book")
    entries = Entry.objects.published().filter(book=book)

    assert [e.text[-1] for e in find(entries.newest(), "handle")] == ["3", "2", "1", "0"]
    lowest = find(entries.order_by("rating", "-published_at", "-id").for_page(), "handles")
    assert [e.text[-1] for e in lowest[:3]] == ["3", "1", "0"]
    assert len(find(entries.newest(), "handle")[:2]) == 2
    assert found("handle", book=book, rating=1) == ["handle 3", "handle 1"]


@pytest.mark.parametrize("action", [WithdrawAction, EraseAction])
def test_what_its_author_takes_away_leaves_the_index(book, action, indexed):
    entry = publish(book, "The handle")
    assert indexed() == [entry.pk]

    action(entry).execute()
    assert indexed() == found("handle") == []


@pytest.mark.parametrize("status", ["pending", "withheld", "spam", "unconfirmed"])
def test_what_is_not_public_is_indexed_for_the_desk_alone(book, status, indexed):
    entry = make_entry(book, status=status, text="The handle")
    assert (indexed(), found("handle")) == ([entry.pk], [])


def test_redacted_text_is_not_found(book):
    entry = publish(book, "Ask for Zebedee at the till")
    RedactAction(entry, text="Zebedee").execute()
    assert (found("zebedee"), len(found("till"))) == ([], 1)


def test_many_at_once(book, indexed):
    entries = [make_entry(book, status="pending") for _number in range(30)]
    execute_all([PublishAction(entry) for entry in entries])
    assert len(indexed()) == 30


def test_wagtails_own_command_indexes_whatever_has_words(book, indexed):
    shown = make_entry(book, text="The handle")
    make_answer(shown, position="<p>We sent a lid</p>")
    withheld = make_entry(book, status="withheld", text="The handle")
    make_entry(book, status="erased", text="The handle")

    call_command("update_index", verbosity=0)
    assert indexed() == [shown.pk, withheld.pk]
    assert found("lid") == found("handle") == ["The handle"]


def test_an_import_is_indexed(run_import, write):
    run_import(write("Text,Title,Stars\nThe handle,,5\n"))
    assert found("handles") == ["The handle"]


@pytest.fixture
def indexed():
    """Ids of the entries in the search index."""
    from wagtail.search.models import IndexEntry

    def ids():
        rows = IndexEntry.objects.filter(content_type=ContentType.objects.get_for_model(Entry))
        return sorted(int(pk) for pk in rows.values_list("object_id", flat=True))

    return ids


def test_text_is_stemmed_once_for_the_index(book, monkeypatch):
    entry = make_entry(book, text="Pancakes come off by themselves")
    asked = []
    stem_text = stemming.stem_text
    monkeypatch.setattr(stemming, "stem_text", lambda value: asked.append(value) or stem_text(value))
    update_index(Entry, [entry.pk])
    assert len(asked) == 1
