"""Somebody brings a file, without any script."""

from __future__ import annotations

import os

import pytest
from django.urls import reverse

from tests.browser.people import Moderator
from tests.browser.test_accessible import KNOWN_OF_WAGTAIL, problems
from tests.factories import make_user
from wagtail_feedback.reviews.models import Entry

pytestmark = pytest.mark.browser
FILE = {
    "name": "reviews.csv",
    "mimeType": "text/csv",
    "buffer": b"title,body,rating,review_date,reviewer_name\nGood,A fine pan,5,2025-01-05 10:00:00 UTC,Ann\n"
    b"Bad,Too small,9,2025-01-06 10:00:00 UTC,Bob\n",
}


@pytest.mark.parametrize("script", [False, True], ids=["without script", "with script"])
def test_a_file_is_imported_on_the_screen(new_page, book, script):
    make_user("ida", permissions=("import_entry", "moderate_entry"))
    page = new_page(java_script_enabled=script)
    Moderator(page, "ida")

    page.goto(reverse("feedback_imports:index"))
    page.goto(reverse("feedback_imports:add"))
    page.select_option("[name=preset]", "judgeme")
    page.set_input_files("[name=file]", FILE)
    page.click("main form button[type=submit]")
    page.wait_for_load_state()
    assert page.locator("[name='column-text']").input_value() == "body"
    page.select_option("[name=status]", "published")
    found = problems(page, KNOWN_OF_WAGTAIL) if script else []
    page.click("button[name=check]")
    page.wait_for_load_state()
    assert "1 new" in page.locator("main").inner_text()
    assert Entry.objects.count() == 0
    if folder := os.environ.get("SHOTS"):
        page.screenshot(path=f"{folder}/import-{script}.png", full_page=True)
    page.click("button[name=import]")
    page.wait_for_load_state()

    entry = Entry.objects.get()
    assert (entry.title, entry.source_name, entry.status) == ("Good", "Judge.me", "published")
    assert page.get_by_text("Download the bad rows").is_visible()
    assert found == []
