"""What the digest says: all features of a site, once a day and address. (How it is sent: tests/outbox.)"""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.utils import timezone, translation
from wagtail.models import Locale
from wagtail.users.models import UserProfile

from tests.factories import make_answer, make_book, make_contact, make_entry, make_user
from wagtail_feedback.moderation import digest
from wagtail_feedback.moderation.digest import Waiting, count_waiting, queue_digests
from wagtail_feedback.outbox.models import OutboxMail
from wagtail_feedback.outbox.staff import get_staff_language
from wagtail_feedback.reviews.models import Entry
from wagtail_feedback.utils.dates import format_day

pytestmark = [pytest.mark.django_db, pytest.mark.portable]


@pytest.fixture
def here(site):
    return make_book(site=site, notify="care@example.org")


@pytest.fixture
def there(other_site):
    return make_book(site=other_site, notify="care@example.org\nboss@example.org")


def noon():
    return timezone.localtime().replace(hour=12, minute=0, second=0, microsecond=0)


@pytest.fixture
def at_noon(monkeypatch):
    """Today, twelve o'clock."""
    moment = noon()
    monkeypatch.setattr("django.utils.timezone.now", lambda: moment)


def complain(book, due, **fields):
    return make_entry(book, kind="complaint", due_at=noon() + due, **fields)


def test_each_address_of_each_site_gets_one_mail(here, there):
    make_entry(here, status="pending")
    make_entry(there, status="pending")
    make_entry(make_book(site=here.site), status="pending")
    assert queue_digests() == 3
    sent = OutboxMail.objects.order_by("pk").values_list("recipient", "params__site")
    assert sorted(sent) == sorted(
        [
            ("care@example.org", here.site.pk),
            ("care@example.org", there.site.pk),
            ("boss@example.org", there.site.pk),
        ]
    )


def test_a_second_run_of_the_day_writes_nothing(here, there):
    make_entry(here, status="pending")
    queue_digests()
    make_entry(there, status="pending")
    queue_digests()
    queue_digests()
    assert OutboxMail.objects.count() == 3


def test_an_address_written_twice_gets_one(site):
    make_entry(make_book(site=site, notify="care@example.org\nCARE@example.org"), status="pending")
    queue_digests()
    assert OutboxMail.objects.count() == 1


def test_a_site_where_nothing_waits_writes_nothing(here, there):
    make_entry(here, status="pending")
    make_entry(there)
    queue_digests()
    assert set(OutboxMail.objects.values_list("params__site", flat=True)) == {here.site.pk}


def test_it_counts_late_due_today_and_unread(here, there, at_noon):
    complain(here, timedelta(minutes=-1))
    complain(here, timedelta(minutes=1), status="pending")
    complain(here, timedelta(hours=11, minutes=59))
    complain(here, timedelta(hours=12))  # midnight
    make_entry(here, status="pending")
    complain(there, timedelta(days=-1))
    assert count_waiting(here.site) == Waiting(late=1, today=2, unread=2)


@pytest.mark.parametrize("status", ["unconfirmed", "withheld", "spam", "withdrawn", "erased"])
def test_what_nobody_has_to_answer_is_not_counted(here, status):
    entry = make_entry(here, kind="complaint", status=status)
    Entry.objects.filter(pk=entry.pk).update(due_at=timezone.now() - timedelta(days=1))
    assert not count_waiting(here.site)


@pytest.mark.parametrize(
    ("fields", "count"),
    [
        ({"error": OutboxMail.MAYBE_SENT}, 1),
        ({"error": "SMTPDataError: 554 no"}, 1),
        ({"error": "SMTPRecipientsRefused: 550 no such user"}, 0),
        ({"claimed_at": timezone.now() - timedelta(hours=25)}, 0),
        ({"status": "sent"}, 0),
    ],
)
def test_mails_that_somebody_has_to_look_after_are_counted_for_a_day(here, there, fields, count):
    contact = make_contact(book=here)
    defaults = {"status": "failed", "claimed_at": timezone.now(), "contact": contact}
    OutboxMail.objects.create(mail_type="reviews.answered", **{**defaults, **fields})
    assert (count_waiting(here.site).unsent, count_waiting(there.site).unsent) == (count, 0)


