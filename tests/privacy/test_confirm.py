from __future__ import annotations

import pytest
from django.core import mail

from tests.factories import make_entry
from wagtail_feedback.contacts.tokens import CONFIRM, UNSUBSCRIBE
from wagtail_feedback.moderation.actions import PublishAction
from wagtail_feedback.outbox.models import OutboxMail
from wagtail_feedback.outbox.sending import send_due_mails
from wagtail_feedback.reviews.models import Entry, Hold

pytestmark = [pytest.mark.django_db, pytest.mark.portable]


@pytest.fixture
def waiting(complaint):
    """The complaint stands in a book that demands confirmed addresses first."""
    Entry.objects.update(status="unconfirmed")
    complaint.refresh_from_db()
    return complaint


def test_the_button_confirms_and_leads_to_the_status_page(client, contact, links):
    response = client.post(links[CONFIRM], follow=True)
    contact.refresh_from_db()
    assert contact.confirmed_at is not None
    assert response.status_code == 200
    assert "The handle came loose." in response.content.decode()


def test_pressing_it_twice_changes_nothing_more(client, contact, links):
    client.post(links[CONFIRM])
    contact.refresh_from_db()
    first = contact.confirmed_at
    assert client.post(links[CONFIRM]).status_code == 303
    contact.refresh_from_db()
    assert contact.confirmed_at == first


def test_an_entry_that_waited_for_it_joins_the_queue(client, waiting, links):
    client.post(links[CONFIRM])
    waiting.refresh_from_db()
    assert waiting.status == "pending"


def test_a_book_that_trusts_its_checks_publishes_it(client, waiting, book, links):
    type(book).objects.update(policy="post")
    client.post(links[CONFIRM])
    waiting.refresh_from_db()
    assert waiting.status == "published"


def test_a_public_entry_shows_at_once_that_its_address_is_confirmed(client, complaint, book, links):
    entry = PublishAction(complaint).execute()
    before = type(book).objects.get(pk=book.pk).fragment_key
    client.post(links[CONFIRM])
    entry.refresh_from_db()
    assert entry.status == "published"
    assert type(book).objects.get(pk=book.pk).fragment_key != before


def test_a_held_entry_waits_for_a_person_all_the_same(client, waiting, book, links):
    type(book).objects.update(policy="post")
    Hold.objects.create(submission=waiting, spam_check="links")
    client.post(links[CONFIRM])
    waiting.refresh_from_db()
    assert waiting.status == "pending"


@pytest.mark.parametrize("status", ["published", "withheld", "spam", "withdrawn"])
def test_confirming_moves_no_decided_entry(client, complaint, links, status):
    Entry.objects.update(status=status)
    client.post(links[CONFIRM])
    complaint.refresh_from_db()
    assert complaint.status == status


def test_confirming_sends_the_news_that_waited(client, book, django_capture_on_commit_callbacks):
    entry = make_entry(book, email="boris@example.org")
    OutboxMail.objects.create(mail_type="contacts.confirm", contact=entry.contact)
    OutboxMail.objects.create(mail_type="reviews.published", contact=entry.contact)
    send_due_mails()
    url = mail.outbox[0].body.split("Confirm: ")[1].split()[0]
    with django_capture_on_commit_callbacks(execute=True):
        client.post(url)
    news = [message.subject.split(" · ")[0].split(":")[0] for message in mail.outbox]
    assert news == ["Confirm your address", "Your entry is published"]


def test_the_page_before_the_button_shows_no_text(client, links):
    page = client.get(links[CONFIRM]).content.decode()
    assert "handle" not in page
    assert "an…@example.org" in page


def test_one_click_unsubscribing_needs_no_origin_and_no_page(client, contact, links):
    body = "List-Unsubscribe=One-Click"
    response = client.post(links[UNSUBSCRIBE], body, content_type="application/x-www-form-urlencoded")
    contact.refresh_from_db()
    assert response.status_code == 200
    assert contact.unsubscribed_at is not None


def test_unsubscribing_twice_keeps_the_first_day(client, contact, links):
    client.post(links[UNSUBSCRIBE])
    contact.refresh_from_db()
    first = contact.unsubscribed_at
    client.post(links[UNSUBSCRIBE])
    contact.refresh_from_db()
    assert contact.unsubscribed_at == first


def test_confirming_after_all_means_wanting_mail(client, contact, links):
    client.post(links[UNSUBSCRIBE])
    client.post(links[CONFIRM])
    contact.refresh_from_db()
    assert contact.accepts_mail
