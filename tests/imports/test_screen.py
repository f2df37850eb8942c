"""Upload, columns, check, import, report."""

from __future__ import annotations

import io

import pytest
from django.core.management import call_command
from django.urls import reverse
from openpyxl import Workbook
from wagtail.models import GroupSitePermission

from tests import factories
from wagtail_feedback.imports import tasks
from wagtail_feedback.imports.models import ImportPart, ImportRun
from wagtail_feedback.reviews.models import Entry

pytestmark = pytest.mark.portable
FILE = "Text,Stars,Date\nGood,5,2024-05-06\nBad,9,2024-05-07\n"


def test_a_file_becomes_entries_in_four_steps(screen, book):
    screen.upload(FILE)
    assert "Good" in screen.open().content.decode()

    screen.press("check")
    assert not Entry.objects.exists()
    page = screen.open().content.decode()
    assert "1 new, 0 already there, 0 duplicates, 1 bad" in page
    assert "rating “9” is not 1 to 5" in page

    screen.press("import")
    entry = Entry.objects.get()
    assert (entry.text, entry.rating, entry.book, entry.status) == ("Good", 5, book, "published")
    assert ImportRun.objects.get().status == "done"


def test_the_file_is_deleted_once_it_is_imported(screen):
    screen.upload(FILE)
    screen.press("check")
    assert ImportPart.objects.filter(kind="upload").exists()
    screen.press("import")
    assert set(ImportPart.objects.values_list("kind", flat=True)) == {"bad_rows"}


def test_bad_rows_are_downloaded_without_formulas(screen):
    screen.upload("Text,Stars,Date\n=1+1,9,2024-05-07\n")
    screen.press("check")

    response = screen.client.get(screen.url(name="bad_rows"))

    lines = b"".join(response.streaming_content).decode("utf-8-sig").splitlines()
    assert lines == [
        "line,reason,Text,Stars,Date,row",
        "2,rating “9” is not 1 to 5,'=1+1,9,2024-05-07,",
    ]
    assert "no-store" in response["Cache-Control"]
    assert response["X-Content-Type-Options"] == "nosniff"


def test_nothing_is_imported_unchecked(screen):
    screen.upload(FILE)
    screen.press("import")
    assert ImportRun.objects.get().status == "checked"
    assert not Entry.objects.exists()


def test_an_imported_file_is_not_imported_again(screen):
    screen.upload(FILE)
    screen.press("check")
    screen.press("import")
    screen.press("import")
    assert Entry.objects.count() == 1


def test_the_columns_of_a_known_system_are_proposed(screen):
    screen.upload("comment_ID,comment_content,rating\n1,Good,5\n", preset="woocommerce")
    form = screen.open().context["form"]
    assert form["column-text"].value() == "comment_content"
    assert form["column-id"].value() == "comment_ID"
    assert form["source_name"].value() == "WooCommerce"


def test_nothing_unseen_comes_with_the_name_of_the_source(screen):
    screen.upload(FILE)
    for button in ("check", "import"):
        screen.press(button, source_name="Old\u202e\ufff9  shop")
    assert Entry.objects.get().source_name == "Old shop"


def test_dates_that_may_be_two_are_asked(screen):
    screen.upload("Text,Stars,Date\nGood,5,01/05/2024\n")
    screen.press("check")
    assert "may be 1 May 2024 or 5 January 2024" in screen.open().content.decode()

    screen.press("check", date_format="day-first")
    screen.press("import", date_format="day-first")
    assert Entry.objects.get().created_at.month == 5


def test_what_is_said_wrongly_is_told_at_its_field(screen):
    screen.upload(FILE)
    response = screen.press("check", date_format="often", rating_words="good")
    assert set(response.context["form"].errors) == {"date_format", "rating_words"}


def test_too_many_rows_are_refused_in_words(screen, monkeypatch):
    monkeypatch.setattr(tasks, "MOST_ROWS_IN_REQUEST", 1)
    screen.upload(FILE)
    screen.press("check")
    assert "More than 1 rows" in screen.open().content.decode()


