"""The Markdown twin of a page of questions."""

from __future__ import annotations

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now
from markdown_it import MarkdownIt
from wagtail.models import Locale, PageViewRestriction

from tests.factories import make_page
from tests.faq.entries import make_faq, make_faq_page
from wagtail_feedback.faq.models import FAQEntry, FAQSection

pytestmark = [pytest.mark.django_db, pytest.mark.portable]


@pytest.fixture
def faq_page(home, section):
    return make_faq_page(home, section, title="Questions *now*", intro="<p>Ask <b>away</b>.</p>")


def twin(client, page):
    response = client.get(f"{page.url}markdown/")
    assert response.status_code == 200 and response["Content-Type"] == "text/markdown; charset=utf-8"
    return response


def read(client, page):
    text = twin(client, page).content.decode()
    return BeautifulSoup(MarkdownIt("commonmark").render(text), "html.parser")


def test_twin_says_what_the_page_says(client, home, section, faq_page):
    linked = make_page(home, title="Prices")
    make_faq(section, "2. What does it *cost*?", "<p>- Five</p><ul><li>1. or six</li></ul>", sort_order=1)
    make_faq(section, "And #2?", f'<p><a linktype="page" id="{linked.pk}">See here</a></p>', sort_order=2)
    make_faq(section, "Not yet published?", live=False)
    html = read(client, faq_page)
    assert html.select_one("h1").get_text() == "Questions *now*"
    assert html.select_one("strong").get_text() == "away"
    assert [each.get_text() for each in html.select("h2")] == ["Delivery"]
    assert [each.get_text() for each in html.select("h3")] == ["2. What does it *cost*?", "And #2?"]
    assert [each.get_text() for each in html.select("li")] == ["1. or six"] and not html.select("ol")
    assert "- Five" in html.get_text()
    assert [each["href"] for each in html.select("a")] == [faq_page.full_url, linked.full_url]


def test_twin_and_page_name_each_other(client, faq_page):
    response = twin(client, faq_page)
    assert response["Link"] == f'<{faq_page.full_url}>; rel="canonical"'
    assert f"Source: <{faq_page.full_url}>" in response.content.decode()
    page = BeautifulSoup(client.get(faq_page.url).content, "html.parser")
    found = page.select_one('link[rel="alternate"][type="text/markdown"]')
    assert found["href"] == f"{faq_page.url}markdown/"
    assert not response.cookies and "Cookie" not in response.get("Vary", "")


def test_twin_is_in_the_language_of_the_page(client, home, section):
    russian = Locale.objects.get(language_code="ru")
    copy = make_faq(section, "What does it cost?").copy_for_translation(russian)
    copy.question, copy.live = "Сколько стоит?", True
    copy.save()
    html = read(client, make_faq_page(home, section, locale=russian))
    assert [each.get_text() for each in html.select("h3")] == ["Сколько стоит?"]


def test_entry_changes_the_twin_and_a_draft_does_not(client, section, faq_page):
    entry = make_faq(section, "What does it cost?")
    twin(client, faq_page)
    entry.answer = "<p>Ten.</p>"
    entry.save_revision()
    assert "Yes." in twin(client, faq_page).content.decode()
    entry.latest_revision.publish()
    assert "Ten." in twin(client, faq_page).content.decode()
    FAQEntry.objects.get().unpublish()
    assert "Ten." not in twin(client, faq_page).content.decode()


def test_draft_and_expired_pages_have_no_twin(client, faq_page):
    url = f"{faq_page.url}markdown/"
    faq_page.unpublish()
    assert client.get(url).status_code == 404
    faq_page.expire_at = now() - timedelta(hours=1)
    faq_page.live = True
    faq_page.save()
    call_command("publish_scheduled")
    assert client.get(url).status_code == 404


def test_private_page_has_no_twin_even_for_those_who_may_read_it(client, faq_page):
    url = f"{faq_page.url}markdown/"
    private = PageViewRestriction.objects.create(
        page=faq_page, restriction_type=PageViewRestriction.PASSWORD, password="open"
    )
    assert "text/markdown" not in client.get(url)["Content-Type"]
    session = client.session
    session[PageViewRestriction.passed_view_restrictions_session_key] = [private.pk]
    session.save()
    assert client.get(url).status_code == 404
    assert "text/markdown" not in client.get(faq_page.url).content.decode()


def test_page_below_a_private_one_has_no_twin(client, home, section):
    parent = make_page(home, title="Members")
    page = make_faq_page(parent, section)
    PageViewRestriction.objects.create(page=parent, restriction_type=PageViewRestriction.LOGIN)
    assert not page.has_twin()


def test_twin_is_forgotten_with_its_page(faq_page):
    assert faq_page.get_cached_paths() == ["/", "/markdown/"]


def test_twin_takes_few_queries(client, section, faq_page):
    for number in range(5):
        make_faq(section, f"Question number {number}?")
    twin(client, faq_page)
    with CaptureQueriesContext(connection) as queries:
        twin(client, faq_page)
    assert len([query for query in queries if "wagtail_feedback_" in query["sql"]]) == 2


def test_page_without_entries_has_a_short_twin(client, home):
    page = make_faq_page(home, FAQSection.objects.create(name="Empty", locale=home.locale))
    assert not read(client, page).select("h2")
