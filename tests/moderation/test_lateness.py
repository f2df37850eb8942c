"""How late an answer is: one figure, in the working days it was promised in, for everybody."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from tests.factories import make_entry
from wagtail_feedback.moderation.admin.deadlines import get_deadline
from wagtail_feedback.moderation.digest import get_urgent
from wagtail_feedback.reviews.listing.cards import get_badge
from wagtail_feedback.reviews.models import Entry
from wagtail_feedback.site_settings import FeedbackSettings, SpecialDay

pytestmark = [pytest.mark.django_db, pytest.mark.portable]
FRIDAY = datetime(2026, 11, 20, 18)


@pytest.fixture
def at(monkeypatch):
    """Let it be a day of November 2026, at noon."""

    def set_day(day):
        moment = timezone.make_aware(datetime(2026, 11, day, 12))
        monkeypatch.setattr("django.utils.timezone.now", lambda: moment)

    return set_day


@pytest.fixture
def complaint(book, at):
    at(18)
    entry = make_entry(book, kind="complaint", due_at=timezone.make_aware(FRIDAY))
    return Entry.objects.select_related("book", "site").get(pk=entry.pk)


@pytest.mark.parametrize(
    ("day", "desk", "public", "mail"),
    [
        (19, "Tomorrow", "Answer promised by 20 November", "promised by 20 November"),
        (20, "Today, 6 p.m.", "Answer promised by 20 November", "promised by 20 November"),
        (
            21,
            "Late since 20 November, 6 p.m.",
            "Answer promised by 20 November",
            "late, promised by 20 November",
        ),
        (
            *(23, "1 working day late", "Answer 1 working day late"),
            "1 working day late, promised by 20 November",
        ),
        (
            *(25, "3 working days late", "Answer 3 working days late"),
            "3 working days late, promised by 20 November",
        ),
    ],
)
def test_desk_page_and_mail_tell_the_same(complaint, at, day, desk, public, mail):
    at(day)
    told = [get_deadline(complaint).text, get_badge(complaint, complaint.book).text]
    told += [line["deadline"] for line in get_urgent(complaint.site)]
    assert [words.replace("\xa0", " ") for words in told] == [desk, public, mail]


def test_on_the_day_itself_the_time_is_enough(complaint, at):
    at(20)
    complaint.due_at = timezone.now() - timedelta(minutes=30)
    text = get_deadline(complaint).text
    assert text.startswith("Late since") and "November" not in text


def test_what_is_left_is_told_in_working_days_too(complaint, at):
    at(16)
    assert get_deadline(complaint).text == "4 working days left"


def test_a_day_off_of_the_shop_makes_nothing_late(desk, complaint, at):
    settings = FeedbackSettings.objects.get(site=complaint.site)
    SpecialDay.objects.create(settings=settings, date=datetime(2026, 11, 23).date(), is_working=False)
    at(24)
    assert "1 working day late" in desk.inbox(tab="answer").content.decode()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="It names indexes in its plans.")
@pytest.mark.parametrize("statuses", [(), ("pending",)])
def test_what_is_overdue_is_counted_along_an_index(statuses):
    assert (
        "wf_entry_due (needs_answer=? AND status=? AND due_at<?)"
        in Entry.objects.overdue(*statuses).explain()
    )
