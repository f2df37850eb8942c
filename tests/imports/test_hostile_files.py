"""A wrong file gets words, never an error page; a hostile one costs nothing."""

from __future__ import annotations

import io
import zipfile

import pytest
from openpyxl import Workbook

from wagtail_feedback.imports import forms
from wagtail_feedback.imports.models import ImportRun
from wagtail_feedback.utils.tabular import xlsx_reader


def workbook(*rows):
    book, output = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(output)
    return output.getvalue()


def archive(**parts):
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts.items():
            target.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return output.getvalue()


HOSTILE = {
    "empty": b"",
    "only a line break": b"\n",
    "picture": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20,
    "GIF with script": b"GIF89a/*" + bytes(range(32)) * 20 + b"*/=1;alert(1)",
    "old Excel": b"\xd0\xcf\x11\xe0" + b"\0" * 600,
    "other archive": archive(readme_xml="<a/>"),
    "cut archive": workbook(["Text"], ["Good"])[:200],
    "entities": archive(xl__workbook_xml='<!DOCTYPE a [<!ENTITY b "c">]><workbook/>'),
    "no sheet": archive(xl__workbook_xml="<workbook/>"),
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE)
def test_a_wrong_file_gets_words(screen, content):
    response = screen.upload(content)
    assert response.status_code == 200
    assert response.context["form"].errors["file"]
    assert not ImportRun.objects.exists()


def test_a_decompression_bomb_is_refused_before_it_is_unpacked(screen, monkeypatch):
    monkeypatch.setattr(xlsx_reader, "MOST_UNPACKED", 100_000)
    bomb = archive(xl__workbook_xml="<workbook/>", xl__sharedStrings_xml=b"x" * 200_000)
    assert len(bomb) < 2_000
    assert "unpacks to too much" in str(screen.upload(bomb, "a.xlsx").context["form"].errors)


def test_a_file_that_is_too_large_is_refused(screen, monkeypatch):
    monkeypatch.setattr(forms, "MOST_BYTES", 10)
    assert "larger than 20 MB" in str(screen.upload("Text\n" + "x" * 20).context["form"].errors)


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", 'a";x=\r\nb.csv', "x" * 300 + ".csv", "<script>.csv", "✓"]
)
def test_the_name_of_a_file_is_only_shown(screen, name):
    screen.upload("Text\nGood\n", name)
    stored = ImportRun.objects.get().file_name
    assert len(stored) <= 100
    assert not set(stored) & set('/\\"\r\n<>')
    assert screen.open().status_code == 200


def test_markup_in_a_file_is_shown_as_text(screen):
    screen.upload("Text,<script>alert(1)</script>\n<img src=x onerror=alert(1)>,b\n")
    page = screen.open().content.decode()
    assert "<script>alert(1)</script>" not in page
    assert "<img src=x" not in page


def test_a_sheet_with_rows_far_below_ends_where_its_rows_end(tmp_path):
    book = Workbook()
    book.active.append(["Text", "Stars"])
    book.active.append(["Good", 5])
    book.active.cell(row=900_000, column=1, value="far")
    path = tmp_path / "far.xlsx"
    book.save(path)
    assert len(list(xlsx_reader.xlsx_rows(path))) == 1
