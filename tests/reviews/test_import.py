"""A file of reviews becomes entries."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError

from tests.factories import make_book
from wagtail_feedback.outbox.models import OutboxMail
from wagtail_feedback.reviews.feature.counters import EntryCounters
from wagtail_feedback.reviews.feature.entry_importer import EntryRowImporter
from wagtail_feedback.reviews.listing.summary import summarise
from wagtail_feedback.reviews.models import Entry, Hold
from wagtail_feedback.submissions.models import WordRule

SLICE = Path(__file__).parents[1] / "data" / "clothing_slice.csv"
pytestmark = pytest.mark.portable
CLOTHES = {"text": "Review Text", "title": "Title", "rating": "Rating"}
ALL = {
    **{"id": "Id", "text": "Text", "kind": "Kind", "name": "Name", "place": "Town"},
    **{
        "area": "Area",
        "customer": "Customer",
        "language": "Language",
        "created": "Date",
        "rating": "Stars",
        "title": "Title",
    },
}
HEAD = "Text,Title,Stars\n"


def test_real_reviews_are_published_and_counted(run_import, book):
    report = run_import(SLICE, CLOTHES)

    assert report == "30 new, 0 already there, 0 duplicates, 0 bad\n"
    assert Entry.objects.published().filter(book=book, source="import").count() == 30
    assert summarise(book).rated == 30
    assert EntryCounters().count_wrong(book) == 0


def test_twice_adds_nothing(run_import):
    run_import(SLICE, CLOTHES)

    assert run_import(SLICE, CLOTHES).startswith("0 new, 30 already there")
    assert Entry.objects.count() == 30


def test_dry_run_reports_and_changes_nothing(run_import, book):
    key = book.fragment_key

    assert run_import(SLICE, CLOTHES, dry_run=True).splitlines() == [
        "Dry run: nothing was changed.",
        "30 new, 0 already there, 0 duplicates, 0 bad",
    ]
    book.refresh_from_db()
    assert (Entry.objects.count(), summarise(book).entries, book.fragment_key) == (0, 0, key)


def test_rendered_pages_are_made_anew(run_import, book):
    key = book.fragment_key
    run_import(SLICE, CLOTHES)
    book.refresh_from_db()
    assert book.fragment_key != key


def test_every_field(run_import, write):
    head = "Id,Text,Title,Stars,Kind,Name,Town,Area,Customer,Language,Date\n"
    run_import(
        write(head + "7,Late again,Late,2,Complaint,Anna,Riga,delivery,New,ru,2024-05-06\n"),
        ALL,
        source_name="Ozon",
    )

    entry = Entry.objects.get()
    assert (entry.text, entry.title, entry.rating, entry.kind) == ("Late again", "Late", 2, "complaint")
    assert (entry.name, entry.place, entry.area, entry.language) == ("Anna", "Riga", "delivery", "ru")
    assert entry.created_at == entry.published_at == datetime(2024, 5, 6, tzinfo=UTC)
    assert (entry.is_listed, entry.priority, entry.version, entry.visitor_type) == (True, 3, 0, "new")


def test_nothing_is_promised_and_nobody_gets_mail(run_import, write):
    run_import(write("Text,Kind\nLate again,complaint\n"), {"text": "Text", "kind": "Kind"})

    entry = Entry.objects.get()
    assert (entry.due_at, entry.needs_answer, entry.contact) == (None, False, None)
    assert not OutboxMail.objects.exists()


@pytest.mark.parametrize(("status", "held"), [("pending", ["words", "personal"]), ("published", [])])
def test_the_words_of_what_waits_are_checked(run_import, write, status, held):
    WordRule.objects.create(pattern="casino")
    run_import(write(HEAD + "Fine,,5\nCasino of ivan.petrov@mail.ru,,1\n"), status=status)
    found = Hold.objects.order_by("pk").values_list("submission__text", "spam_check")
    assert list(found) == [("Casino of ivan.petrov@mail.ru", check) for check in held]


@pytest.mark.parametrize("field", ["name", "place", "about"])
def test_everything_of_it_that_others_will_read_is_checked(run_import, write, field):
    WordRule.objects.create(pattern="casino")
    run_import(write("Text,More\nFine,Casino\n"), {"text": "Text", field: "More"}, status="pending")
    assert list(Hold.objects.values_list("spam_check", flat=True)) == ["words"]


def test_pending_waits_for_a_moderator(run_import, write, book):
    run_import(write(HEAD + "Good,,5\n"), status="pending")

    entry = Entry.objects.get()
    assert (entry.status, entry.is_listed, entry.published_at) == ("pending", False, None)
    assert summarise(book).entries == 0


def test_the_book_of_another_import_is_another_book(run_import, write, book):
    path = write(HEAD + "Good,,5\n")
    run_import(path)
    run_import(path, book=make_book().slug)
    assert Entry.objects.count() == 2


def test_the_same_text_is_one_entry_and_the_line_is_named(run_import, write):
    report = run_import(write(HEAD + "Good,,5\nBad,,1\nGood,,5\n"))

    assert report.splitlines() == [
        "2 new, 0 already there, 1 duplicates, 0 bad",
        "line 4: the same as an earlier row",
    ]


def test_ratings_without_text_all_count(run_import, write, book):
    path = write(HEAD + ",,5\n,,5\n,,1\n")

    assert run_import(path).startswith("3 new")
    assert run_import(path).startswith("0 new, 3 already there")
    assert summarise(book).by_rating()[5] == 2


def test_an_id_decides_what_is_the_same(run_import, write):
    columns = {"id": "Id", "text": "Text"}
    run_import(write("Id,Text\n1,Good\n2,Good\n"), columns, source_name="Old shop")

    report = run_import(write("Id,Text\n1,Good and better\n3,Good\n"), columns, source_name="Old shop")
    assert report.startswith("1 new, 1 already")
    assert Entry.objects.count() == 3


def test_excel_with_semicolons_in_a_russian_encoding(run_import, write):
    content = "Text;Title;Stars\r\nХорошо; Липа ;5\r\n"
    run_import(write(content.encode("cp1251")), encoding="cp1251", language="ru")

    entry = Entry.objects.get()
    assert (entry.text, entry.title, entry.language) == ("Хорошо", "Липа", "ru")


def test_utf16_of_a_spreadsheet(run_import, write):
    assert run_import(
        write("Text\tTitle\tStars\nGood\t\t5\n".encode("utf-16")), encoding="utf-16"
    ).startswith("1 new")


def test_text_is_normalised_as_in_the_form(run_import, write):
    run_import(write(HEAD + '"One\r\n\r\n\r\n\r\ntwo \u202egnp",,5\n'))
    assert Entry.objects.get().text == "One\n\ntwo gnp"


@pytest.mark.parametrize(
    ("book_slug", "pairs", "said"),
    [
        ("shop", ["text=Words"], "No column 'Words'. The columns are: 'Text', 'Title', 'Stars'."),
        ("shop", ["words=Text"], "FIELD being one of text, title, rating"),
        ("shop", ["text"], "write FIELD=COLUMN"),
        ("shop", ["name=Title"], "one of these at least: text, title, rating"),
        ("shoes", ["text=Text"], "No review book “shoes”; there are: shop."),
    ],
)
def test_a_mistake_in_the_command_is_explained(book, write, book_slug, pairs, said):
    with pytest.raises(CommandError, match=said.replace(".", r"\.")):
        call_command("feedback_import", "reviews", str(write(HEAD + "Good,,5\n")), book=book_slug, map=pairs)


def test_two_imports_at_the_same_time_add_each_row_once(run_import, write, monkeypatch):
    """The other one commits between our look at what is there and our insert."""
    path = write(HEAD + "Good,,5\nBad,,1\n")

    def too_late(importer, batch):
        monkeypatch.undo()
        run_import(path)
        raise IntegrityError

    monkeypatch.setattr(EntryRowImporter, "_create", too_late)

    assert run_import(path).startswith("0 new, 2 already there")
    assert Entry.objects.count() == 2
