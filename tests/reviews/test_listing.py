"""What readers see of a book, and in which order."""

from __future__ import annotations

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from tests.factories import make_answer, make_entry
from wagtail_feedback.moderation.actions import PublishAction, WithdrawAction, WithholdAction
from wagtail_feedback.reviews.actions import MarkSolvedAction

pytestmark = [pytest.mark.django_db, pytest.mark.portable]


def shown(client, page, query=""):
    return BeautifulSoup(client.get(page.url + query).content, "html.parser")


def ids(html):
    return [article["id"].removeprefix("entry-") for article in html.select("article.wf-entry")]


@pytest.fixture
def entries(book):
    """Forty-five entries, the first the oldest, with ratings from 1 to 5 in turn."""
    start = timezone.now() - timedelta(days=100)
    return [
        make_entry(
            book, rating=number % 5 + 1, published_at=start + timedelta(days=number), title=f"Entry {number}"
        )
        for number in range(45)
    ]


def walk(client, page, query, rel):
    """All pages from the one at ``query`` on, following links."""
    found = []
    while query is not None:
        html = shown(client, page, query)
        found.append(ids(html))
        link = html.select_one(f".wf-pages a[rel={rel}]")
        query = link["href"].partition("#")[0] if link else None
    return found


def test_newest_come_first_whatever_their_rating(client, page, entries):
    assert ids(shown(client, page)) == [entry.public_id for entry in reversed(entries[25:])]


@pytest.mark.parametrize(
    ("order", "key"),
    [
        ("newest", lambda e: (-e.published_at.timestamp(), -e.pk)),
        ("oldest", lambda e: (e.published_at.timestamp(), e.pk)),
        ("lowest", lambda e: (e.rating, -e.published_at.timestamp(), -e.pk)),
        ("highest", lambda e: (-e.rating, -e.published_at.timestamp(), -e.pk)),
    ],
)
def test_pages_lead_through_the_whole_book_and_back(client, page, entries, order, key):
    expected = [entry.public_id for entry in sorted(entries, key=key)]
    forward = walk(client, page, f"?order={order}", "next")
    assert [len(part) for part in forward] == [20, 20, 5]
    assert sum(forward, []) == expected
    last = shown(client, page, f"?order={order}&after={cursor_before_last(client, page, order)}")
    back = last.select_one(".wf-pages a[rel=prev]")["href"].partition("#")[0]
    assert ids(shown(client, page, back)) == expected[20:40]


def cursor_before_last(client, page, order):
    second = (
        shown(client, page, f"?order={order}").select_one(".wf-pages a[rel=next]")["href"].partition("#")[0]
    )
    return (
        shown(client, page, second)
        .select_one(".wf-pages a[rel=next]")["href"]
        .partition("after=")[2]
        .partition("#")[0]
    )


def test_entry_published_meanwhile_moves_no_page(client, page, book, entries):
    second = shown(client, page).select_one(".wf-pages a[rel=next]")["href"].partition("#")[0]
    before = ids(shown(client, page, second))
    make_entry(book)
    assert ids(shown(client, page, second)) == before


