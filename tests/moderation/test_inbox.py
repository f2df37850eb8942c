from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from tests import factories
from wagtail_feedback.moderation.admin import inbox_counts
from wagtail_feedback.reviews.models import Hold
from wagtail_feedback.templatetags import wagtail_feedback_desk_tags
from wagtail_feedback.utils import composed

pytestmark = [pytest.mark.django_db, pytest.mark.portable]


def ago(**span):
    return timezone.now() - timedelta(**span)


def get_row(response):
    return BeautifulSoup(response.content, "html.parser").select_one("[data-wf-rows-target=row]")


def get_link(row):
    return row.select_one("[data-wf-rows-target=link]")


def test_opens_on_what_is_to_read_in_the_order_of_the_queue(desk, book):
    for kind, area, days, title in (
        ("review", "", 9, "old review"),
        ("complaint", "delivery", 1, "young complaint"),
        ("complaint", "", 5, "old complaint"),
        ("review", "navigation", 1, "lost on the site"),
        ("complaint", "ordering", 1, "cannot order"),
        ("complaint", "pictures", 2, "no pictures"),
        ("question", "", 2, "question"),
    ):
        fields = {"kind": kind, "area": area, "title": title, "created_at": ago(days=days)}
        factories.make_entry(book, status="pending", **fields)
    factories.make_entry(book, title="published")

    about_the_site, complaints = ["no pictures", "cannot order"], ["old complaint", "young complaint"]
    rest = ["lost on the site", "old review", "question"]
    assert desk.headings() == [*about_the_site, *complaints, *rest]


@pytest.mark.parametrize("tab", ["read", "published", "withheld", "spam", "unconfirmed"])
def test_the_rating_takes_no_part_in_the_order(desk, book, tab):
    status = {"read": "pending"}.get(tab, tab)
    for rating in (5, 1, 3, 2, 4):
        factories.make_entry(
            book,
            status=status,
            kind="complaint",
            rating=rating,
            title=str(rating),
            created_at=ago(days=rating),
        )
    order = ["5", "4", "3", "2", "1"]

    assert desk.headings(tab=tab) == (order if tab == "read" else order[::-1])


def test_tabs_hold_their_states_and_count_them(desk, book):
    for status, number in (
        ("pending", 3),
        ("published", 2),
        ("withheld", 1),
        ("spam", 4),
        ("unconfirmed", 1),
    ):
        for _ in range(number):
            factories.make_entry(book, status=status, kind="review")
    factories.make_entry(book, kind="complaint", due_at=timezone.now())
    factories.make_entry(book, status="withdrawn")
    factories.make_entry(book, status="erased")

    response = desk.inbox()
    counted = {tab.slug: number for tab, number, _url in response.context["tabs"]}

    assert counted == {
        "read": 3,
        "answer": 1,
        "published": 3,
        "withheld": 1,
        "spam": 4,
        "unconfirmed": 1,
        "gone": 2,
    }
    for slug, number in counted.items():
        assert len(desk.headings(tab=slug)) == number


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"kind": "complaint"}, {"c"}),
        ({"area": "delivery"}, {"c"}),
        ({"rating": "1"}, {"c"}),
        ({"rating": "none"}, {"q"}),
        ({"rating": ["1", "none"]}, {"c", "q"}),
        ({"language": "ru"}, {"q"}),
        ({"held": "links"}, {"r"}),
        ({"answered": "no"}, {"c", "q", "r"}),
        ({"answered": "yes"}, set()),
        ({"created_at_from": "2020-01-01", "created_at_to": "2020-12-31"}, {"q"}),
        ({"tab": "nonsense", "after": "nonsense"}, {"c", "q", "r"}),
    ],
)
def test_filters(desk, book, query, expected):
    factories.make_entry(book, status="pending", kind="complaint", rating=1, area="delivery", title="c")
    old = datetime(2020, 5, 5, tzinfo=timezone.get_current_timezone())
    factories.make_entry(book, status="pending", kind="question", language="ru", title="q", created_at=old)
    held = factories.make_entry(book, status="pending", kind="review", rating=4, title="r")
    Hold.objects.create(submission=held, spam_check="links", detail="3")

    assert set(desk.headings(**query)) == expected


