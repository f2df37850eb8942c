"""A book and its entries can be carried from one database to another without their primary keys."""

from __future__ import annotations

import io
import json

import pytest
from django.core.management import call_command

from tests.factories import make_book, make_entry
from wagtail_feedback.reviews.models import Entry, ReviewBook

pytestmark = [pytest.mark.django_db, pytest.mark.portable]


def test_books_and_entries_are_carried_by_slug_and_number(tmp_path):
    entry = make_entry(make_book(slug="shop"), text="Good pan")
    out = io.StringIO()
    models = ["wagtail_feedback_reviews.reviewbook", "wagtail_feedback_reviews.entry"]
    call_command("dumpdata", *models, natural_primary=True, natural_foreign=True, stdout=out)
    rows = json.loads(out.getvalue())
    assert [row.get("pk") for row in rows] == [None, None]
    assert rows[1]["fields"]["book"] == ["shop"]

    entry.delete()
    ReviewBook.objects.update(name="Renamed")
    file = tmp_path / "rows.json"
    file.write_text(out.getvalue(), encoding="utf-8")
    call_command("loaddata", file, verbosity=0)
    assert ReviewBook.objects.get().name == "Shop"
    assert Entry.objects.get(public_id=entry.public_id).text == "Good pan"
