"""Readers find entries by any form of a word, on every database."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import make_answer, make_book, make_entry
from wagtail_feedback.moderation.actions import (
    EraseAction,
    PublishAction,
    RedactAction,
    WithdrawAction,
    WithholdAction,
    execute_all,
)
from wagtail_feedback.reviews.actions import PublishAnswerAction
from wagtail_feedback.reviews.listing.search import find, update_index
from wagtail_feedback.reviews.models import Entry
from wagtail_feedback.utils import stemming

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
        update_index([entry.pk])
    assert made.captured_queries
    assert not [query["sql"] for query in made if "AVG(" in query["sql"].upper()]


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


@pytest.mark.parametrize(
    ("action", "options"), [(WithholdAction, {"reason": "abuse"}), (WithdrawAction, {}), (EraseAction, {})]
)
def test_what_leaves_the_book_leaves_the_index(book, action, options, indexed):
    entry = publish(book, "The handle")
    assert indexed() == [entry.pk]

    action(entry, **options).execute()
    assert indexed() == found("handle") == []


def test_a_waiting_entry_is_not_indexed(book, indexed):
    make_entry(book, status="pending", text="The handle")
    assert indexed() == []


def test_redacted_text_is_not_found(book):
    entry = publish(book, "Ask for Zebedee at the till")
    RedactAction(entry, text="Zebedee").execute()
    assert (found("zebedee"), len(found("till"))) == ([], 1)


def test_many_at_once(book, indexed):
    entries = [make_entry(book, status="pending") for _number in range(30)]
    execute_all([PublishAction(entry) for entry in entries])
    assert len(indexed()) == 30


def test_wagtails_own_command_indexes_published_entries_only(book, indexed):
    shown = make_entry(book, text="The handle")
    make_answer(shown, position="<p>We sent a lid</p>")
    make_entry(book, status="withheld", text="The handle")

    call_command("update_index", verbosity=0)
    assert indexed() == [shown.pk]
    assert found("lid") == found("handle") == ["The handle"]


def test_an_import_is_indexed(run_import, write):
    run_import(write("Text,Title,Stars\nThe handle,,5\n"))
    assert found("handles") == ["The handle"]


@pytest.fixture
def indexed():
    """Ids of the entries in the search index."""
    from django.contrib.contenttypes.models import ContentType
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
    update_index([entry.pk])
    assert len(asked) == 1