def test_a_failure_is_told_and_can_be_tried_again(screen, monkeypatch):
    def fail(*args):
        raise RuntimeError

    screen.upload(FILE)
    with monkeypatch.context() as broken:
        broken.setattr(tasks, "_run", fail)
        screen.press("check")
    assert "Something went wrong" in screen.open().content.decode()
    screen.press("check")
    assert ImportRun.objects.get().status == "checked"


def test_a_running_import_shows_how_far_it_is_and_asks_again(screen):
    screen.upload(FILE)
    ImportRun.objects.update(status="running", report={"created": 1500})
    response = screen.open()
    assert response["Refresh"] == "3"
    assert "1500" in response.content.decode().replace(",", "")


def test_a_file_can_be_thrown_away(screen):
    screen.upload(FILE)
    screen.client.post(screen.url(name="delete"))
    assert not ImportRun.objects.exists()
    assert not ImportPart.objects.exists()


def test_only_those_who_may_import_see_any_of_it(screen, open_screen):
    screen.upload(FILE)
    other = open_screen(factories.make_user("Max", permissions=("moderate_entry", "export_entry")))
    for name in ("index", "add"):
        assert other.client.get(reverse(f"feedback_imports:{name}")).status_code == 302
    assert other.open().status_code == 302
    assert other.press("check").status_code == 302
    for name in ("bad_rows", "delete"):
        assert other.client.get(screen.url(name=name), follow=True).status_code == 404


def test_somebody_of_another_site_sees_neither_book_nor_file(screen, open_screen):
    screen.upload(FILE)
    user = factories.make_user("Nora", permissions=())
    other_site = factories.make_site("other.example")
    permission = factories.Permission.objects.get(codename="import_entry")
    group = factories.make_group(user)
    GroupSitePermission.objects.create(group=group, site=other_site, permission=permission)
    other = open_screen(user)

    assert "reviews.csv" not in other.client.get(reverse("feedback_imports:index")).content.decode()
    assert other.upload(FILE).context["form"].errors["target"]
    for name in ("edit", "delete", "bad_rows"):
        assert other.client.get(screen.url(name=name), follow=True).status_code == 404


def test_messages_keep_the_language_of_whoever_started_it(screen):
    screen.upload(FILE)
    screen.press("check")
    assert ImportRun.objects.get().language == "en"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "xlsx"])
def test_erasing_a_person_deletes_files_that_name_the_address(screen, capsys, encoding):
    rows = [["Text", "Email"], ["Late", "Ann@Example.org"]]
    content = workbook_of(rows) if encoding == "xlsx" else csv_of(rows).encode(encoding)
    screen.upload(content)
    screen.upload(csv_of([["Text", "Email"], ["Late", "joann@example.org"]]))
    call_command("feedback_erase_person", "ann@example.org", "--yes")
    assert "Files of imports deleted: 1" in capsys.readouterr().out
    assert ImportRun.objects.count() == 1 and ImportPart.objects.count() == 1


def test_erasing_a_person_deletes_bad_rows_and_reports_that_name_the_address(screen):
    screen.upload("Text,Stars,Date,Email\nLate,nine,2026-01-01,ann@example.org\n")
    screen.press("check")
    screen.press("import")
    run = ImportRun.objects.get()
    assert run.parts.get().kind == ImportPart.Kind.BAD_ROWS
    call_command("feedback_erase_person", "ann@example.org", "--yes")
    assert not ImportRun.objects.exists()


def test_a_running_import_is_left_alone(screen, capsys):
    screen.upload("Text,Email\nLate,ann@example.org\n")
    ImportRun.objects.update(status=ImportRun.Status.RUNNING)
    call_command("feedback_erase_person", "ann@example.org", "--yes")
    assert "Nothing is stored" in capsys.readouterr().out and ImportRun.objects.exists()


def csv_of(rows):
    return "\n".join(",".join(row) for row in rows) + "\n"


def workbook_of(rows):
    book, output = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(output)
    return output.getvalue()
