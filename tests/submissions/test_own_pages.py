"""Our own pages: in the site's frame, in a language they tell truly, and no dead end."""

from __future__ import annotations

import pytest
from django.template.engine import Engine
from django.urls import reverse
from django.utils import translation
from wagtail.models import PageViewRestriction

from tests.factories import make_entry, make_page
from tests.submissions.forms import send, soup
from wagtail_feedback.contacts.tokens import confirm_path, status_path, unsubscribe_path
from wagtail_feedback.utils.own_pages import find_base_template, render_own_page
from wagtail_feedback.utils.shown_language import shown_language

pytestmark = pytest.mark.django_db
OURS = "wagtail_feedback/page.html"
#: As in the template that ``wagtail start`` makes.
START = (
    "<html lang='en'><title>{% block title %}{% endblock %}</title><nav>Shop</nav>"
    "{% block content %}{% endblock %}"
)


@pytest.fixture
def frames(settings):
    """Give the site templates of its own, by name."""

    def put(**templates):
        [backend] = settings.TEMPLATES
        options = {
            **backend["OPTIONS"],
            "loaders": [
                ("django.template.loaders.locmem.Loader", {f"{n}.html": t for n, t in templates.items()}),
                "django.template.loaders.app_directories.Loader",
            ],
        }
        settings.TEMPLATES = [{**backend, "APP_DIRS": False, "OPTIONS": options}]

    yield put
    Engine.get_default.cache_clear()


@pytest.fixture
def own_pages(home, page, book, client):
    """One address of each page of ours, for a complaint in English."""
    entry = make_entry(book, kind="complaint", title="Loose handle", email="anna@example.org")
    receipt = send(client, page)["Location"]
    return {
        "form": "/feedback/form/en/reviews.entry/shop/",
        "receipt": receipt,
        "permalink": reverse("wagtail_feedback_reviews:permalink", args=[entry.public_id]),
        "status": status_path(entry.contact),
        "confirm": confirm_path(entry.contact),
        "unsubscribe": unsubscribe_path(entry.contact),
    }


@pytest.mark.parametrize(
    ("templates", "found"),
    [
        ({}, OURS),
        ({"base": "<main>{% block content %}{% endblock %}</main>"}, "base.html"),
        ({"base": "<main>{% block main %}{% endblock %}</main>"}, OURS),
        ({"base": "{% extends 'deep.html' %}", "deep": "<p>{% block content %}{% endblock %}"}, "base.html"),
        ({"base": "{% extends frame|default:'x.html' %}"}, OURS),
        ({"base": "{% extends 'nowhere.html' %}"}, OURS),
    ],
)
def test_base_of_the_site_is_found_where_it_has_a_place_for_our_words(frames, templates, found):
    frames(**templates)
    assert find_base_template() == found


def test_every_page_of_ours_stands_in_the_sites_frame(client, frames, own_pages):
    frames(base=START)
    bare = {
        name
        for name, url in own_pages.items()
        if (html := soup(client.get(url))).nav.get_text() != "Shop" or not html.h1
    }
    assert bare == set()


@pytest.mark.parametrize("block", ["extra_head", "extra_css"])
def test_what_is_for_the_head_gets_there_in_either_block(frames, rf, block):
    head = f"{{% block {block} %}}<meta name='host'>{{% endblock %}}"
    ours = (
        "{% extends 'wagtail_feedback/base.html' %}"
        "{% block extra_head %}{{ block.super }}<link rel='canonical'>{% endblock %}"
    )
    frames(base=f"<head>{head}</head>{{% block content %}}{{% endblock %}}", ours=ours)
    html = render_own_page(rf.get("/"), "ours.html", {}).content.decode()
    assert html.strip().startswith("<head><meta name='host'><link rel='canonical'></head>")


def test_site_can_put_something_around_our_own_pages(client, frames, own_pages):
    base = "wagtail_feedback/base"
    content = "{% block content %}<div id='in'>{{ block.super }}</div>{% endblock %}"
    frames(base=START, **{base: f"{{% extends '{base}.html' %}}{content}"})
    outside = {name for name, url in own_pages.items() if not soup(client.get(url)).select_one("#in h1")}
    assert outside == set()


def test_site_can_give_our_own_pages_a_block_of_another_name(client, frames, own_pages):
    main = "<main>{% block main %}{% endblock %}</main>"
    own = "{% extends 'layout.html' %}{% block main %}{% block wf_page %}{% endblock %}{% endblock %}"
    frames(layout=main, **{"wagtail_feedback/base": own})
    outside = {name for name, url in own_pages.items() if not soup(client.get(url)).select_one("main h1")}
    assert outside == set()


