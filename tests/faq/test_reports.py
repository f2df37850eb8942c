"""Which answers are due for another look, and what editors see of votes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.factories import make_user
from tests.faq.entries import make_faq
from wagtail_feedback.faq.admin.reports import get_review_reasons
from wagtail_feedback.faq.models import FAQEntry, FAQVote

pytestmark = [pytest.mark.django_db, pytest.mark.portable]
URL = "/admin/reports/faq-review/"


@pytest.fixture
def editor(client):
    user = make_user()
    user.groups.add(Group.objects.get(name="Feedback editors"))
    client.force_login(user)
    return client


def make_votes(entry, yes, no, **fields):
    given = {"entry": entry, "version": entry.version, "day": timezone.localdate(), **fields}
    votes = [FAQVote(**given, is_helpful=place < yes) for place in range(yes + no)]
    FAQVote.objects.bulk_create(votes)


def days(number):
    return timezone.localdate() + timedelta(days=number)


@pytest.fixture
def entries(section):
    """Two to review, and what comes near to it."""
    overdue = make_faq(section, "Is it overdue?", review_by=days(-1))
    unhelpful = make_faq(section, "=Is it unhelpful?", review_by=days(1))
    make_votes(unhelpful, 4, 6)
    make_faq(section, "Is it due today?", review_by=days(0))
    make_faq(section, "Is it a draft?", review_by=days(-1), live=False)
    make_votes(make_faq(section, "Is it even?"), 5, 5)
    make_votes(make_faq(section, "Are there few votes?"), 0, 9)
    rewritten = make_faq(section, "Was it rewritten?")
    make_votes(rewritten, 0, 20, version="old")
    return overdue, unhelpful


def listed(client, query=""):
    response = client.get(URL + query)
    assert response.status_code == 200
    return [entry.question for entry in response.context["object_list"]]


def test_report_lists_what_is_overdue_or_does_not_help(editor, entries):
    assert listed(editor, "?ordering=question") == ["=Is it unhelpful?", "Is it overdue?"]
    html = editor.get(URL).content.decode()
    assert "40% of 10" in html and "Its day is over" in html and "Most readers say no" in html
    assert reverse("wagtailsnippets_wagtail_feedback_faq_faqentry:edit", args=[entries[0].pk]) in html


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?reason=overdue", ["Is it overdue?"]),
        ("?reason=unhelpful", ["=Is it unhelpful?"]),
        (
            "?section=0",
            ["=Is it unhelpful?", "Is it overdue?"],
        ),  # no such section: an error beside the filter
        ("?reason=other", ["=Is it unhelpful?", "Is it overdue?"]),
    ],
)
def test_report_is_filtered(editor, entries, query, found):
    assert sorted(listed(editor, query)) == found


def test_entry_says_the_same_as_the_report(entries):
    today = timezone.localdate()
    found = FAQEntry.objects.to_review(today)
    told = [entry for entry in FAQEntry.objects.with_votes().filter(live=True) if get_review_reasons(entry)]
    assert set(found) == set(told) == set(entries)


def test_report_is_exported_without_formulas(editor, entries):
    response = editor.get(f"{URL}?export=csv")
    lines = b"".join(response.streaming_content).decode().splitlines()
    assert len(lines) == 3 and any(line.startswith("'=Is it unhelpful?,Delivery,English,") for line in lines)
    assert editor.get(f"{URL}?export=xlsx").status_code == 200


def test_report_takes_the_same_queries_for_any_number(editor, section, entries):
    editor.get(URL)
    with CaptureQueriesContext(connection) as few:
        editor.get(URL)
    count = len(few)
    for number in range(5):
        make_faq(section, f"Question number {number}?", review_by=days(-1))
    with CaptureQueriesContext(connection) as many:
        editor.get(URL)
    assert len(many) == count


def test_report_is_in_the_menu_of_those_who_may_change_entries(editor, client, entries):
    assert URL in editor.get("/admin/").content.decode()
    client.force_login(make_user("stranger", permissions=("moderate_entry",)))
    assert URL not in client.get("/admin/").content.decode()
    assert client.get(URL).status_code == 302


def panel(client, entry):
    url = reverse("wagtailsnippets_wagtail_feedback_faq_faqentry:edit", args=[entry.pk])
    return " ".join(
        BeautifulSoup(client.get(url).content, "html.parser").select_one("main").get_text().split()
    )


def test_editor_of_an_entry_is_told(editor, section, entries):
    overdue, unhelpful = entries
    assert "Its day is over" in panel(editor, overdue)
    make_votes(unhelpful, 0, 1, reason="wrong", comment="It is <six> now")
    make_votes(unhelpful, 0, 1, version="old", comment="Long ago")
    told = panel(editor, unhelpful)
    assert "Most readers say no" in told and "36% of 11" in told
    assert "It is wrong or out of date: 1" in told and "It is <six> now" in told
    assert "1 vote on earlier texts is kept" in told and "Long ago" not in told
    assert "Most readers" not in panel(editor, make_faq(section, "Is it new?"))


def test_list_shows_the_share_with_its_number(editor, entries):
    url = reverse("wagtailsnippets_wagtail_feedback_faq_faqentry:list")
    html = editor.get(url).content.decode()
    assert "40% of 10" in html and "0% of 9" in html and "of 20" not in html
