"""What people agreed to stays as it was."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError
from django.utils import timezone

from tests.factories import make_book, make_entry, make_locale, make_settings, make_wording
from wagtail_feedback.contacts.models import ConsentWording
from wagtail_feedback.reviews.models.book import BookText
from wagtail_feedback.site_settings import FeedbackSettings, FeedbackText

pytestmark = pytest.mark.django_db


@pytest.fixture
def used(db):
    """A wording that somebody has agreed to."""
    wording = make_wording("ru")
    make_entry(make_book(), consent=wording, consented_at=timezone.now())
    return wording


def changed(wording, name):
    other = make_locale("en") if name == "locale" else {"version": 7}.get(name, "Other words")
    setattr(wording, name, other)
    return wording


@pytest.mark.parametrize("name", ["purpose", "locale", "version", "label", "text"])
def test_used_wording_is_not_changed(used, name):
    with pytest.raises(ValidationError, match="agreed to this wording"):
        changed(used, name).clean()


@pytest.mark.parametrize("name", ["locale", "version", "label", "text"])
def test_unused_wording_may_be_changed(db, name):
    changed(make_wording("ru"), name).clean()


def test_a_wording_used_for_publication_is_not_changed(db):
    wording = make_wording("ru", purpose="publication")
    make_entry(make_book(), publication_consent=wording, publication_consented_at=timezone.now())
    with pytest.raises(ValidationError, match="agreed to this wording"):
        changed(wording, "label").clean()


def test_name_for_editors_may_always_change(used):
    changed(used, "title").clean()


def test_language_with_words_of_the_shop_cannot_be_deleted(used):
    make_settings(consent=True)
    with pytest.raises(ProtectedError):
        make_locale("ru").delete()


def test_wording_and_shop_outlive_a_deleted_language(used):
    make_settings(consent=True)
    for rows in (FeedbackText, BookText):
        rows.objects.filter(locale=make_locale("ru")).delete()
    make_locale("ru").delete()
    assert str(ConsentWording.objects.get(pk=used.pk)) == "Answering (–, 1)"
    assert FeedbackSettings.objects.get().shop_name("ru") == "Iron & Linden"
