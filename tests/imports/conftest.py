from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests import factories
from wagtail_feedback.imports.models import ImportRun

COLUMNS = {"column-text": "Text", "column-rating": "Stars", "column-created": "Date"}
OPTIONS = {"language": "en", "status": "published", "source": "import", "rating_scale": "5"}


@pytest.fixture
def site(db):
    return factories.make_site()


@pytest.fixture
def book(site):
    return factories.make_book(slug="shop")


class ImportScreen:
    """Somebody's way through the screens of an import."""

    def __init__(self, user, run_on_commit) -> None:
        self.client = Client()
        self.client.force_login(user)
        self.run_on_commit = run_on_commit

    def upload(self, content, name="reviews.csv", target="reviews:shop", **data):
        content = content if isinstance(content, bytes) else content.encode()
        data = {"target": target, "file": SimpleUploadedFile(name, content), **data}
        return self.client.post(reverse("feedback_imports:add"), data)

    def open(self, run=None):
        return self.client.get(self.url(run))

    def press(self, button, run=None, **data):
        with self.run_on_commit(execute=True):
            return self.client.post(self.url(run), {**COLUMNS, **OPTIONS, **data, button: "1"})

    def url(self, run=None, name="edit"):
        return reverse(f"feedback_imports:{name}", args=[(run or ImportRun.objects.latest("pk")).pk])


@pytest.fixture
def open_screen(book, django_capture_on_commit_callbacks):
    def make(user):
        return ImportScreen(user, django_capture_on_commit_callbacks)

    return make


@pytest.fixture
def screen(open_screen):
    """Of somebody who may import on every site."""
    return open_screen(factories.make_user("Ida", permissions=("import_entry",)))