@pytest.mark.parametrize(
    "query",
    [
        "?before=x",
        "?before=1.2",
        "?before=1.2.3",
        "?before=99999999999999999999999.1",
        "?after=-1.-1",
        "?after=n.n",
        "?before=1.9999999999999999999999",
        "?order=lowest&after=1.1.9999999999999999999999",
        "?stars=9",
        "?stars=１",
        "?kind=advert",
        "?order=best",
        "?lang=xx",
        "?q=%00",
        "?area=%27",
        "?q=%25_%5C",
        "?p=10000000000",
    ],
)
def test_nonsense_in_the_address_is_no_error(client, page, book, query):
    make_entry(book)
    assert client.get(page.url + query).status_code == 200


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("?kind=complaint", ["Loose handle"]),
        ("?stars=1", ["Loose handle"]),
        ("?area=delivery", ["Slow courier"]),
        ("?answered=yes", ["Slow courier"]),
        ("?answered=waiting", ["Loose handle"]),
        ("?answered=solved", ["Slow courier"]),
        ("?lang=ru", ["Хорошая доска"]),
        ("?q=nothing", []),
    ],
)
def test_filters(client, page, book, query, titles, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        due = timezone.now() + timedelta(days=3)
        made = [
            make_entry(book, kind="complaint", rating=1, title="Loose handle", due_at=due, status="pending"),
            make_entry(book, kind="suggestion", title="Slow courier", area="delivery", status="pending"),
            make_entry(book, rating=5, title="Хорошая доска", language="ru", status="pending"),
        ]
        for entry in made:
            PublishAction(entry).execute()
        make_answer(made[1])
        MarkSolvedAction(made[1], solved=True).execute()
    html = shown(client, page, query)
    assert [heading.get_text() for heading in html.select("article .wf-heading")] == titles


# MariaDB's full-text index knows committed rows only.
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("query", "title"), [("handles", "Loose handle"), ("досками", "Хорошая доска")])
def test_search_finds_other_word_forms(client, page, book, query, title):
    for entry in (
        make_entry(book, title="Loose handle", status="pending"),
        make_entry(book, title="Хорошая доска", language="ru", status="pending"),
    ):
        PublishAction(entry).execute()
    html = shown(client, page, f"?q={query}")
    assert [heading.get_text() for heading in html.select("article .wf-heading")] == [title]


def test_active_filter_is_a_chip_that_takes_itself_away(client, page, entries):
    html = shown(client, page, "?stars=5")
    assert "9 entries found" in html.get_text()
    chip = html.select_one("a.wf-applied")
    assert "stars" not in chip["href"]


def test_pending_and_withheld_entries_are_nowhere(client, page, book):
    for status in ("pending", "withheld", "spam", "unconfirmed"):
        make_entry(book, status=status, text=f"Secret {status}")
    assert "Secret" not in client.get(page.url).content.decode()


def test_withdrawn_entry_leaves_a_line_in_its_place(client, page, book):
    entry = make_entry(book, text="My secret words")
    WithdrawAction(entry).execute()
    html = shown(client, page)
    assert "My secret words" not in html.get_text()
    assert "The author withdrew the entry" in html.select_one(".wf-gone").get_text()


def test_summary_follows_every_decision_at_once(client, page, book):
    made = [make_entry(book, rating=rating) for rating in (1, 5, 5, 5, 4)]
    assert "4.0" in shown(client, page).select_one(".wf-figure").get_text()
    WithholdAction(made[0], reason="advertising").execute()
    assert "4 ratings so far" in shown(client, page).get_text()
    PublishAction(made[0]).execute()
    assert "4.0" in shown(client, page).select_one(".wf-figure").get_text()


def test_hidden_average_under_five_ratings_still_shows_the_count(client, page, book):
    make_entry(book, rating=5)
    html = shown(client, page)
    assert html.select_one(".wf-figure") is None
    assert "1 rating so far, too few for an average" in html.get_text()


def test_entries_without_a_rating_make_no_number(client, page, book):
    make_entry(book, rating=None)
    assert shown(client, page).select_one(".wf-score").get_text(strip=True).startswith("No ratings yet")


def test_empty_book_says_what_to_do(client, page):
    html = shown(client, page)
    assert "Nobody has written yet" in html.get_text()
    assert html.select_one(".wf-empty a.wf-button")


def test_answer_is_under_the_entry_in_three_parts(client, page, book):
    entry = make_entry(book, kind="complaint", rating=1)
    make_answer(entry, position="<p>You are <strong>right</strong>.</p>", done="<p>Sent a new pan.</p>")
    book.save()
    answer = shown(client, page).select_one("article .wf-answer")
    assert [dt.get_text() for dt in answer.select("dt")] == ["Our position", "What was done", "Result"]
    assert answer.select("dd")[0].strong.get_text() == "right"
    assert answer.select("dd")[2].get_text() == "To follow"


@pytest.mark.parametrize(
    "words",
    ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7|add:7 }}", "javascript:alert(1)"],
)
def test_hostile_text_is_shown_as_text(client, page, book, words):
    make_entry(book, title=words, text=words, name=words[:60], place=words[:60], about_label=words)
    html = shown(client, page)
    article = html.select_one("article")
    assert article.select_one(".wf-words").get_text(strip=True) == words
    assert not article.select("script, img, [onerror]")