def test_entry_of_a_book_without_texts_has_a_heading(client, home, book):
    book.texts.all().delete()
    url = reverse("wagtail_feedback_reviews:permalink", args=[make_entry(book, text="Good pan").public_id])
    html = soup(client.get(url))
    assert html.h1.get_text() == "Review book"
    assert html.title.get_text() == "Good pan – Review book"


def test_every_page_of_ours_leads_on_to_book_and_home(client, home, page, own_pages):
    ways = {
        name: [a["href"] for a in soup(client.get(url)).select(".wf-ways a")]
        for name, url in own_pages.items()
    }
    assert ways == dict.fromkeys(own_pages, [page.url, home.url])


def test_what_an_entry_is_about_comes_first(client, home, page, book):
    product = make_page(home, title="Iron pan")
    entry = make_entry(book, about=f"page:{product.translation_key}")
    html = soup(client.get(reverse("wagtail_feedback_reviews:permalink", args=[entry.public_id])))
    assert [a.get_text() for a in html.select(".wf-ways a")] == ["Iron pan", "Reviews", "Home page"]


def test_page_that_shows_only_its_own_entries_is_not_the_books(client, home, book):
    shown = {"book": book, "about_page": True, "heading_level": "2", "per_page": 20}
    make_page(home, title="Iron pan", body=[("review_book", shown)])
    html = soup(client.get("/feedback/form/en/reviews.entry/shop/"))
    assert [a.get_text() for a in html.select(".wf-ways a")] == ["Home page"]


def test_page_of_a_book_is_found_however_deep_its_block_stands(client, home, book):
    shown = {"book": book, "heading_level": "2", "per_page": 20}
    columns = {"title": "", "columns": [[("review_book", shown)]]}
    page = make_page(home, title="Deep", body=[("columns", columns)])
    html = soup(client.get("/feedback/form/en/reviews.entry/shop/"))
    assert html.select_one(".wf-ways a")["href"] == page.url


@pytest.mark.parametrize(
    ("active", "first", "told"),
    [
        ("en", "en", "en"),
        ("en-gb", "en", "en-gb"),
        ("ru", "en", "ru"),
        ("de", "en", "en"),
        ("de", "ru", "ru"),
    ],
)
def test_language_of_our_words_is_told_as_it_is_shown(settings, active, first, told):
    settings.LANGUAGE_CODE = first
    settings.LANGUAGES = [(code, code) for code in ("en", "en-gb", "ru", "de")]
    with translation.override(active):
        assert shown_language() == told


def test_receipt_says_why_an_entry_waits_and_what_its_number_is_for(client, page):
    response = client.get(
        send(client, page, text="See https://a.example https://b.example https://c.example")["Location"]
    )
    words = " ".join(soup(response).main.get_text().split())
    assert "3 links in the text. Your entry is saved. A moderator reads it before it is published." in words
    assert ".." not in words
    assert "Number of your entry" in words and "Name it if you write or call us" in words


def test_author_is_not_told_what_only_teaches_spammers(client, page):
    action = soup(client.get(page.url)).select_one("form.wf-form")
    trap = action.select_one(".wf-hp input")["name"]
    words = soup(client.get(send(client, page, **{trap: "x"})["Location"])).main.get_text()
    assert "A moderator reads it before it is published" in words and "field" not in words


def test_status_page_says_why_only_to_whoever_proved_the_address(client, book):
    entry = make_entry(book, status="pending", email="anna@example.org")
    entry.holds.create(spam_check="links", detail="3")
    url = status_path(entry.contact)
    assert "3 links" not in client.get(url).content.decode()
    entry.contact.confirmed_at = entry.created_at
    entry.contact.save()
    assert "3 links in the text." in client.get(url).content.decode()


def test_page_behind_a_login_is_not_led_to(client, home, page):
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    html = soup(client.get("/feedback/form/en/reviews.entry/shop/"))
    assert [a["href"] for a in html.select(".wf-ways a")] == [home.url]


def test_ways_on_are_looked_for_once_a_minute(client, page, django_assert_max_num_queries):
    first, second = (send(client, page, text=f"Text {number}") for number in range(2))
    ways = soup(client.get(first["Location"])).select(".wf-ways a, nav a")
    with django_assert_max_num_queries(8):
        again = soup(client.get(second["Location"])).select(".wf-ways a, nav a")
    assert [way["href"] for way in again] == [way["href"] for way in ways]
