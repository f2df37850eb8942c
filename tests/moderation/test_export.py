from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from urllib.parse import unquote

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.utils import translation
from openpyxl import load_workbook
from wagtail.models import GroupSitePermission
from wagtail.users.models import UserProfile

from tests import factories
from tests.moderation.conftest import open_desk
from wagtail_feedback.moderation.states import Reason, Status
from wagtail_feedback.reviews.models import Criterion, CriterionLabel
from wagtail_feedback.reviews.models.choices import Kind
from wagtail_feedback.site_settings import FeedbackSettings, TargetGroup, TargetGroupLabel
from wagtail_feedback.utils.spreadsheet import escape_formula

pytestmark = [pytest.mark.django_db, pytest.mark.portable]


@pytest.fixture
def exporter(site):
    permissions = ("moderate_entry", "export_entry", "view_contacts_entry")
    return open_desk(factories.make_user("exporter", permissions=permissions))


def table(response) -> list[dict[str, str]]:
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.mark.parametrize(
    "words",
    [
        "=1+1",
        "+7 910",
        "-5",
        "@SUM(A1)",
        "\tx",
        "\rx",
        "\nx",
        "＝1",
        "＋1",
        "－1",
        "＠x",
        " =1",
        "'=1",
        "''+1",
    ],
)
def test_no_cell_is_a_formula(words):
    assert escape_formula(words) == f"'{words}"


@pytest.mark.parametrize("words", ["", "5 stars", "a=b", "'tis a pan", "Да - нет", "•"])
def test_other_cells_stay_as_they_are(words):
    assert escape_formula(words) == words


def test_csv_holds_what_is_in_view(exporter, book):
    entry = factories.make_entry(
        book, kind="complaint", rating=1, title='=HYPERLINK("http://evil")', text='a;b,"c"\nd', name="@Anna"
    )
    factories.make_answer(entry, position="<p>You &amp; we</p>", done="<p>-1 day</p>")
    factories.make_entry(book, kind="question", title="other")
    (row,) = table(exporter.inbox(tab="published", kind="complaint", export="csv"))

    assert row["Title"] == '\'=HYPERLINK("http://evil")'
    assert row["Name"] == "'@Anna"
    assert row["Text"] == 'a;b,"c"\nd'
    assert (row["Kind"], row["Rating"], row["Number"]) == ("Complaint", "1", entry.public_id)
    assert row["What was done"] == "'-1 day"


def test_xlsx_holds_texts_and_no_formulas(exporter, book):
    factories.make_entry(book, title="=1+1", text="bell \x07")
    response = exporter.inbox(tab="published", export="xlsx")
    sheet = load_workbook(io.BytesIO(b"".join(response.streaming_content))).active
    cells = [cell for row in sheet.iter_rows() for cell in row]

    assert "'=1+1" in [cell.value for cell in cells]
    assert not [cell for cell in cells if cell.data_type == "f"]


def test_contact_columns_need_their_own_permission(exporter, book):
    factories.make_entry(book, email="anna@example.org", order_number="4-118")
    helper = open_desk(factories.make_user("helper", permissions=("moderate_entry", "export_entry")))

    (row,) = table(exporter.inbox(tab="published", export="csv"))
    assert (row["Email"], row["Order number"]) == ("anna@example.org", "'4-118")
    text = b"".join(helper.inbox(tab="published", export="csv").streaming_content).decode()
    assert "anna@example.org" not in text and "4-118" not in text and "Email" not in text


def test_addresses_only_of_sites_where_one_may_see_them(site, other_site, book):
    helper = factories.make_user("helper", permissions=("moderate_entry", "export_entry"))
    group = Group.objects.create(name="Locals")
    permission = Permission.objects.get(codename="view_contacts_entry")
    GroupSitePermission.objects.create(group=group, site=site, permission=permission)
    helper.groups.add(group)
    factories.make_entry(book, email="here@example.org")
    factories.make_entry(factories.make_book(site=other_site), email="there@example.org")

    emails = {row["Email"] for row in table(open_desk(helper).inbox(tab="published", export="csv"))}
    assert emails == {"here@example.org", ""}


def test_exporting_needs_its_permission(desk, book):
    for file_format in ("csv", "xlsx"):
        assert desk.inbox(export=file_format).status_code == 302
    assert "export=csv" not in desk.inbox().content.decode()


def test_every_row_is_there_once_in_chunks(exporter, book, monkeypatch):
    monkeypatch.setattr("wagtail_feedback.moderation.admin.export.CHUNK", 2)
    numbers = {
        factories.make_entry(book, status="pending", kind=kind).public_id
        for kind in ["review", "complaint"] * 4
    }
    rows = table(exporter.inbox(tab="read", export="csv"))

    assert len(rows) == 8 and {row["Number"] for row in rows} == numbers


