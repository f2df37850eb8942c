from __future__ import annotations

import pytest
from wagtail.models import Page

from example_project.shop.models import HomePage

pytestmark = pytest.mark.django_db

PATHS = ["", "products/", "products/pechora-pan/", "products/vetluga-kettle/", "products/linden-board/"]
PATHS += ["delivery/", "questions/", "reviews/", "privacy/", "plain/"]
PUBLIC = [f"/{language}/{path}" for language in ("en", "ru") for path in PATHS] + ["/en/imported/"]


@pytest.mark.parametrize("path", PUBLIC)
def test_public_page_may_be_kept_by_any_cache(client, path):
    response = client.get(path)
    assert response.status_code == 200
    assert not response.cookies
    assert "cookie" not in response.get("Vary", "").lower()


@pytest.mark.parametrize("path", [*PUBLIC, "/mailbox/", "/en/nowhere/"])
def test_public_page_has_a_strict_policy(client, path):
    response = client.get(path)
    policy = response["Content-Security-Policy"]
    assert policy.startswith("default-src 'self';")
    assert "unsafe" not in policy
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "strict-origin-when-cross-origin"


@pytest.mark.parametrize("path", PUBLIC)
def test_public_page_writes_nothing(client, django_assert_max_num_queries, path):
    client.get(path)
    with django_assert_max_num_queries(40) as queries:
        client.get(path)
    assert [q["sql"] for q in queries.captured_queries if not q["sql"].startswith("SELECT")] == []


@pytest.mark.parametrize("language", ["en", "ru"])
def test_page_names_its_language_and_its_twin(client, language):
    html = client.get(f"/{language}/delivery/").content.decode()
    assert f'<html lang="{language}">' in html
    assert 'hreflang="ru" href="/ru/delivery/"' in html
    assert 'hreflang="en" href="/en/delivery/"' in html


@pytest.mark.parametrize(("accepts", "home"), [("ru,en;q=0.5", "/ru/"), ("de", "/en/"), ("", "/en/")])
def test_root_goes_to_the_browsers_language_and_sets_no_cookie(client, accepts, home):
    response = client.get("/", headers={"Accept-Language": accepts})
    assert response["Location"] == home
    assert response["Vary"] == "Accept-Language"
    assert not response.cookies


def test_plain_page_holds_no_block_of_ours(client):
    plain, reviews = (client.get(f"/en/{name}/").content.decode() for name in ("plain", "reviews"))
    assert "data-wf-block" in reviews
    assert "data-wf-block" not in plain


@pytest.mark.parametrize(
    ("language", "heading"), [("en", "No answer here? Ask us"), ("ru", "Нет ответа? Спросите нас")]
)
def test_below_the_answers_visitors_ask(client, language, heading):
    html = client.get(f"/{language}/questions/").content.decode()
    assert html.index('data-wf-block="faq"') < html.index(heading) < html.index('name="text"')


def test_no_page_has_inline_style_or_script(client):
    for path in PUBLIC:
        html = client.get(path).content.decode()
        assert " style=" not in html
        assert "<style" not in html
        assert all("src=" in tag or "ld+json" in tag for tag in html.split("<script")[1:])


def test_missing_page_keeps_the_shops_look(client):
    response = client.get("/ru/nowhere/")
    assert response.status_code == 404
    assert "Такой страницы нет" in response.content.decode()


def test_pages_of_both_trees_are_translations_of_each_other():
    english = HomePage.objects.get(locale__language_code="en")
    russian = english.get_translations().get()
    slugs = [
        set(Page.objects.descendant_of(home).values_list("slug", flat=True)) for home in (english, russian)
    ]
    assert slugs[0] - slugs[1] == {"imported"}
    assert slugs[1] < slugs[0]


@pytest.mark.parametrize("path", ["/nowhere/", "/feedback/entries/0123456789ab/", "/mailbox/nothing/"])
def test_missing_address_outside_the_trees_stays_missing(client, path):
    assert client.get(path).status_code == 404


def test_search_engines_find_the_pages_and_the_entries(client):
    assert "Sitemap: http://testserver/sitemap.xml" in client.get("/robots.txt").content.decode()
    xml = client.get("/sitemap.xml").content.decode()
    assert "/en/reviews/</loc>" in xml
    assert "/feedback/entry:" in xml


def test_a_filtered_book_is_not_for_search_engines(client):
    response = client.get("/en/reviews/?stars=1")
    assert response["X-Robots-Tag"] == "noindex, follow"
    assert response.content.decode().count('<link rel="canonical"') == 1


@pytest.mark.parametrize(
    ("path", "number"), [("/en/", 1), ("/ru/products/pechora-pan/", 1), ("/en/nowhere/", 0)]
)
def test_pages_may_offer_the_survey_in_their_language(client, path, number):
    html = client.get(path).content.decode()
    assert html.count("<template data-wf-prompt=") == number


def test_no_survey_offers_itself_beside_the_forms_of_the_package(client):
    html = client.get("/en/").content.decode()
    href = html.partition('data-wf-press="answer"')[0].rpartition('href="')[2].partition('"')[0]
    form = client.get(href).content.decode()
    assert "data-wf-question" in form and "<template data-wf-prompt=" not in form
