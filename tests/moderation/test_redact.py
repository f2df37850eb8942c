from __future__ import annotations

import pytest

from tests.factories import make_entry
from wagtail_feedback.moderation.actions import RedactAction
from wagtail_feedback.reviews.models import Entry

pytestmark = [pytest.mark.django_db, pytest.mark.portable]
PHONE = "+7 910 000-00-14"


def test_redaction_shows_in_the_text_and_leaves_the_search(book):
    entry = make_entry(
        book, title=f"Call {PHONE}", text=f"Call me: {PHONE}, or {PHONE}.", name=f"Anna {PHONE}"
    )
    RedactAction(entry, text=PHONE).execute()
    entry.refresh_from_db()
    assert entry.text == "Call me: [removed], or [removed]."
    assert (entry.title, entry.name) == ("Call [removed]", "Anna [removed]")
    assert entry.redacted_at
    assert "000-00-14" not in entry.search_text


def test_text_that_do_not_occur_are_refused(book):
    entry = make_entry(book)
    with pytest.raises(ValueError, match="does not contain"):
        RedactAction(entry, text="nothing like it").execute()
    assert Entry.objects.get().redacted_at is None


def test_short_fields_stay_within_their_length(book):
    entry = make_entry(book, name="a" * 60)
    RedactAction(entry, text="a").execute()
    entry.refresh_from_db()
    assert len(entry.name) == 60
