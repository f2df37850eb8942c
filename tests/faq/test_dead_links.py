"""An answer with a link to a page that was deleted: nobody reads a link to nowhere."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.factories import make_page
from tests.faq.entries import make_faq, make_faq_page
from wagtail_feedback.faq.answers import FAQAnswers

pytestmark = [pytest.mark.django_db, pytest.mark.portable]


@pytest.fixture
def target(home):
    return make_page(home, title="Prices")


@pytest.fixture
def entry(section, target):
    link = f'<a linktype="page" id="{target.pk}">our prices</a>'
    return make_faq(section, "What does it cost?", f"<p>See {link}.</p>")


@pytest.fixture
def faq_page(home, section, entry):
    return make_faq_page(home, section, intro=entry.answer)


def read(url):
    return Client().get(url).content.decode()


def test_the_page_keeps_the_words_at_once(faq_page, target):
    assert read(faq_page.url).count(f'<a href="{target.url}">our prices</a>') == 2
    target.delete()
    html = read(faq_page.url)
    assert html.count("<p>See our prices.</p>") == 2


def test_so_does_its_twin_in_markdown(faq_page, target):
    assert "[our prices](" in read(f"{faq_page.url}markdown/")
    target.delete()
    text = read(f"{faq_page.url}markdown/")
    assert text.count("See our prices.") == 2
    assert "[our prices]" not in text


def test_so_does_the_mail_to_those_who_asked(faq_page, entry, target):
    target.delete()
    assert FAQAnswers().get_html(str(entry.translation_key), "en") == "<p>See our prices.</p>"


def test_so_does_structured_data(faq_page, target):
    target.delete()
    faq_page.structured_data = True
    faq_page.save()
    assert "See our prices." in read(faq_page.url).partition("application/ld+json")[2]
    assert "<a>" not in read(faq_page.url)
