"""What the files of other systems hold beside words and stars."""

from __future__ import annotations

from datetime import UTC, datetime
from unittest.mock import Mock

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale

from tests.factories import make_home, make_page, make_site
from wagtail_feedback.contacts.models import Contact
from wagtail_feedback.moderation import search
from wagtail_feedback.moderation.actions import PublishAction
from wagtail_feedback.outbox.models import OutboxMail
from wagtail_feedback.reviews.feature import entry_importer
from wagtail_feedback.reviews.feature.counters import EntryCounters
from wagtail_feedback.reviews.listing.cards import get_verification
from wagtail_feedback.reviews.models import Answer, AnswerVersion, Criterion, Entry, ReviewBook
from wagtail_feedback.subjects import page_key
from wagtail_feedback.submissions import importing

pytestmark = pytest.mark.portable
REPLY = {"text": "Text", "reply": "Reply", "replied": "When"}


def test_a_product_is_found_by_title_slug_or_address(run_import, write, book):
    pan = make_page(make_home(make_site()), title="Blue pan")
    names = ["Blue pan", pan.slug, f"https://old.example/products/{pan.slug}/?ref=1", "Red pan"]
    rows = "".join(f"Good {number},{name}\n" for number, name in enumerate(names))
    run_import(write(f"Text,Product\n{rows}"), {"text": "Text", "about": "Product"})

    found = list(Entry.objects.order_by("text").values_list("about", "about_label"))
    assert found == [(page_key(pan), "Blue pan")] * 3 + [("", "Red pan")]
    assert EntryCounters().count_wrong(book) == 0


def test_a_product_is_found_in_the_tree_of_another_language(run_import, write):
    pan = make_page(make_home(make_site()), title="Blue pan")
    russian = pan.copy_for_translation(Locale.objects.get(language_code="ru"), copy_parents=True)
    russian.title, russian.live = "Синяя сковорода", True
    russian.save_revision().publish()
    run_import(write("Text,Product\nGood,Синяя сковорода\n"), {"text": "Text", "about": "Product"})
    assert Entry.objects.get().about == page_key(pan)


def test_a_name_that_two_pages_go_by_is_only_a_label(run_import, write):
    home = make_home(make_site())
    for _ in range(2):
        make_page(home, title="Pan")
    run_import(write("Text,Product\nGood,Pan\n"), {"text": "Text", "about": "Product"})
    assert Entry.objects.values_list("about", "about_label").get() == ("", "Pan")


def test_a_page_that_is_not_public_is_only_a_label(run_import, write):
    make_page(make_home(make_site()), title="Secret pan").unpublish()
    run_import(write("Text,Product\nGood,Secret pan\n"), {"text": "Text", "about": "Product"})
    assert Entry.objects.get().about == ""


def test_a_reply_is_the_public_answer_with_its_date(run_import, write):
    run_import(write("Text,Reply,When\nLate,<p>Sorry &amp; thanks<br>Ann</p>,2024-05-07\n"), REPLY)

    entry, answer = Entry.objects.get(), Answer.objects.get()
    assert answer.position == "<p>Sorry &amp; thanks<br>Ann</p>"
    assert answer.published_at == entry.answered_at == datetime(2024, 5, 7, tzinfo=UTC)
    assert AnswerVersion.objects.get().is_published
    assert answer.role


def test_a_reply_is_whole_as_it_is(client, run_import, write, page):
    """The old system had no parts: nothing of its answer is to follow."""
    run_import(write("Text,Reply,When\nLate,Sorry,\n"), REPLY)
    html = client.get(page.url).content.decode()
    assert "Sorry" in html
    assert "To follow" not in html
    Answer.objects.update(done="<p>Paid</p>")
    ReviewBook.objects.get().save()
    assert "To follow" in client.get(page.url).content.decode()


def test_a_reply_holds_no_markup_of_its_own(run_import, write):
    reply = "&lt;script&gt;alert(1)&lt;/script&gt; <script>alert(2)</script>"
    run_import(write(f"Text,Reply,When\nLate,{reply},\n"), REPLY)
    assert Answer.objects.get().position == "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"


def test_the_reply_of_an_entry_that_waits_is_a_draft(run_import, write):
    run_import(write("Text,Reply,When\nLate,Sorry,\n"), REPLY, status="pending")
    assert not Answer.objects.exists()
    assert not AnswerVersion.objects.get().is_published
    assert Entry.objects.get().answered_at is None


