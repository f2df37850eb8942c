"""Files as other systems export them."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook

from wagtail_feedback.imports.presets import PRESETS
from wagtail_feedback.reviews.models import Answer, Entry

FILES = {path.stem: path for path in (Path(__file__).parents[1] / "data" / "imports").iterdir()}


@pytest.mark.parametrize("preset", PRESETS)
def test_a_file_comes_in_by_the_name_of_its_system(run_import, preset):
    report = run_import(FILES[preset], {}, preset=preset)

    assert "0 duplicates, 0 bad" in report
    good = Entry.objects.get(text__startswith="Good")
    assert (good.rating, good.status, good.created_at.year) == (5, "published", 2024)
    assert good.source_name == PRESETS[preset].label
    assert "<" not in good.text


@pytest.mark.parametrize("preset", ["woocommerce", "shopify", "judgeme", "yotpo", "site-reviews"])
def test_what_was_not_approved_there_waits_here(run_import, preset):
    run_import(FILES[preset], {}, preset=preset)
    assert Entry.objects.get(text="Bad").status == "pending"


@pytest.mark.parametrize("preset", ["woocommerce", "site-reviews"])
def test_a_rating_of_zero_is_none_there(run_import, preset):
    run_import(FILES[preset], {}, preset=preset)
    assert Entry.objects.get(text="Bad").rating is None


@pytest.mark.parametrize("preset", ["shopify", "judgeme", "trustpilot", "site-reviews"])
def test_replies_come_with_them(run_import, preset):
    run_import(FILES[preset], {}, preset=preset)
    assert Answer.objects.get().plain() == "Thanks"


OTHER_FORMS = {
    "yotpo": (
        "published,review_title,review_content,review_score,date,product_title,display_name,email\n"
        "true,Good,Fine,4,2024-05-31,Blue pan,Ann,ann@example.org\n"
    ),
    "trustpilot": (
        "review_id,stars,product_name,product_sku,content,consumer_name,created_at\n"
        "r1,4,Blue pan,BP-1,Fine,Ann,2024-05-31\n"
    ),
    "woocommerce": (
        "comment_ID,comment_author,comment_date,comment_content,comment_approved,rating,verified,title,"
        "product_SKU,product_title\n7,Ann,2024-05-31 10:00:00,Fine,1,4,1,Good,BP-1,Blue pan\n"
    ),
}


@pytest.mark.parametrize("preset", OTHER_FORMS)
def test_the_other_form_of_a_system_s_file_comes_in_too(run_import, write, preset):
    run_import(write(OTHER_FORMS[preset]), {}, preset=preset)
    entry = Entry.objects.get()
    assert (entry.text, entry.rating, entry.name, entry.about_label) == ("Fine", 4, "Ann", "Blue pan")
    assert (entry.status, entry.created_at.year) == ("published", 2024)


def test_who_bought_it_is_told_by_yotpo(run_import):
    run_import(FILES["yotpo"], {}, preset="yotpo")
    assert list(Entry.objects.order_by("rating").values_list("source_verified", flat=True)) == [False, True]


def test_the_fields_of_older_files_of_amazon(run_import, write):
    row = {
        "overall": 4.0,
        "summary": "Good",
        "reviewText": "Fine",
        "reviewTime": "09 13, 2009",
        "verified": True,
    }
    run_import(write(json.dumps(row)), {}, preset="amazon")
    entry = Entry.objects.get()
    assert (entry.title, entry.rating, entry.source_verified) == ("Good", 4, True)
    assert entry.created_at.date().isoformat() == "2009-09-13"


def test_a_map_wins_over_the_preset(run_import, write):
    run_import(write("title,body,headline\nA,Text,B\n"), {"title": "headline"}, preset="shopify")
    assert Entry.objects.get().title == "B"


def test_an_excel_file_is_read_like_any_other(run_import, write):
    book, output = Workbook(), BytesIO()
    for row in (["Отзывы за год"], ["Отзыв", "Оценка", "Дата"], ["Хорошо", "5 из 5", "5 января 2026"]):
        book.active.append(row)
    book.save(output)
    columns = {"text": "Отзыв", "rating": "Оценка", "created": "Дата"}
    run_import(write(output.getvalue(), "reviews.xlsx"), columns)
    assert Entry.objects.values_list("text", "rating").get() == ("Хорошо", 5)


def test_ratings_are_read_as_somebody_says(run_import, write):
    file = write("Text,Stars\nA,отлично\nB,9\nC,7\n")
    columns = {"text": "Text", "rating": "Stars"}
    run_import(file, columns, rating_words="отлично=5", rating_scale=10, round_ratings=True)
    assert list(Entry.objects.order_by("text").values_list("rating", flat=True)) == [5, 5, 4]
