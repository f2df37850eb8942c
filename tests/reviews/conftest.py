from __future__ import annotations

import json

import pytest
from django.core.management import call_command

from tests.factories import make_book
from wagtail_feedback.reviews.models import ReviewBook

COLUMNS = {"text": "Text", "title": "Title", "rating": "Stars"}


@pytest.fixture
def book(db) -> ReviewBook:
    return make_book(slug="clothes")


@pytest.fixture
def write(tmp_path):
    """Write a file of reviews: a string, bytes, or a list of objects as JSON."""

    def make(content, name="reviews.csv"):
        path = tmp_path / name
        if isinstance(content, str):
            content = content.encode()
        path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
        return path

    return make


@pytest.fixture
def run_import(book, capsys):
    """Import a file into the book; returns what the command printed."""

    def run(path, columns=COLUMNS, **options):
        pairs = [f"{field}={column}" for field, column in columns.items()]
        call_command("feedback_import", str(path), book=book.slug, map=pairs, **options)
        return capsys.readouterr().out

    return run