def test_an_address_is_kept_and_never_written_to(
    run_import, write, mailoutbox, django_capture_on_commit_callbacks
):
    columns = {"text": "Text", "email": "Email"}
    run_import(write("Text,Email\nLate,Ann@Example.org\nGood,\n"), columns, status="pending")

    contact = Contact.objects.get()
    assert (contact.email_key, contact.accepts_mail) == ("ann@example.org", False)
    assert contact.submission == Entry.objects.get(text="Late")
    assert not OutboxMail.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        PublishAction(contact.submission).execute()
    assert mailoutbox == [] and not OutboxMail.objects.exists()  # nor does any wait


def test_an_address_that_is_none_is_told(run_import, write):
    report = run_import(write("Text,Email\nLate,ann at home\n"), {"text": "Text", "email": "Email"})
    assert "email “ann at home” is not an email address" in report


@pytest.mark.parametrize(
    ("cell", "status"),
    [
        *[("1", "published"), ("Published", "published"), ("true", "published"), ("ok", "published")],
        *[
            ("0", "pending"),
            ("unpublished", "pending"),
            ("hold", "pending"),
            ("", "pending"),
            ("spam", "spam"),
        ],
    ],
)
def test_only_what_was_approved_is_public(run_import, write, cell, status):
    run_import(write(f"Text,State\nGood,{cell}\n"), {"text": "Text", "approved": "State"})
    assert Entry.objects.get().status == status


def test_a_state_that_is_not_understood_publishes_nothing(run_import, write):
    report = run_import(write("Text,State\nGood,maybe\n"), {"text": "Text", "approved": "State"})
    assert "published “maybe” is neither yes nor no" in report
    assert not Entry.objects.exists()


def test_the_claim_of_the_source_is_kept_with_its_name(run_import, write):
    columns = {"text": "Text", "verified": "Verified"}
    run_import(write("Text,Verified\nGood,yes\nBad,unknown\n"), columns, source_name="Ozon")
    found = Entry.objects.order_by("text").values_list("source_name", "source_verified")
    assert list(found) == [("Ozon", False), ("Ozon", True)]


def test_readers_are_told_where_an_entry_came_from(run_import, write, book):
    run_import(write("Text\nGood\n"), {"text": "Text"}, source_name="<b>Ozon</b>")
    run_import(write("Text\nBad\n"), {"text": "Text"})
    told = [get_verification(entry).text for entry in Entry.objects.order_by("-text")]
    assert told == ["Imported from <b>Ozon</b>", "Imported"]


def test_ratings_in_detail_are_columns_of_their_own(run_import, write, book):
    Criterion.objects.create(book=book, slug="taste")
    columns = {"text": "Text", "rating.taste": "Taste"}
    run_import(write("Text,Taste\nGood,4/5\nBad,\n"), columns)
    assert list(Entry.objects.order_by("-text").values_list("ratings", flat=True)) == [{"taste": 4}, {}]
    assert EntryCounters().count_wrong(book) == 0


def test_html_becomes_text_unless_somebody_says_otherwise(run_import, write):
    file = write("Text\n<p>I&#8217;m happy</p><p>Really</p>\n")
    run_import(file, {"text": "Text"})
    assert Entry.objects.get().text == "I’m happy\n\nReally"
    run_import(file, {"text": "Text"}, plain_text=True)
    assert Entry.objects.filter(text__startswith="<p>").exists()


def test_two_sources_never_swallow_each_other(run_import, write):
    columns = {"text": "Text", "id": "Id"}
    run_import(write("Id,Text\n1,From the old shop\n"), columns, source_name="Old shop")
    run_import(write("Id,Text\n1,From the market\n"), columns, source_name="Market")
    assert Entry.objects.count() == 2


def test_ids_without_a_source_are_refused(run_import, write):
    with pytest.raises(CommandError, match="--source-name"):
        run_import(write("Id,Text\n1,Good\n"), {"text": "Text", "id": "Id"})


def test_an_import_that_stores_nothing_says_why(run_import, write):
    file = write("Text\nGood\n")
    run_import(file, {"text": "Text"})
    assert "there already, from the same source" in run_import(file, {"text": "Text"})
    assert "holds no rows" in run_import(write("Text\n"), {"text": "Text"})


