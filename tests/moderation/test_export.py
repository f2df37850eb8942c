from __future__ import annotations

import csv
import io

import pytest
from django.contrib.auth.models import Group, Permission
from openpyxl import load_workbook
from wagtail.models import GroupSitePermission

from tests import factories
from tests.moderation.conftest import open_desk
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
    assert (row["E-mail"], row["Order number"]) == ("anna@example.org", "4-118")
    text = b"".join(helper.inbox(tab="published", export="csv").streaming_content).decode()
    assert "anna@example.org" not in text and "4-118" not in text and "E-mail" not in text


def test_addresses_only_of_sites_where_one_may_see_them(site, other_site, book):
    helper = factories.make_user("helper", permissions=("moderate_entry", "export_entry"))
    group = Group.objects.create(name="Locals")
    permission = Permission.objects.get(codename="view_contacts_entry")
    GroupSitePermission.objects.create(group=group, site=site, permission=permission)
    helper.groups.add(group)
    factories.make_entry(book, email="here@example.org")
    factories.make_entry(factories.make_book(site=other_site), email="there@example.org")

    emails = {row["E-mail"] for row in table(open_desk(helper).inbox(tab="published", export="csv"))}
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