@pytest.mark.parametrize(
    ("query", "label"),
    [
        ({"kind": "nonsense"}, "Kind"),
        ({"kind": ["review", "nonsense"]}, "Kind"),
        ({"created_at_from": "31/31/2026"}, "Received"),
        ({"created_at_to": "tomorrow"}, "Received"),
        ({"answered": "perhaps"}, "Answered"),
        ({"book": "999999"}, "Book"),  # there is one book, so its filter is not even shown
        ({"site": "x"}, "Site"),
        ({"place": "a\x00"}, "Town"),
    ],
)
def test_a_broken_filter_matches_nothing_and_says_so(desk, book, query, label):
    entry = factories.make_entry(book, status="pending", title="pan")
    response = desk.inbox(**query)

    assert not response.context["object_list"]
    assert f"there is no such value ({label})." in response.content.decode()
    desk.bulk("feedback_approve", ["all"], post={}, **query)
    entry.refresh_from_db()
    assert entry.status == "pending"


def test_the_only_choice_of_a_hidden_filter_is_no_broken_one(desk, book):
    factories.make_entry(book, status="pending", title="pan")

    assert desk.headings(book=book.pk, site=book.site_id) == ["pan"]


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
@pytest.mark.parametrize("end", ["from", "to"])
def test_the_ends_of_the_calendar_are_no_error(desk, book, day, end, settings):
    settings.TIME_ZONE = "Europe/Moscow"

    assert desk.inbox(**{f"created_at_{end}": day}).status_code == 200


def test_filters_by_book(desk, book):
    factories.make_entry(book, status="pending", title="here")
    other = factories.make_book()
    factories.make_entry(other, status="pending", title="there")

    assert desk.headings(book=other.pk) == ["there"]


def test_a_row_says_what_a_moderator_needs(desk, book):
    entry = factories.make_entry(
        book,
        status="pending",
        kind="complaint",
        rating=2,
        title="Lid falls in",
        name="Oleg",
        email="oleg@example.org",
        about_label="Kettle",
        due_at=ago(days=7),
    )
    Hold.objects.create(submission=entry, spam_check="links", detail="3")
    page = desk.inbox().content.decode()

    for words in (
        "Lid falls in",
        "Oleg",
        "Email not confirmed",
        "Kettle",
        "5 working days late",
        "3 links in the text",
    ):
        assert words in page
    assert "wfd-row--late" in page
    assert "oleg@example.org" not in page


def test_tabs_keep_filters_and_drop_the_place(desk, book):
    url = desk.inbox(kind="complaint", q="lid", after="1.1.1").context["tabs"][2][2]

    assert "kind=complaint" in url and "q=lid" in url and "tab=published" in url
    assert "after" not in url


def test_there_is_no_way_to_add_an_entry(desk):
    assert not desk.inbox().context.get("can_add")
    assert desk.client.get("/admin/snippets/wagtail_feedback_reviews/entry/add/").status_code == 302


@pytest.mark.parametrize(
    ("title", "text", "heading", "rest"),
    [
        ("Lid", "It falls in.\n\nTwice.", "Lid", "It falls in. Twice."),
        ("", "The lid falls in.", "The lid falls in.", ""),
        ("", "word " * 30, ("word " * 30).strip(), ""),
        ("", "word " * 100, "word " * 14 + "word…", "…" + ("word " * 85).strip()),
        ("Just a title", "", "Just a title", ""),
    ],
)
def test_a_row_holds_all_words_and_none_twice(desk, book, title, text, heading, rest):
    factories.make_entry(book, status="pending", title=title, text=text)
    row = get_row(desk.inbox())
    text_shown = row.select_one("[data-wf-rows-target=text]")
    assert get_link(row).text == heading
    assert (text_shown.text if text_shown else "") == rest


