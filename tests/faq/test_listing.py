from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override
from wagtail.models import Locale

from tests.factories import make_book, make_locale, make_page
from tests.faq.entries import make_faq
from wagtail_feedback.faq import listing
from wagtail_feedback.faq.listing import FAQOptions, render_faq
from wagtail_feedback.faq.models import FAQEntry

pytestmark = [pytest.mark.django_db, pytest.mark.portable]


def soup(client, page, query=""):
    response = client.get(f"{page.url}{query}")
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def questions(html):
    return [" ".join(each.get_text().split()) for each in html.select(".wf-faq summary")]


def test_live_entries_stand_below_their_section_in_their_order(client, page, section):
    make_faq(section, "How long does it take?", sort_order=2)
    make_faq(section, "What does it cost?", sort_order=1)
    make_faq(section, "Not yet published?", live=False)
    html = soup(client, page)
    assert questions(html) == ["What does it cost?", "How long does it take?"]
    assert html.select_one("[data-wf-faq-section] h2").get_text() == "Delivery"
    assert not html.select_one("details[open]")


def test_chosen_entries_come_first_and_once(client, home, section):
    first = make_faq(section, "What does it cost?")
    second = make_faq(section, "How long does it take?")
    page = make_page(home, body=[("faq", {"sections": [section], "entries": [second], "show_search": False})])
    html = soup(client, page)
    assert questions(html) == [second.question, first.question]
    assert not html.select("form.wf-search, .wf-search form")


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("costs", ["What does it cost?"]),
        ("posted letter", ["What does it cost?"]),  # by another wording
        ("couriers", ["How long does it take?"]),  # by its answer
        ("zebra courier", []),
        ("???", []),
        ("  ", ["What does it cost?", "How long does it take?"]),
    ],
)
def test_search_finds_words_in_all_their_forms(client, page, section, asked, found):
    make_faq(section, "What does it cost?", wordings=["Price of posting a letter"])
    make_faq(section, "How long does it take?", "<p>A <b>courier</b> needs two days.</p>")
    assert questions(soup(client, page, f"?faq={asked}")) == found


def test_whoever_finds_no_answer_is_shown_where_to_ask(client, page, section):
    make_faq(section, "What does it cost?")
    for query in ("", "?faq=nothing+of+that"):
        html = client.get(f"{page.url}{query}").content.decode()
        url = html.partition("No answer to your question?")[2].partition('href="')[2].partition('"')[0]
        assert "Your question" in client.get(url).content.decode()


def test_search_marks_the_question_and_opens_what_only_the_answer_says(client, page, section):
    make_faq(section, "What does <it> cost?")
    make_faq(section, "How long does it take?", "<p>That costs two days.</p>")
    html = soup(client, page, "?faq=cost")
    assert [mark.get_text() for mark in html.select("mark")] == ["cost"]
    assert questions(html)[0] == "What does <it> cost?"
    assert [each.has_attr("open") for each in html.select("details")] == [False, True]
    assert "2 answers to “cost”." in " ".join(html.select_one("[role=status]").get_text().split())
    assert html.select_one("input[name=faq]")["value"] == "cost"


def test_search_is_left_out_by_search_engines_and_echoed_safely(client, page, section):
    response = client.get(f"{page.url}?faq=<script>")
    assert response["X-Robots-Tag"] == "noindex, follow"
    assert "<script>alert" not in response.content.decode()
    assert 'value="&lt;script&gt;"' in response.content.decode()


def test_two_blocks_are_searched_apart(client, home, section):
    make_faq(section, "What does it cost?")
    page = make_page(home, body=[("faq", {"sections": [section], "show_search": True})] * 2)
    html = soup(client, page, "?faq-2=nothing")
    first, second = html.select("[data-wf-faq]")
    assert (len(first.select("details")), len(second.select("details"))) == (1, 0)
    assert first["id"] != second["id"] and first.select_one("input[type=hidden]")["name"] == "faq-2"


def test_reader_gets_the_own_language_or_nothing(client, home, section):
    make_locale("ru")
    russian = Locale.objects.get(language_code="ru")
    entry = make_faq(section, "What does it cost?")
    page = make_page(home, body=[("faq", {"sections": [section], "entries": [], "show_search": False})])
    with_translation = section.copy_for_translation(russian)
    with_translation.name = "Доставка"
    with_translation.save()
    copy = entry.copy_for_translation(russian)
    copy.question, copy.live = "Сколько стоит доставка?", True
    copy.save()
    assert questions(soup(client, page)) == ["What does it cost?"]
    with override("ru"):
        html = render_faq(FAQOptions(sections=(section.translation_key,)), None)
    assert "Сколько стоит доставка?" in html and "Доставка" in html and "cost" not in html


def test_anchor_is_where_an_entry_comes_first(client, home, section):
    entry = make_faq(section, "What does it cost?")
    page = make_page(home, body=[("faq", {"sections": [section], "show_search": True})] * 2)
    ids = [each["id"] for each in soup(client, page).select("[id]")]
    assert entry.anchor in ids and len(ids) == len(set(ids))


