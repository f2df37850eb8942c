"""A page in another language: its editor is told what its readers do not see."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale

from tests.factories import make_page, make_user
from tests.faq.entries import make_faq, make_faq_page

pytestmark = [pytest.mark.django_db, pytest.mark.portable]
TOLD = "readers do not see"


@pytest.fixture
def russian():
    return Locale.objects.get(language_code="ru")


@pytest.fixture
def entry(section):
    return make_faq(section, "What does it cost?")


@pytest.fixture
def translated(home, section, entry, russian):
    return make_faq_page(home, section).copy_for_translation(russian, copy_parents=True)


@pytest.fixture
def editor(client):
    client.force_login(make_user("editor", superuser=True))
    return client


def read_editor(client, page):
    return client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()


def publish_translation(entry, russian):
    copy = entry.copy_for_translation(russian)
    copy.question, copy.live = "Сколько стоит доставка?", True
    copy.save()


def test_a_section_without_an_answer_in_the_language_of_the_page_is_named(editor, translated):
    assert translated.find_missing() == ["Delivery"]
    assert TOLD in read_editor(editor, translated)


def test_nothing_is_said_where_nothing_is_missing(editor, home, section, entry, translated, russian):
    assert TOLD not in read_editor(editor, make_faq_page(home, section, slug="more"))
    publish_translation(entry, russian)
    assert translated.find_missing() == []
    assert TOLD not in read_editor(editor, translated)


def test_a_draft_in_the_language_is_not_there_for_readers(translated, entry, russian):
    entry.copy_for_translation(russian).save()
    assert translated.find_missing() == ["Delivery"]


def test_drafts_that_wait_are_linked(editor, translated, entry, russian):
    draft = entry.copy_for_translation(russian)
    draft.save()
    url = reverse("wagtailsnippets_wagtail_feedback_faq_faqentry:edit", args=[draft.pk])
    html = read_editor(editor, translated)
    assert f'<a href="{url}">' in html
    assert TOLD not in html
    draft.live = True
    draft.save()
    assert f'<a href="{url}">' not in read_editor(editor, translated)


def test_the_preview_of_a_block_says_so_and_the_page_does_not(home, section, entry):
    later = make_faq(section, "When will it come?", live=False)
    page = make_page(home, body=[("faq", {"sections": [section], "entries": [later]})])
    assert "When will it come?" in page.make_preview_request().content.decode().partition(TOLD)[2]
    assert TOLD not in Client().get(page.url).content.decode()
