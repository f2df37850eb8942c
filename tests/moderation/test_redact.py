"""A redaction is a mark in what is stored and a word of the reader's language in what is shown."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import translation

from tests.factories import make_entry, make_user
from tests.moderation.conftest import open_desk
from tests.visitor import send_form
from wagtail_feedback.moderation.actions import RedactAction
from wagtail_feedback.reviews.listing import rendering
from wagtail_feedback.reviews.listing.cards import render_entry
from wagtail_feedback.reviews.listing.structured_data import product_markup
from wagtail_feedback.reviews.models import Entry
from wagtail_feedback.utils import redaction
from wagtail_feedback.utils.redaction import MARK
from wagtail_feedback.utils.text import normalise

pytestmark = [pytest.mark.django_db, pytest.mark.portable]
AVERAGE = SimpleNamespace(shown_average=4, rated=5)
PHONE = "+7 910 000-00-14"


@pytest.fixture
def in_its_language(monkeypatch):
    """The word for what was taken out names the language it is shown in."""
    monkeypatch.setattr(redaction, "pgettext", lambda _context, _words: f"[{translation.get_language()}]")


@pytest.fixture
def redacted(book):
    entry = make_entry(
        book,
        title=f"Call {PHONE}",
        text=f"Call me: {PHONE}, or {PHONE}.",
        name=f"Anna {PHONE}",
        place=f"Perm {PHONE}",
        place_source="asked",
    )
    return RedactAction(entry, text=PHONE).execute()


def test_every_occurrence_is_replaced_and_none_is_found(redacted):
    redacted.refresh_from_db()
    assert redacted.text == f"Call me: {MARK}, or {MARK}."
    assert (redacted.title, redacted.name) == (f"Call {MARK}", f"Anna {MARK}")
    assert redacted.redacted_at
    assert "14" not in redacted.search_words().split()


def test_readers_see_a_word_in_its_place(redacted):
    assert redacted.shown.text == "Call me: [removed], or [removed]."
    assert redacted.heading == "Call [removed]"


def test_no_visitor_can_type_the_mark(client, book):
    assert normalise(f"a{MARK}b") == "ab"
    send_form(client, book, text=f"Ring {MARK} or [removed].", name=f"An{MARK}na")
    entry = Entry.objects.get()
    assert MARK not in entry.text + entry.name
    assert (entry.shown.text, entry.name) == (entry.text, "Anna")


@pytest.mark.parametrize("language", ["en", "ru"])
def test_pages_speak_the_language_of_their_reader(client, book, redacted, in_its_language, language):
    with translation.override(language):
        entry = render_entry(redacted, book, "h2")
        latest = rendering.render_latest(book, rendering.LatestFragment())
        markup = str(product_markup("Pan", "http://testserver/", AVERAGE, [redacted]))
    for shown in (entry, latest, markup):
        assert f"[{language}]" in shown and MARK not in shown and "\\ufff9" not in shown
    assert entry.count(f"[{language}]") == 5


def test_the_permalink_speaks_the_language_of_the_entry(client, redacted, in_its_language):
    Entry.objects.update(language="ru")
    shown = client.get(redacted.get_public_url()).content.decode()
    assert "<title>Call [ru]" in shown and "[en]" not in shown and MARK not in shown


def test_the_desk_speaks_the_language_of_the_moderator(redacted, in_its_language):
    desk = open_desk(make_user(superuser=True))
    for shown in (desk.open(redacted), desk.inbox(tab="published")):
        assert "[en]" in shown.content.decode() and MARK not in shown.content.decode()


def test_an_export_and_the_personal_data_show_it(redacted, in_its_language):
    desk = open_desk(make_user(superuser=True))
    url = reverse("wagtailsnippets_wagtail_feedback_reviews_entry:list")
    table = desk.client.get(url, {"tab": "published", "export": "csv"}).getvalue().decode()
    assert table.count("[en]") == 5 and MARK not in table
    Entry.objects.update(language="ru")
    data = Entry.objects.get().get_personal_data()
    assert data["text"] == "Call me: [ru], or [ru]."


def test_it_is_not_found_by_its_word(redacted):
    assert "removed" not in redacted.search_words()


def test_nobody_is_greeted_by_it(book):
    entry = RedactAction(make_entry(book, name="Semyon"), text="Semyon").execute()
    desk = open_desk(make_user(superuser=True))
    assert "by name" not in desk.open(entry).content.decode()


def test_the_note_of_personal_data_goes_with_the_last_of_it(client, book):
    send_form(client, book, text=f"Write to anna@example.org or call {PHONE}.")
    entry = Entry.objects.get()
    RedactAction(entry, text=PHONE).execute()
    assert entry.holds.get(spam_check="personal").detail == "email"
    RedactAction(entry, text="anna@example.org").execute()
    assert not entry.holds.filter(spam_check="personal").exists()


def test_other_holds_stay(client, book):
    send_form(client, book, text=f"Call {PHONE}. http://a.ru http://b.ru http://c.ru")
    entry = RedactAction(Entry.objects.get(), text=PHONE).execute()
    assert "links" in entry.holds.values_list("spam_check", flat=True)


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


def test_no_template_prints_a_visitor_s_words_as_they_are_stored():
    folder = Path(redaction.__file__).parents[1] / "templates"
    printed = re.compile(
        r"\{\{[^}]*\b(?:(?:entry|submission)\.(?:text|title|name|place)|item\.(?:text|title))\b"
    )
    assert [path.name for path in folder.rglob("*.*") if printed.search(path.read_text())] == []
