"""What search engines are told: which addresses to keep, and what an entry's own page is about."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.test import override_settings
from django.urls import path
from wagtail.contrib.sitemaps.views import sitemap

from tests.factories import make_book, make_entry, make_page, make_site
from tests.urls import urlpatterns as site_urlpatterns
from wagtail_feedback.moderation.actions import WithdrawAction
from wagtail_feedback.reviews.listing.entry_sitemap import EntrySitemap

pytestmark = [pytest.mark.django_db, pytest.mark.portable]
urlpatterns = [
    path("sitemap.xml", sitemap, {"sitemaps": {"entries": EntrySitemap}}),
    *site_urlpatterns,
]


def parse(response):
    return BeautifulSoup(response.content, "html.parser")


@pytest.mark.parametrize(
    "query", ["?stars=5", "?kind=nonsense", "?q=pan", "?after=1.2", "?before=zzz", "?lang=all", "?stars-2=1"]
)
def test_a_part_of_a_page_is_not_kept(client, page, book, query):
    make_entry(book)
    response = client.get(page.url + query)
    assert response["X-Robots-Tag"] == "noindex, follow"
    assert response["Link"] == f'<{page.full_url}>; rel="canonical"'
    head = parse(response).head
    assert head.select_one("meta[name=robots]")["content"] == "noindex, follow"
    assert head.select_one("link[rel=canonical]")["href"] == page.full_url


@pytest.mark.parametrize("query", ["", "?utm_source=mail"])
def test_the_page_itself_is_kept(client, page, book, query):
    response = client.get(page.url + query)
    assert "X-Robots-Tag" not in response.headers
    assert not parse(response).select("meta[name=robots], link[rel=canonical]")


def test_a_page_without_a_book_is_no_business_of_ours(client, home):
    plain = make_page(home, body=[("text", "Words")])
    assert "X-Robots-Tag" not in client.get(plain.url + "?q=pan").headers


def test_a_stand_alone_form_is_not_kept(client, book):
    response = client.get("/feedback/form/ru/reviews.entry/shop/")
    assert response["X-Robots-Tag"] == "noindex, follow"
    assert response["Content-Language"] == "ru"


def test_an_entry_tells_what_it_is(client, book):
    entry = make_entry(book, title="Good pan", text="It fries.\n" * 100)
    html = parse(client.get(entry.get_public_url()))
    url = f"http://testserver{entry.get_public_url()}"
    assert html.title.get_text(strip=True) == "Good pan – Review book"
    assert html.select_one("link[rel=canonical]")["href"] == url
    assert html.select_one("meta[property='og:url']")["content"] == url
    assert html.select_one("meta[property='og:title']")["content"] == "Good pan"
    assert len(html.select_one("meta[name=description]")["content"]) <= 160


def test_around_an_entry_the_reader_keeps_the_language(client, page, book):
    entry = make_entry(book, language="ru", text="Хорошая доска")
    link = parse(client.get(page.url)).select_one("article .wf-entry__by a")["href"]
    assert link == f"/feedback/entry:{entry.public_id}/en/"
    response = client.get(link)
    html = parse(response)
    assert (response["Content-Language"], html.html["lang"]) == ("en", "en")
    assert html.select_one("article")["lang"] == "ru"
    assert html.select_one("link[rel=canonical]")["href"].endswith(f"/entry:{entry.public_id}/")


def test_without_a_language_in_its_address_an_entry_has_its_own(client, book):
    entry = make_entry(book, language="ru")
    response = client.get(entry.get_public_url(), headers={"accept-language": "en"})
    assert response["Content-Language"] == "ru"
    assert client.get(f"{entry.get_public_url()}xx/").status_code == 404


def test_a_tombstone_says_so_in_its_title(client, book):
    entry = make_entry(book, title="My secret")
    WithdrawAction(entry).execute()
    html = parse(client.get(entry.get_public_url()))
    assert html.title.get_text(strip=True) == "This entry is gone – Review book"
    assert not html.select("link[rel=canonical], meta[name=description]")


@override_settings(ROOT_URLCONF=__name__)
def test_the_sitemap_holds_what_is_published_on_this_site(client, book):
    entry = make_entry(book)
    make_entry(book, status="pending")
    make_entry(make_book(site=make_site("other.example")))
    xml = client.get("/sitemap.xml").content.decode()
    assert xml.count("<loc>") == 1
    assert f"<loc>http://testserver{entry.get_public_url()}</loc>" in xml
    assert "<lastmod>" in xml