def test_what_there_is_none_of_is_not_named():
    assert str(Waiting(today=1)) == "1 due today"
    assert str(Waiting(late=2, unsent=1)) == "2 late, 1 email not sent"


def test_an_answered_promise_waits_no_longer(here):
    make_answer(complain(here, timedelta(days=-1)))
    assert not count_waiting(here.site)


def test_all_features_are_added_up_in_one_mail(here, monkeypatch):
    make_entry(here, status="pending")
    monkeypatch.setattr(digest, "get_moderated_models", lambda: [Entry, Entry])
    assert count_waiting(here.site).unread == 2
    queue_digests()
    mail = OutboxMail.objects.get()
    assert digest.DigestEmail().get_content(mail).subject == "Feedback at Iron & Linden: 2 to read"


def test_the_oldest_urgent_lines_come_first_over_all_features(here, monkeypatch):
    for age in range(4):
        complain(here, timedelta(days=1), title=f"Story {age}", created_at=timezone.now() - timedelta(age))
    monkeypatch.setattr(digest, "get_moderated_models", lambda: [Entry, Entry])
    lines = [line["heading"] for line in digest.get_urgent(here.site)]
    assert lines == ["Story 3", "Story 3", "Story 2", "Story 2", "Story 1"]


def test_lines_say_when_the_answer_is_due(here, monkeypatch):
    friday = timezone.make_aware(datetime(2026, 11, 27, 12))
    monkeypatch.setattr("django.utils.timezone.now", lambda: friday)
    complain(here, timedelta(days=-7), title="late", created_at=noon() - timedelta(days=9))
    complain(here, timedelta(days=2), title="promised", created_at=noon() - timedelta(days=8))
    free = {"kind": "complaint", "title": "free", "due_at": None, "created_at": noon() - timedelta(days=7)}
    make_entry(here, status="pending", **free)
    lines = digest.get_urgent(here.site)
    assert (
        lines[0]["deadline"] == f"5 working days late, promised by {format_day(noon() - timedelta(days=7))}"
    )
    told = {line["heading"]: line["deadline"].split(" ")[0] for line in lines}
    assert told == {"late": "5", "promised": "promised", "free": "received"}


def test_only_what_is_urgent_and_unanswered_has_a_line(here, there):
    make_entry(here, status="pending", kind="review")
    make_answer(complain(here, timedelta(days=1)))
    complain(here, timedelta(days=1), status="withheld")
    complain(there, timedelta(days=1))
    assert digest.get_urgent(here.site) == []


@pytest.mark.parametrize(("preferred", "language"), [("ru", "ru"), ("", "en"), (None, "en")])
def test_a_colleague_is_written_to_in_their_language(here, preferred, language):
    if preferred is not None:
        UserProfile.objects.create(user=make_user("care"), preferred_language=preferred)
    assert get_staff_language("CARE@example.org", here.site) == language


def test_else_in_the_language_of_the_site(here):
    Locale.objects.filter(pk=here.site.root_page.locale_id).update(language_code="de")
    assert get_staff_language("nobody@example.org", type(here.site).objects.get(pk=here.site.pk)) == "de"


def test_the_subject_speaks_russian_with_its_plurals():
    with translation.override("ru"):
        assert str(Waiting(late=1)) != str(Waiting(late=2)) and "1" in str(Waiting(late=1))


def test_it_is_pointless_once_nothing_waits(here):
    entry = make_entry(here, status="pending")
    queue_digests()
    mail = OutboxMail.objects.get()
    Entry.objects.filter(pk=entry.pk).delete()
    assert digest.DigestEmail().get_content(mail) is None


def test_it_names_the_shop_and_leads_to_the_inbox(here):
    make_entry(here, status="pending")
    queue_digests()
    content = digest.DigestEmail().get_content(OutboxMail.objects.get())
    assert content.site == here.site
    assert content.context["lines"] == digest.get_urgent(here.site)
    assert content.context["outbox_url"] == "http://localhost/admin/feedback_outbox/"
    assert content.url == "http://localhost/admin/snippets/wagtail_feedback_reviews/entry/"
