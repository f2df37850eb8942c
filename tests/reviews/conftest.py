from __future__ import annotations

import json

import pytest
from django.core.management import CommandError, call_command

from tests.factories import make_book, make_home, make_page, make_site

COLUMNS = {"text": "Text", "title": "Title", "rating": "Stars"}


@pytest.fixture
def home(db):
    return make_home(make_site())


@pytest.fixture
def book(home):
    return make_book(slug="shop", consent=True)


@pytest.fixture
def page(home, book):
    """A page with an entry form and the book."""
    form = {"book": book, "about_page": False, "heading_level": "2"}
    shown = {**form, "per_page": 20, "show_summary": True, "show_filters": True}
    return make_page(home, title="Reviews", body=[("entry_form", form), ("review_book", shown)])


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
    """Import a file into the book; returns what the command printed, bad rows or not."""

    def run(path, columns=COLUMNS, **options):
        pairs = [f"{field}={column}" for field, column in columns.items()]
        arguments = [f"--book={book.slug}", *(f"--map={pair}" for pair in pairs)]
        for name, value in options.items():
            flag = f"--{name.replace('_', '-')}"
            arguments += [flag] if value is True else [f"{flag}={value}"]
        try:
            call_command("feedback_import", "reviews", str(path), *arguments)
        except CommandError as error:
            if "Bad rows" not in str(error):
                raise
        return capsys.readouterr().out

    return run
