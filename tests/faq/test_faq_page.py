"""A page of frequently asked questions: ours, and one that a site makes of the mixin."""

from __future__ import annotations

import json
from datetime import timedelta
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override
from wagtail.contrib.sitemaps import Sitemap
from wagtail.models import Locale
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from tests.factories import make_locale, make_page, make_user
from tests.faq.entries import make_faq, make_faq_page
from tests.site.models import IS_SWAPPED
from wagtail_feedback.faq.models import FAQEntry, FAQSection
from wagtail_feedback.utils.pages import page_model

pytestmark = [pytest.mark.django_db, pytest.mark.portable]


@pytest.fixture
def faq_page(home, section):
    return make_faq_page(home, section)


def soup(client, page, query=""):
    response = client.get(f"{page.url}{query}")
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def questions(html):
    return [" ".join(each.get_text().split()) for each in html.select(".wf-faq summary")]


def test_sections_stand_in_the_chosen_order(client, home, section):
    care = FAQSection.objects.create(name="Care", locale=home.locale, sort_order=9)
    make_faq(section, "What does it cost?")
    make_faq(care, "Can I wash it?")
    page = make_faq_page(home, care, section, intro="<p>Ask <b>away</b>.</p>")
    html = soup(client, page)
    assert html.select_one("h1").get_text() == "Questions" and html.select_one(".wf-words b")
    assert [each.get_text() for each in html.select("h2")] == ["Care", "Delivery"]
    assert questions(html) == ["Can I wash it?", "What does it cost?"]
    assert questions(soup(client, page, "?faq=cost")) == ["What does it cost?"]


@pytest.mark.skipif(bool(IS_SWAPPED), reason="the site has a base page of its own")
def test_page_type_of_the_package_is_added_by_an_editor(client, home, section):
    make_faq(section, "What does it cost?")
    client.force_login(make_user(superuser=True))
    data = {
        "title": "New",
        "slug": "new",
        "intro": rich_text("<p>Hello</p>"),
        "sections": streamfield([("section", section.pk)]),
        "action-publish": "1",
    }
    url = f"/admin/pages/add/wagtail_feedback_faq/faqpage/{home.pk}/"
    response = client.post(url, nested_form_data({**data, "sections": streamfield([])}))
    assert response.status_code == 200  # one section at least
    assert client.post(url, nested_form_data(data)).status_code == 302
    client.logout()
    assert "What does it cost?" in client.get("/en/new/").content.decode()


@pytest.mark.skipif(not IS_SWAPPED, reason="for a site with a base page of its own")
def test_site_with_its_own_base_page_has_no_page_type_of_ours():
    with pytest.raises(LookupError):
        apps.get_model("wagtail_feedback_faq", "FAQPage")


def test_page_shows_the_entries_of_its_own_language(client, home, section):
    """Though the address, and with it the active language, may be another one."""
    make_locale("ru")
    russian = Locale.objects.get(language_code="ru")
    entry = make_faq(section, "What does it cost?")
    copy = entry.copy_for_translation(russian)
    copy.question, copy.live = "Сколько стоит доставка?", True
    copy.save()
    make_faq(section, "Only in English?")
    page = make_faq_page(home, section, locale=russian)
    with override("en"):
        html = soup(client, page)
    assert questions(html) == ["Сколько стоит доставка?"]
    assert html.select_one("section")["lang"] == "ru"


def test_translated_page_goes_on_with_the_sections(client, home, section, faq_page):
    make_faq(section, "What does it cost?")
    russian = Locale.objects.get(language_code="ru")
    copy = faq_page.copy_for_translation(russian, copy_parents=True)
    copy.save_revision().publish()
    assert questions(soup(client, copy)) == []
    translated = FAQEntry.objects.get().copy_for_translation(russian)
    translated.question, translated.live = "Сколько стоит доставка?", True
    translated.save()
    assert questions(soup(client, copy)) == ["Сколько стоит доставка?"]


def test_entry_changes_the_page_and_a_draft_does_not(client, section, faq_page):
    entry = make_faq(section, "What does it cost?")
    soup(client, faq_page)
    entry.question = "What does a parcel cost?"
    entry.save_revision()
    assert questions(soup(client, faq_page)) == ["What does it cost?"]
    entry.latest_revision.publish()
    assert questions(soup(client, faq_page)) == ["What does a parcel cost?"]
    entry.unpublish()
    assert questions(soup(client, faq_page)) == []