def test_bad_rows_go_to_a_file_and_come_back_mended(run_import, write, tmp_path):
    bad = tmp_path / "bad.csv"
    run_import(write("Text,Title,Stars\n=SUM(A1),,9\nShort\nGood,,5\n"), bad_rows=bad)
    assert bad.read_text("utf-8-sig").splitlines() == [
        "line,reason,Text,Title,Stars,row",
        "2,rating “9” is not 1 to 5,'=SUM(A1),,9,",
        "3,1 column instead of 3,,,,Short",
    ]

    bad.write_text(bad.read_text("utf-8-sig").replace(",9,", ",4,"))
    run_import(bad)
    assert Entry.objects.get(rating=4).text == "=SUM(A1)"


def test_the_exit_code_tells_whether_rows_were_bad(book, write):
    arguments = (
        "feedback_import",
        "reviews",
        str(write("Text,Stars\nGood,9\n")),
        "--book=shop",
        "--map=text=Text",
    )
    call_command(*arguments)
    with pytest.raises(CommandError) as raised:
        call_command(*arguments, "--map=rating=Stars")
    assert raised.value.returncode == 1


@pytest.fixture
def count_queries(run_import, write):
    """Import one batch of so many rows, products, addresses, replies and all; the number of its statements.

    Inserts are left out, because SQLite takes few values at a time; the search index too, which comes after
    the commit.
    """
    home = make_home(make_site())
    pages = [make_page(home, title=f"Pan {number}") for number in range(5)]
    columns = {**REPLY, "email": "Email", "about": "Product", "rating": "Stars"}

    def count(rows):
        body = "".join(
            f"Text {rows}-{n},Sorry,2024-05-07,a{n}@example.org,{pages[n % 5].title},{n % 5 + 1}\n"
            for n in range(rows)
        )
        file = write(f"Text,Reply,When,Email,Product,Stars\n{body}")
        with CaptureQueriesContext(connection) as captured:
            assert run_import(file, columns).startswith(f"{rows} new")
        return sum(not query["sql"].startswith("INSERT") for query in captured.captured_queries)

    return count


def test_a_batch_of_many_rows_costs_no_more_queries_than_one_of_few(count_queries):
    count_queries(20)
    assert count_queries(400) <= count_queries(25)


@pytest.fixture
def import_35(run_import, write, monkeypatch, django_capture_on_commit_callbacks):
    """Import 35 rows in batches of ten, with what comes after the commits."""

    def run():
        monkeypatch.setattr(importing, "BATCH", 10)
        rows = "".join(f"Good {number},Sorry {number},\n" for number in range(35))
        with django_capture_on_commit_callbacks(execute=True):
            run_import(write(f"Text,Reply,When\n{rows}"), REPLY)

    return run


def test_the_search_index_takes_a_batch_at_a_time(import_35, monkeypatch):
    index = Mock()
    monkeypatch.setattr(entry_importer, "add_to_index", index)
    import_35()
    assert [len(call.args[1]) for call in index.call_args_list] == [10, 10, 10, 5]


@pytest.mark.django_db(transaction=True)  # InnoDB finds words once they are committed
def test_imported_words_are_found_and_those_of_the_reply_too(import_35):
    import_35()
    for words in ("good 7", "sorry 7"):
        assert [entry.text for entry in search.find(Entry.objects.order_by("id"), words)] == ["Good 7"]


def test_no_row_is_read_again_for_the_search_index(run_import, write, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as after_commit:
        run_import(write("Text,Reply,When\nGood,Sorry,\nBad,,\n"), REPLY)
    with CaptureQueriesContext(connection) as captured:
        for callback in after_commit:
            callback()
    assert not [query for query in captured.captured_queries if "reviews_answer" in query["sql"]]
    assert not [query for query in captured.captured_queries if "reviews_entry" in query["sql"]]


def test_a_search_engine_that_is_down_keeps_no_row_from_being_stored(import_35, monkeypatch, caplog):
    monkeypatch.setattr(entry_importer, "add_to_index", Mock(side_effect=OSError("no such engine")))
    import_35()
    assert Entry.objects.count() == 35
    assert "no such engine" in caplog.text