def test_entry_keeps_its_language(client, page, book):
    make_entry(book, language="ru", text="Хорошая сковорода")
    assert shown(client, page).select_one("article")["lang"] == "ru"


def test_page_takes_two_queries_more_than_without_blocks(
    client, page, home, book, entries, django_assert_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from tests.factories import make_page

    plain = make_page(home, title="Plain", body=[("text", "Nothing of ours")])

    def queries(url):
        client.get(url)
        with CaptureQueriesContext(connection) as captured:
            client.get(url)
        return len(captured)

    assert queries(page.url) - queries(plain.url) <= 2
    make_entry(book)
    with CaptureQueriesContext(connection) as cold:
        client.get(page.url)
    assert len(cold) - queries(plain.url) <= 5


def test_a_rating_order_keeps_entries_without_a_rating_at_its_end(client, page, book):
    rated = [make_entry(book, rating=rating) for rating in (2, 5)]
    questions = [make_entry(book, kind="question") for _number in range(2)]
    html = shown(client, page, "?order=highest&lang=en")
    assert ids(html) == [entry.public_id for entry in (*reversed(rated), *reversed(questions))]
    assert "4 entries found" in html.get_text()
    assert len(ids(shown(client, page, "?kind=question&order=lowest"))) == 2


def counts_of_links(client, page, query, selector):
    """What each link says, and how many entries there are behind it."""
    for link in shown(client, page, query).select(selector):
        number = link.select_one(".wf-num:not([aria-hidden])")
        found = ids(shown(client, page, link["href"]))
        yield link.get_text(" ", strip=True), int(number.get_text()) if number else None, len(found)


@pytest.mark.parametrize("query", ["", "?stars=5", "?lang=ru", "?q=nothing"])
def test_a_count_beside_a_link_is_that_of_its_list(client, page, book, query):
    for language, number in (("en", 3), ("ru", 1)):
        for rating in range(number):
            make_entry(book, rating=rating % 5 + 1, language=language)
            make_entry(book, kind="question", language=language)
    tabs = list(counts_of_links(client, page, query, ".wf-tabs a"))
    rows = list(counts_of_links(client, page, query, "a.wf-hist__row"))
    assert len(tabs) == 6
    assert len(rows) == 5
    assert [row for row in (*tabs, *rows) if row[1] not in {None, row[2]}] == []


def test_a_tab_where_nobody_rates_has_no_histogram(client, page, book):
    make_entry(book, rating=5)
    make_entry(book, kind="question")
    assert not shown(client, page, "?kind=question").select(".wf-hist")


def test_the_span_of_a_page_runs_forward_in_either_order(client, page, book):
    start = timezone.now().replace(year=2024, month=11, day=2)
    for number in range(21):
        make_entry(book, published_at=start + timedelta(days=number))
    for order, days in (("newest", "3–22 November 2024"), ("oldest", "2–21 November 2024")):
        html = shown(client, page, f"?order={order}")
        assert f"Entries of {days}" in html.select_one(".wf-pages").get_text().replace("\u00a0", " ")


def test_a_day_never_breaks_across_lines(client, page, book):
    make_entry(book, published_at=timezone.now().replace(year=2024, month=11, day=2))
    assert shown(client, page).select_one("article time").get_text() == "2\u00a0November\u00a02024"


def test_what_was_brought_in_keeps_its_day_however_late_it_is_let_in(client, page, book):
    written = timezone.now().replace(year=2024, month=11, day=2)
    old = make_entry(book, source="import", status="pending", created_at=written)
    new = make_entry(book, published_at=timezone.now() - timedelta(days=1))
    PublishAction(old).execute()
    html = shown(client, page)
    assert ids(html) == [new.public_id, old.public_id]
    assert html.select("article time")[-1].get_text() == "2\u00a0November\u00a02024"


def test_what_a_visitor_sent_is_new_when_it_is_let_in(client, page, book):
    written = timezone.now().replace(year=2024, month=11, day=2)
    late = make_entry(book, status="pending", created_at=written)
    make_entry(book, published_at=timezone.now() - timedelta(days=1))
    PublishAction(late).execute()
    assert ids(shown(client, page))[0] == late.public_id