def russian(desk):
    """Somebody who has the admin in Russian."""
    UserProfile.objects.update_or_create(user=desk.user, defaults={"preferred_language": "ru"})
    return desk


@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
def test_the_file_is_in_the_language_of_its_reader(exporter, book, file_format):
    factories.make_entry(book, status="withheld", kind="complaint")
    response = russian(exporter).inbox(tab="withheld", export=file_format)
    with translation.override("en"):  # as after the request, when the server reads the file
        body = b"".join(response.streaming_content)
    with translation.override("ru"):
        words = {str(word) for word in (Kind.COMPLAINT.label, Status.WITHHELD.label, Reason.ABUSE.label)}

    assert "Жалоба" in words
    if file_format == "csv":
        found = set(body.decode("utf-8-sig").replace("\r\n", ";").split(";"))
    else:
        found = {cell.value for row in load_workbook(io.BytesIO(body)).active.iter_rows() for cell in row}
    assert words <= found


def test_a_russian_name_stays_whole_in_the_header(exporter, book):
    header = russian(exporter).inbox(tab="published", export="csv")["Content-Disposition"]
    latin, _, whole = header.removeprefix('attachment; filename="').partition("\"; filename*=utf-8''")

    assert latin.isascii() and latin.endswith(".csv")
    assert unquote(whole).startswith("записи-published-")


def test_words_and_no_slugs(exporter, book):
    other = factories.make_book()
    for row, label in ((book, "Delivery"), (other, "Parcel")):
        criterion = Criterion.objects.create(book=row, slug="delivery")
        CriterionLabel.objects.create(owner=criterion, locale=factories.make_locale("en"), label=label)
        factories.make_entry(row, title=label, ratings={"delivery": 5, "gone": 4}, target_group="trade")
    group = TargetGroup.objects.create(settings=FeedbackSettings.for_site(book.site), slug="trade")
    TargetGroupLabel.objects.create(owner=group, locale=factories.make_locale("en"), label="Wholesale buyers")
    rows = {row["Title"]: row for row in table(exporter.inbox(tab="published", export="csv"))}

    for label in ("Delivery", "Parcel"):  # PostgreSQL keeps JSON in an order of its own
        assert set(rows[label]["Ratings in detail"].split("; ")) == {f"{label} 5", "gone 4"}
    assert rows["Parcel"]["Target group"] == "Wholesale buyers"
    assert rows["Parcel"]["Language"] == "English"


def test_order_numbers_stay_texts(exporter, book):
    factories.make_entry(book, order_number="00042", title="12.05")
    (row,) = table(exporter.inbox(tab="published", export="csv"))
    response = exporter.inbox(tab="published", export="xlsx")
    sheet = load_workbook(io.BytesIO(b"".join(response.streaming_content))).active
    cells = {cell.value: cell for cell in sheet[2]}

    assert (row["Order number"], row["Title"]) == ("'00042", "'12.05")
    assert (cells["00042"].data_type, cells["12.05"].number_format) == ("s", "@")


def test_a_long_file_asks_as_often_a_chunk(exporter, book, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr("wagtail_feedback.moderation.admin.export.CHUNK", 3)
    for number in range(7):
        factories.make_entry(book, ratings={"delivery": number % 5 + 1}, email=f"a{number}@example.org")
    response = exporter.inbox(tab="published", export="csv")

    with django_assert_num_queries(4):  # 3, 3, 1 and none
        assert len(table(response)) == 7


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_what_was_exported_comes_in_again_as_it_was(exporter, book, tmp_path, format):
    words = ["=1+1", "'=1", "''+7", "-5", "@x", "007", "+7 (912) 345-67-89", "＝1", "4-11", "'tis a pan", "5"]
    for text in words:
        factories.make_entry(book, text=text, title=text, name=text)
    path = tmp_path / f"exported.{format}"
    path.write_bytes(b"".join(exporter.inbox(tab="published", export=format).streaming_content))
    other = factories.make_book(slug="other")
    columns = ("text=Text", "title=Title", "name=Name", "rating=Rating")
    call_command("feedback_import", "reviews", path, "--book=other", *(f"--map={pair}" for pair in columns))
    stored = other.entries.values_list("text", "title", "name")
    assert sorted(stored) == sorted((text, text, text) for text in words)


def test_moments_and_ratings_are_those_of_the_row(exporter, book):
    """They are read from the database's own text, which differs between databases."""
    moment = datetime(2026, 3, 1, 22, 5, 9, 120_000, tzinfo=UTC)
    entry = factories.make_entry(book, ratings={"taste": 5, "speed": 1}, created_at=moment)
    (row,) = table(exporter.inbox(tab="published", export="csv"))
    assert row["Received"] == "2026-03-01 22:05"
    assert row["Published"] == entry.published_at.strftime("%Y-%m-%d %H:%M")
    assert sorted(row["Ratings in detail"].split("; ")) == ["speed 1", "taste 5"]
