"""Nobody decides what they have not seen: from the list over the question to the decision."""

from __future__ import annotations

import re

import pytest
from django.contrib.messages import get_messages

from tests import factories
from wagtail_feedback.moderation.actions import AddNoteAction, PublishAction, RedactAction, WithholdAction
from wagtail_feedback.moderation.admin import bulk_actions
from wagtail_feedback.moderation.admin.selection import parse_choices
from wagtail_feedback.reviews.models import Entry

pytestmark = [pytest.mark.django_db, pytest.mark.portable]


@pytest.fixture
def entries(book):
    return [factories.make_entry(book, status="pending", title=f"pan {n}") for n in range(4)]


@pytest.fixture
def pavel(db):
    return factories.make_user("Pavel", superuser=True)


def statuses() -> list[str]:
    return list(Entry.objects.order_by("pk").values_list("status", flat=True))


def ticked(desk, **query) -> list[str]:
    """What the boxes of the list name."""
    page = desk.inbox(**query).content.decode()
    return re.findall(r'data-object-id="(\d+:\d+)"', page)


def texts(response) -> list[str]:
    return [str(message).strip() for message in get_messages(response.wsgi_request)]


def withhold(entry, pavel) -> None:
    WithholdAction(entry, reason="personal", user=pavel).execute()


def test_a_colleague_who_decides_after_the_list_was_opened_is_not_overruled(desk, entries, pavel):
    seen = ticked(desk, tab="read")
    withhold(entries[2], pavel)
    page = desk.bulk("feedback_approve", seen).content.decode()

    assert len(seen) == 4
    assert "1 entry was decided or changed meanwhile" in page and "<b>3 entries</b>" in page
    assert "Withheld: Someone’s personal data (Pavel, 0\xa0minutes ago)" in page and "pan 2" in page
    desk.bulk("feedback_approve", seen, post={})
    assert statuses() == ["published", "published", "withheld", "published"]


def test_a_colleague_who_decides_after_the_question_is_named_before_the_rest_is_done(desk, entries, pavel):
    ids = [entry.pk for entry in entries]
    asked = desk.bulk("feedback_approve", ids)
    withhold(entries[2], pavel)
    again = desk.bulk("feedback_approve", ids, post={}, asked=asked)

    assert again.status_code == 409 and "Pavel" in again.content.decode()
    assert set(statuses()) == {"pending", "withheld"}
    assert desk.bulk("feedback_approve", ids, post={}, asked=again).status_code == 302
    assert statuses() == ["published", "published", "withheld", "published"]


def test_a_published_entry_is_not_taken_down_unseen(desk, entries, pavel):
    asked = desk.bulk("feedback_withhold", [entries[0].pk])
    PublishAction(entries[0], user=pavel).execute()
    again = desk.bulk("feedback_withhold", [entries[0].pk], post={"reason": "abuse"}, asked=asked)

    assert again.status_code == 409 and statuses()[0] == "published"
    assert '<form action="/admin/bulk' not in again.content.decode()


def test_what_was_typed_stays_when_it_is_asked_again(desk, entries, pavel):
    ids = [entry.pk for entry in entries]
    asked = desk.bulk("feedback_withhold", ids)
    withhold(entries[0], pavel)
    post = {"reason": "advertising", "author_note": "No links, please"}
    page = desk.bulk("feedback_withhold", ids, post=post, asked=asked).content.decode()

    assert "No links, please" in page
    assert re.search(r'value="advertising"[^>]*checked', page)


def test_an_answer_to_no_question_decides_nothing(desk, entries):
    for chosen in ({"chosen": ""}, {"chosen": str(entries[0].pk)}, {"chosen": "x:0 1:x"}):
        desk.bulk("feedback_approve", [entries[0].pk], post=chosen)
    assert set(statuses()) == {"pending"}


def test_everything_in_view_is_what_was_in_view_when_it_was_asked(desk, book, entries):
    asked = desk.bulk("feedback_approve", ["all"], tab="read")
    late = factories.make_entry(book, status="pending", text="unseen")
    response = desk.bulk("feedback_approve", ["all"], post={}, asked=asked, tab="read")

    assert response.status_code == 302
    assert Entry.objects.get(pk=late.pk).status == "pending"
    assert texts(response) == ["4 entries published.", "1 entry that came meanwhile was left alone."]


def test_what_was_left_alone_has_not_come_meanwhile(desk, entries):
    asked = desk.bulk("feedback_approve", ["all"], tab="read")
    RedactAction(entries[0], text="pan").execute()  # still to read, but not as it was
    again = desk.bulk("feedback_approve", ["all"], post={}, asked=asked, tab="read")
    response = desk.bulk("feedback_approve", ["all"], post={}, asked=again, tab="read")

    assert texts(response) == ["3 entries published."]
    assert statuses() == ["pending", "published", "published", "published"]


def test_a_note_changes_nothing_about_a_choice(desk, entries, pavel):
    asked = desk.bulk("feedback_approve", [entries[0].pk])
    AddNoteAction(entries[0], text="ask Ivan", user=pavel).execute()

    assert desk.bulk("feedback_approve", [entries[0].pk], post={}, asked=asked).status_code == 302


def test_who_is_faster_by_an_instant_is_not_overruled_either(desk, entries, pavel, monkeypatch):
    """Between the look at the rows and their locks."""
    real = bulk_actions.execute_all

    def late(actions):
        monkeypatch.setattr(bulk_actions, "execute_all", real)
        withhold(entries[1], pavel)
        return real(actions)

    monkeypatch.setattr(bulk_actions, "execute_all", late)
    response = desk.bulk("feedback_approve", [entry.pk for entry in entries], post={})

    assert response.status_code == 409 and "published" not in statuses()


def test_hundreds_decided_meanwhile_cost_one_more_query(
    desk, entries, pavel, book, django_assert_max_num_queries
):
    more = [factories.make_entry(book, status="pending", title=f"pot {n}") for n in range(8)]
    seen = ticked(desk, tab="read")
    for entry in [*entries, *more]:
        withhold(entry, pavel)
    with django_assert_max_num_queries(25):
        page = desk.bulk("feedback_approve", seen).content.decode()

    assert "12 entries were decided or changed meanwhile" in page and "and 7 more" in page
    assert page.count("<em ") == 5


@pytest.mark.parametrize(
    ("values", "pairs"),
    [
        (["12:3", "13"], {12: 3, 13: None}),
        (["all", "", "x:1", "1:", ":1", "1:-1", "٣:1", "9" * 19, f"1:{'9' * 10}"], {}),
    ],
)
def test_choices_are_read_or_left_out(values, pairs):
    assert parse_choices(values) == pairs