def test_section_of_another_language_has_its_name_in_the_own(home, section):
    """Chosen by mistake, or translated after its entries."""
    make_locale("ru")
    russian = Locale.objects.get(language_code="ru")
    FAQEntry.objects.create(question="Сколько стоит?", answer="Пять.", locale=russian, section=section)
    with override("ru"):
        assert "Delivery" in render_faq(FAQOptions(sections=(section.translation_key,)), None)
        translated = section.copy_for_translation(russian)
        translated.name = "Доставка"
        translated.save()
        html = render_faq(FAQOptions(sections=(section.translation_key,)), None)
    assert "Доставка" in html and "Сколько стоит?" in html and "Delivery" not in html


@pytest.mark.parametrize("language", ["de", "en-us", None])
def test_reader_of_a_language_without_pages_gets_the_first_one(section, language):
    make_faq(section, "What does it cost?")
    with override(language):
        assert "What does it cost?" in render_faq(FAQOptions(sections=(section.translation_key,)), None)


def test_link_leads_where_its_page_is_today(client, home, page, section):
    linked = make_page(home, title="Prices")
    make_faq(section, "What does it cost?", f'<p><a linktype="page" id="{linked.pk}">See here</a></p>')
    assert soup(client, page).select_one(".wf-faq a")["href"] == linked.url
    linked.slug = "what-it-costs"
    linked.save()
    assert soup(client, page).select_one(".wf-faq a")["href"].endswith("/what-it-costs/")
    linked.delete()
    assert not soup(client, page).select(".wf-faq a[href]")


@pytest.mark.parametrize(
    ("asked", "echoed"),
    [("%00", ""), ("a%00b", "ab"), ("%E2%80%AE%E2%80%8Bcost", "cost"), ("x" * 10_000, "x" * 100)],
)
def test_what_nobody_sees_is_not_searched_for(client, page, section, asked, echoed):
    make_faq(section, "What does it cost?")
    assert soup(client, page, f"?faq={asked}").select_one("input[name=faq]")["value"] == echoed


def test_book_on_the_page_is_left_alone(client, home, section):
    make_faq(section, "What does it cost?")
    body = [("faq", {"sections": [section], "show_search": True}), ("review_book", {"book": make_book()})]
    html = soup(client, make_page(home, body=body), "?stars=5&q=zebra&faq-9=x")
    assert questions(html) == ["What does it cost?"]
    names = [each["name"] for each in html.select_one("[data-wf-faq] form").select("[name]")]
    assert names == ["faq", "faq-9"]


def test_page_takes_few_queries_and_is_drawn_once(client, page, section):
    for number in range(5):
        make_faq(section, f"Question number {number}?")
    client.get(page.url)
    with CaptureQueriesContext(connection) as queries:
        html = client.get(page.url)
    ours = [query["sql"] for query in queries if "wagtail_feedback_" in query["sql"]]
    assert len(ours) == 2  # the chosen section, its entries
    assert not html.cookies and "Cookie" not in html.get("Vary", "")


def test_links_of_all_answers_are_looked_up_at_once(client, home, page, section):
    """But for the language, which Wagtail asks for once more for each page that is linked to."""
    linked = [make_page(home).pk for _number in range(5)]
    for number, pk in enumerate(linked):
        link = f'<a linktype="page" id="{pk}">See here</a>'
        make_faq(section, f"Question number {number}?", f"<p>{link} and {link}</p>")
    soup(client, page)
    with CaptureQueriesContext(connection) as queries:
        assert len(soup(client, page).select(".wf-faq a[href]")) == 10
    many = len(queries)  # now: the next request empties the log
    FAQEntry.objects.update(answer="<p>Five.</p>")
    soup(client, page)
    with CaptureQueriesContext(connection) as queries:
        soup(client, page)
    assert many - len(queries) <= 2 + len(linked)


@pytest.mark.parametrize("number", [1, 8])
def test_search_reads_the_wordings_of_all_entries_at_once(client, page, section, number):
    for place in range(number):
        make_faq(section, f"Question number {place}?", wordings=["Asked otherwise", "And again"])
    with CaptureQueriesContext(connection) as queries:
        assert len(questions(soup(client, page, "?faq=again"))) == number
    assert len([query for query in queries if "wagtail_feedback_" in query["sql"]]) == 3


def test_change_shows_at_once_and_a_draft_does_not(client, page, section):
    entry = make_faq(section, "What does it cost?")
    soup(client, page)
    entry.question = "What does a parcel cost?"
    entry.save_revision()
    assert questions(soup(client, page)) == ["What does it cost?"]
    entry.latest_revision.publish()
    assert questions(soup(client, page)) == ["What does a parcel cost?"]
    section.name = "Parcels"
    section.save()
    assert soup(client, page).select_one("h2").get_text() == "Parcels"


def test_where_no_entry_has_all_words_the_nearest_are_offered(client, page, section):
    make_faq(section, "Can I send it back?", wordings=["Can I get a refund for a kettle?"])
    make_faq(section, "How long does it take?")
    html = soup(client, page, "?faq=refund please")
    assert questions(html) == ["Can I send it back?"]
    assert "No answer has all the words" in html.select_one("[role=status]").get_text()
    html = soup(client, page, "?faq=do you sell dogs")
    assert questions(html) == [] and "0 answers" in html.select_one("[role=status]").get_text()


def test_without_the_extra_nothing_else_is_offered(client, page, section, monkeypatch):
    make_faq(section, "Can I send it back?", wordings=["Can I get a refund for a kettle?"])
    monkeypatch.setattr(listing, "find_spec", lambda name: None)
    assert questions(soup(client, page, "?faq=refund please")) == []
