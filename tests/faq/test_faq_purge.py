"""A cache in front of the site forgets the pages that show what changed."""

from __future__ import annotations

import pytest
from wagtail.models import Locale

from tests.factories import make_locale, make_page
from tests.faq.entries import make_faq, make_faq_page
from tests.purging import Recorder
from wagtail_feedback.faq.models import FAQEntry, FAQSection

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.portable]


@pytest.fixture
def purged(settings):
    settings.WAGTAILFRONTENDCACHE = {"cdn": {"BACKEND": "tests.purging.Recorder"}}
    settings.WAGTAILFRONTENDCACHE_LANGUAGES = []

    def paths():
        urls = sorted({url.removeprefix("http://testserver") for url in Recorder.urls})
        Recorder.urls.clear()
        return urls

    return paths


def test_pages_with_the_section_or_the_entry_are_forgotten(home, page, section, purged):
    entry = make_faq(section, "What does it cost?")
    single = make_page(home, title="Single", body=[("faq", {"sections": [], "entries": [entry]})])
    other = FAQSection.objects.create(name="Other", locale=section.locale)
    make_page(home, title="Elsewhere", body=[("faq", {"sections": [other]})])
    purged()
    entry.question = "What does a parcel cost?"
    entry.save_revision()
    assert purged() == []
    entry.latest_revision.publish()
    assert purged() == sorted([page.url, single.url])
    section.name = "Parcels"
    section.save()
    assert purged() == sorted([page.url, single.url])
    entry.delete()
    assert page.url in purged()


def test_a_page_may_name_the_section_in_another_language(home, page, section, purged):
    make_locale("ru")
    translated = section.copy_for_translation(Locale.objects.get(language_code="ru"))
    translated.save()
    purged()
    make_faq(translated, "Сколько стоит доставка?")
    assert purged() == [page.url]


def test_a_page_that_an_entry_is_moved_from_is_forgotten_too(home, page, section, purged):
    entry = make_faq(section, "What does it cost?")
    other = FAQSection.objects.create(name="Other", locale=section.locale)
    second = make_page(home, title="Elsewhere", body=[("faq", {"sections": [other]})])
    purged()
    entry.section = other
    entry.save_revision().publish()
    assert purged() == sorted([page.url, second.url])
    other.delete()
    assert purged() == [second.url]


def test_a_page_with_a_deleted_entry_alone_is_forgotten(home, purged):
    entry = FAQEntry.objects.create(question="What does it cost?", answer="<p>Five.</p>", locale=home.locale)
    single = make_page(home, title="Single", body=[("faq", {"sections": [], "entries": [entry]})])
    purged()
    entry.delete()
    assert purged() == [single.url]


def test_pages_that_are_nothing_but_questions_are_forgotten_like_others(home, section, purged):
    """In the language they are in, or in another one."""
    make_locale("ru")
    page = make_faq_page(home, section)
    translated = section.copy_for_translation(Locale.objects.get(language_code="ru"))
    translated.save()
    purged()
    entry = make_faq(translated, "Сколько стоит доставка?")
    assert page.url in purged()
    entry.question = "Что стоит доставка?"
    entry.save_revision()
    assert purged() == []
    entry.latest_revision.publish()
    assert page.url in purged()
