"""The panel on Wagtail's home page."""

from __future__ import annotations

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group, Permission
from django.utils import timezone
from wagtail.models import GroupSitePermission

from tests.factories import make_answer, make_book, make_entry, make_user
from tests.moderation.conftest import open_desk
from wagtail_feedback.moderation.admin.dashboard import FeedbackPanel
from wagtail_feedback.reviews.models import Entry

pytestmark = [pytest.mark.django_db, pytest.mark.portable]
DAY = timedelta(days=1)


def panel_of(client):
    return BeautifulSoup(client.get("/admin/").content, "html.parser").select_one(
        "section[id*=wagtail-feedback]"
    )


def numbers(rf, user):
    request = rf.get("/admin/")
    request.user = user
    return FeedbackPanel(request, [Entry]).get_context_data({})["desks"][0]["numbers"]


def complain(book, due=DAY, **fields):
    return make_entry(book, kind="complaint", due_at=timezone.now() + due, **fields)


def test_it_counts_what_waits(rf, moderator, book):
    make_entry(book, status="pending")
    complain(book, -DAY, status="pending")
    complain(book, -DAY)
    complain(book)
    make_answer(complain(book, -DAY))
    complain(book, -DAY, status="withheld")
    assert numbers(rf, moderator) == {"pending": 2, "late_read": 1, "late_answer": 1}


def test_it_shows_the_five_oldest_complaints_without_an_answer(desk, book):
    for age in range(6):
        status = "pending" if age % 2 else "published"
        complain(book, status=status, title=f"Story {age}", created_at=timezone.now() - age * DAY)
    make_entry(book, kind="review", status="pending", title="Review", created_at=timezone.now() - 9 * DAY)
    make_answer(complain(book, title="Answered", created_at=timezone.now() - 9 * DAY))
    assert [item.title for item in Entry.objects.pressing(5)] == [f"Story {age}" for age in (5, 4, 3, 2, 1)]
    text = panel_of(desk.client).get_text()
    assert "Story 5" in text and "Story 0" not in text and "Review" not in text and "Answered" not in text


def test_imports_push_no_complaint_out(book):
    complain(book, status="pending", title="Waits for us")
    for number in range(6):
        old = timezone.now() - (9 + number) * DAY
        make_entry(book, kind="complaint", status="pending", source="import", created_at=old)
    assert [item.title for item in Entry.objects.pressing(5)] == ["Waits for us"]


def test_links_open_the_entry_in_its_tab(desk, book):
    unread, public = complain(book, status="pending"), complain(book)
    links = [link["href"] for link in panel_of(desk.client).select("a[href*='/edit/']")]
    assert sorted(links) == sorted([desk.url(unread, tab="read"), desk.url(public, tab="answer")])


def test_other_sites_are_not_counted(rf, site, other_site, book):
    user, group = make_user("local"), Group.objects.create(name="Locals")
    permission = Permission.objects.get(codename="moderate_entry")
    GroupSitePermission.objects.create(group=group, site=site, permission=permission)
    user.groups.add(group)
    make_entry(book, status="pending")
    make_entry(make_book(site=other_site), status="pending")
    assert numbers(rf, user)["pending"] == 1


def test_who_moderates_nowhere_has_no_panel(site, book):
    assert panel_of(open_desk(make_user("reader", permissions=("answer_entry",))).client) is None


def test_words_are_shown_as_text(desk, book):
    complain(book, title="<script>alert(1)</script>")
    assert panel_of(desk.client).select_one("script") is None
