from __future__ import annotations

import pytest

from tests import factories
from wagtail_feedback.moderation.actions import MAX_BULK
from wagtail_feedback.reviews.models import Entry

pytestmark = [pytest.mark.django_db, pytest.mark.portable]


def statuses():
    return dict(Entry.objects.values_list("title", "status"))


@pytest.mark.parametrize(
    ("action", "post", "after"),
    [
        ("approve", {}, "published"),
        ("withhold", {"reason": "abuse", "author_note": "Mind your words"}, "withheld"),
        ("spam", {}, "spam"),
    ],
)
def test_many_at_once(desk, book, action, post, after):
    ids = [factories.make_entry(book, status="pending", title=str(n)).pk for n in range(3)]

    assert desk.bulk(f"feedback_{action}", ids).status_code == 200
    assert desk.bulk(f"feedback_{action}", ids, post=post).status_code == 302
    assert set(statuses().values()) == {after}


@pytest.mark.django_db(transaction=True)  # the search index follows after commit
def test_select_all_respects_tab_filters_and_search(desk, book):
    for kind, title in (("complaint", "lid one"), ("complaint", "pan"), ("review", "lid two")):
        factories.make_entry(book, status="pending", kind=kind, title=title, text="x")
    factories.make_entry(book, status="withheld", kind="complaint", title="lid three", text="x")
    view = {"tab": "read", "kind": "complaint", "q": "LID"}

    assert desk.bulk("feedback_approve", ["all"], **view).context["count"] == 1
    desk.bulk("feedback_approve", ["all"], post={}, **view)
    assert statuses() == {
        "lid one": "published",
        "pan": "pending",
        "lid two": "pending",
        "lid three": "withheld",
    }


def test_what_its_state_does_not_allow_is_left_out_by_name(desk, book):
    ids = [factories.make_entry(book, status=status, title=status).pk for status in ("pending", "erased")]
    page = desk.bulk("feedback_approve", ids).content.decode()

    assert "1 entry is left out because of its state:" in page and "Erased 1" in page
    desk.bulk("feedback_approve", ids, post={})
    assert statuses() == {"pending": "published", "": "erased"}


@pytest.mark.parametrize(
    ("number", "action", "question"),
    [
        (1, "feedback_approve", "Publish this entry?"),
        (2, "feedback_approve", "Publish these entries?"),
        (1, "feedback_withhold", "Withhold this entry and tell its author?"),
        (1, "feedback_spam", "Mark this entry as spam?"),
    ],
)
def test_one_entry_is_asked_about_like_many(desk, book, number, action, question):
    ids = [factories.make_entry(book, status="pending").pk for _ in range(number)]
    assert question in desk.bulk(action, ids).content.decode()


def test_five_hundred_at_most(desk, book):
    Entry.objects.bulk_create(
        Entry(book=book, site=book.site, status="pending", kind="review", language="en", text="x")
        for _ in range(MAX_BULK + 1)
    )
    page = desk.bulk("feedback_approve", ["all"])
    assert "More than 500 entries are chosen" in page.content.decode()

    desk.bulk("feedback_approve", ["all"], post={})
    assert not Entry.objects.filter(status="published").exists()
    Entry.objects.first().delete()
    assert len(desk.bulk("feedback_approve", ["all"]).content) < 60_000
    desk.bulk("feedback_approve", ["all"], post={})
    assert Entry.objects.filter(status="published").count() == MAX_BULK


def test_withholding_many_needs_a_reason(desk, book):
    entry = factories.make_entry(book, status="pending", title="a")

    assert desk.bulk("feedback_withhold", [entry.pk], post={"reason": "rude"}).status_code == 200
    assert statuses() == {"a": "pending"}


@pytest.mark.parametrize("ids", [[], ["x"], ["9" * 30], ["999999"]])
def test_nonsense_chooses_nothing(desk, book, ids):
    factories.make_entry(book, status="pending", title="a")

    assert desk.bulk("feedback_approve", ids).status_code == 200
    assert desk.bulk("feedback_approve", ids, post={}).status_code == 302
    assert statuses() == {"a": "pending"}


def test_next_stays_on_this_site(desk, book):
    entry = factories.make_entry(book, status="pending")

    assert desk.bulk("feedback_approve", [entry.pk], post={}, next="https://evil.example/").url.startswith(
        "/"
    )


def test_an_endless_list_of_what_is_left_alone_breaks_nothing(desk, book):
    entry = factories.make_entry(book, status="pending")
    endless = " ".join(map(str, range(entry.pk + 1, entry.pk + 300_000)))  # more than SQLite takes
    assert desk.bulk("feedback_approve", ["all"], post={"left": endless}).status_code == 302
    entry.refresh_from_db()
    assert entry.status == "published"