def test_draft_of_the_page_is_seen_in_its_preview_only(client, home, section, faq_page):
    make_faq(section, "What does it cost?")
    faq_page.title = "Not yet"
    faq_page.save_revision()
    draft = faq_page.get_latest_revision_as_object()
    html = draft.make_preview_request(original_request=None).content.decode()
    assert "Not yet" in html and "What does it cost?" in html
    assert "Not yet" not in client.get(faq_page.url).content.decode()


def test_section_keeps_its_address_under_a_new_name(client, section, faq_page):
    entry = make_faq(section, "Delivery?")
    anchor = soup(client, faq_page).select_one("h2")["id"]
    assert anchor == f"delivery-s{section.pk}" and anchor != entry.anchor
    section.name = "Parcels"
    section.save()
    assert soup(client, faq_page).select_one("h2")["id"] == anchor


def test_ids_are_the_first_ones_only(client, home, section):
    make_faq(section, "What does it cost?")
    body = [("faq", {"sections": [section], "show_search": True})] * 2
    ids = [each["id"] for each in soup(client, make_page(home, body=body)).select("[id]")]
    assert section.anchor in ids and len(ids) == len(set(ids))


def test_translated_section_has_an_address_of_its_own(section):
    copy = section.copy_for_translation(Locale.objects.get(language_code="ru"))
    copy.name = "Доставка"
    copy.save()
    assert copy.anchor == f"доставка-s{copy.pk}"


def get_markup(client, page):
    tag = soup(client, page).select_one('script[type="application/ld+json"]')
    return json.loads(tag.string) if tag else None


def test_structured_data_is_switched_on_for_a_page(client, home, section, faq_page):
    entry = make_faq(section, "What does </script> cost?", "<p>Five <b>coins</b>.</p>")
    make_faq(section, "Not yet published?", live=False)
    assert get_markup(client, faq_page) is None
    faq_page.structured_data = True
    faq_page.save()
    data = get_markup(client, faq_page)
    assert (data["@type"], len(data["mainEntity"])) == ("FAQPage", 1)
    told = data["mainEntity"][0]
    assert told["name"] == "What does </script> cost?"
    assert told["url"] == f"{faq_page.full_url}#{entry.anchor}"
    assert told["acceptedAnswer"]["text"] == "<p>Five <b>coins</b>.</p>"


def test_links_in_structured_data_are_whole(client, home, section):
    linked = make_page(home, title="Prices")
    make_faq(section, "What does it cost?", f'<p><a linktype="page" id="{linked.pk}">See</a></p>')
    markup = get_markup(client, make_faq_page(home, section, structured_data=True))
    assert f'href="{linked.full_url}"' in markup["mainEntity"][0]["acceptedAnswer"]["text"]


def test_what_a_search_found_is_not_told_as_the_page(client, home, section):
    make_faq(section, "What does it cost?")
    page = make_faq_page(home, section, structured_data=True)
    assert not soup(client, page, "?faq=cost").select('script[type="application/ld+json"]')


def test_empty_page_has_empty_structured_data(client, home, section):
    assert get_markup(client, make_faq_page(home, section, structured_data=True))["mainEntity"] == []


def test_page_takes_few_queries_and_is_the_same_for_all(client, section, faq_page):
    for number in range(5):
        make_faq(section, f"Question number {number}?")
    client.get(faq_page.url)
    with CaptureQueriesContext(connection) as queries:
        response = client.get(faq_page.url)
    ours = [query["sql"] for query in queries if "wagtail_feedback_" in query["sql"]]
    assert len([sql for sql in ours if "faqpage" not in sql]) == 2  # the chosen section, its entries
    assert not response.cookies and "Cookie" not in response.get("Vary", "")


def test_what_was_deleted_since_leaves_no_trace(client, section, faq_page):
    entry = make_faq(section, "What does it cost?")
    section.delete()
    assert entry.question not in client.get(faq_page.url).content.decode()


def test_sitemap_says_when_an_entry_was_changed(rf, section, faq_page):
    faq_page.save_revision().publish()
    entry = make_faq(section, "What does it cost?")
    entry.last_published_at = page_model().objects.get(pk=faq_page.pk).last_published_at + timedelta(days=1)
    entry.save()
    site = SimpleNamespace(domain="testserver")
    urls = Sitemap(rf.get("/")).get_urls(site=site, protocol="http")
    found = [url for url in urls if url["location"] == faq_page.full_url]
    assert [url["lastmod"] for url in found] == [entry.last_published_at]


def test_own_template_of_the_page_type_wins(faq_page, rf):
    names = faq_page.get_template(rf.get("/"))
    assert names == ["testsite/questions_page.html", "wagtail_feedback/faq/page.html"]