def test_words_of_a_row_are_shown_as_text(desk, book):
    factories.make_entry(book, status="pending", title="<b>", text="<script>alert(1)</script>")
    page = desk.inbox().content.decode()
    assert "&lt;b&gt;" in page and "&lt;script&gt;alert(1)" in page


def test_an_empty_column_takes_no_room(desk, book):
    entry = factories.make_entry(book, status="pending", kind="review")
    assert headings_of(desk.inbox()) == ["", "Entry", "Age"]
    Hold.objects.create(submission=entry, spam_check="links", detail="3")
    factories.make_entry(book, status="pending", kind="complaint", due_at=ago(days=-2))
    assert headings_of(desk.inbox()) == ["", "Entry", "Promise", "Held by", "Age"]


def headings_of(response):
    page = BeautifulSoup(response.content, "html.parser")
    return [cell.get_text(strip=True) for cell in page.select(".wfd-listing th")]


def test_the_queues_count_what_is_about_the_site_itself(desk, book):
    for area, kind in (("pictures", "complaint"), ("ordering", "review"), ("ordering", "question")):
        factories.make_entry(book, status="pending", kind=kind, area=area, title=area)
    factories.make_entry(book, status="pending", kind="complaint", area="delivery")
    shortcuts = desk.inbox().context["shortcuts"]

    assert [(str(shortcut.label), number) for shortcut, number, _url in shortcuts] == [
        ("Pictures on the site", 1),
        ("Placing an order", 2),
    ]
    found = desk.client.get(shortcuts[1][2])
    assert [entry.title for entry in found.context["object_list"]] == ["ordering", "ordering"]
    assert desk.inbox(tab="published").context["shortcuts"] == []


def test_a_shortcut_counts_only_so_far(desk, book, monkeypatch):
    for module in (inbox_counts, wagtail_feedback_desk_tags):
        monkeypatch.setattr(module, "MAX_SHORTCUT", 2)
    composed._statements.clear()  # which hold the limit
    for _number in range(4):
        factories.make_entry(book, status="pending", kind="review", area="ordering")
    response = desk.inbox()
    assert [number for _shortcut, number, _url in response.context["shortcuts"]] == [3]
    assert "2+" in response.content.decode()
    composed._statements.clear()


def test_a_row_leads_back_to_its_view(desk, book):
    entry = factories.make_entry(book, status="pending", kind="complaint")
    row = get_row(desk.inbox(kind="complaint", tab="read"))
    assert get_link(row)["href"] == desk.url(entry, kind="complaint", tab="read")


def test_an_answer_that_was_saved_and_not_published_is_told(desk, book):
    entries = {
        name: factories.make_entry(book, status="pending", title=name) for name in ("none", "saved", "out")
    }
    for name, published in (("saved", (True, False)), ("out", (False, True))):
        for number, is_published in enumerate(published):
            at = timezone.now() + timedelta(seconds=number)
            entries[name].answer_versions.create(
                position="<p>Sorry.</p>", created_at=at, is_published=is_published
            )
    page = BeautifulSoup(desk.inbox(tab="read").content, "html.parser")
    rows = page.select("[data-wf-rows-target=row]")
    assert [get_link(row).text for row in rows if "Answer saved as a draft" in row.text] == ["saved"]


def test_words_of_visitors_are_escaped_in_the_rows(desk, book):
    words = {name: f"<i>{name}</i>&" for name in ("title", "text", "name", "about_label")}
    factories.make_entry(book, status="pending", **words)
    page = desk.inbox().content.decode()
    assert "<i>" not in page
    assert all(f"&lt;i&gt;{name}&lt;/i&gt;&amp;" in page for name in words)
