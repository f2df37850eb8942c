"""Storing a submission: one row, one contact, one mail, one transaction; once per key."""

from __future__ import annotations

import pytest
from django.db import IntegrityError

from tests.factories import make_book, make_entry
from tests.tables import package_rows
from wagtail_feedback.contacts.models import Contact
from wagtail_feedback.moderation.states import Priority
from wagtail_feedback.outbox.models import OutboxMail
from wagtail_feedback.reviews.models import Entry, Hold
from wagtail_feedback.signals import submission_received
from wagtail_feedback.submissions.actions import CreateSubmissionAction
from wagtail_feedback.submissions.checks.context import Flag

pytestmark = [pytest.mark.django_db, pytest.mark.portable]
KEY = "0123456789abcdef" * 2


@pytest.fixture
def received():
    """What ``submission_received`` told, as ``(sender, instance, flags)``."""
    heard = []

    def hear(sender, instance, flags, **kwargs):
        heard.append((sender, instance, flags))

    submission_received.connect(hear)
    yield heard
    submission_received.disconnect(hear)


@pytest.fixture
def create(db):
    book = make_book()

    def make(email="", flags=(), book=book, **fields):
        fields = {"kind": "review", "rating": 4, "text": "Good.", "language": "ru", **fields}
        return CreateSubmissionAction(Entry(book=book, **fields), email=email, flags=flags).execute()

    return make


def test_row_contact_and_mail_belong_together(create):
    entry = create(email="Anna@Example.org")
    contact, mail = Contact.objects.get(), OutboxMail.objects.get()
    assert entry.contact == contact and contact.owner == "wagtail_feedback_reviews.entry"
    assert (contact.email, contact.email_key) == ("Anna@Example.org", "anna@example.org")
    assert (contact.site, contact.language, contact.created_at) == (entry.site, "ru", entry.created_at)
    assert (mail.mail_type, mail.contact, mail.key) == (
        "contacts.confirm",
        contact,
        f"confirm:{contact.pk}",
    )


def test_without_an_address_there_is_no_contact_and_no_mail(create):
    assert create().contact is None
    assert not Contact.objects.exists() and not OutboxMail.objects.exists()


def test_what_spam_checks_found_becomes_holds(create):
    entry = create(flags=[Flag("links", "3"), Flag("words", "x" * 300)])
    assert list(entry.holds.values_list("spam_check", "detail")) == [("links", "3"), ("words", "x" * 200)]
    create()
    assert Hold.objects.count() == 2


def test_what_no_visitor_decides_is_set_before_storing(create):
    entry = create(kind="complaint", title="Ёлка", text="Ручка", name="Аня")
    assert (entry.priority, entry.status, entry.needs_answer) == (1, "pending", True)
    assert entry.site_id == entry.book.site_id and entry.due_at > entry.created_at
    assert entry.text_digest


@pytest.mark.parametrize(
    ("fields", "priority"),
    [
        ({"kind": "complaint", "area": "pictures"}, Priority.FIRST),
        ({"kind": "complaint", "area": "navigation"}, Priority.FIRST),
        ({"kind": "complaint", "area": "ordering"}, Priority.FIRST),
        ({"kind": "complaint", "area": "delivery"}, Priority.URGENT),
        ({"kind": "complaint"}, Priority.URGENT),
        ({"kind": "question", "area": "ordering"}, Priority.RAISED),
        ({"kind": "review", "area": "product"}, Priority.NORMAL),
        ({"kind": "complaint", "source": "import"}, Priority.NORMAL),
        ({"kind": "complaint", "source": "import", "area": "ordering"}, Priority.RAISED),
        ({"kind": "complaint", "source": "phone"}, Priority.URGENT),
    ],
)
def test_the_site_itself_and_complaints_come_first(create, fields, priority):
    assert create(**fields).priority == priority


def test_a_book_that_asks_for_a_confirmed_address_waits(create):
    assert create(book=make_book(confirm_first=True)).status == "unconfirmed"


def test_the_same_key_again_gives_the_row_that_is_there(create):
    first = create(email="anna@example.org", submission_key=KEY, flags=[Flag("links", "3")])
    before = package_rows()
    again = create(email="other@example.org", submission_key=KEY, flags=[Flag("time", "1")], text="Other.")
    assert again == first and again.text == "Good."
    assert package_rows() == before


def test_rows_without_a_key_are_never_the_same(create):
    assert create().pk != create().pk
    assert create(submission_key=KEY).pk != create(submission_key=KEY[::-1]).pk


def test_another_conflict_is_not_taken_for_a_repeat(create):
    first = create()
    before = package_rows()
    for key in (None, KEY):
        with pytest.raises(IntegrityError):
            create(public_id=first.public_id, submission_key=key, email="anna@example.org")
    assert package_rows() == before


def test_listeners_are_told_after_the_commit(create, received, django_capture_on_commit_callbacks):
    flags = [Flag("links", "3")]
    with django_capture_on_commit_callbacks(execute=True):
        entry = create(flags=flags)
        assert received == []
    assert received == [(Entry, entry, flags)]


def test_a_repeated_one_is_no_news(create, received, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        create(submission_key=KEY)
        create(submission_key=KEY)
    assert len(received) == 1


@pytest.mark.parametrize(
    ("policy", "flags", "confirm_first", "status"),
    [
        ("post", [], False, "published"),
        ("post", [Flag("links", "3")], False, "pending"),
        ("post", [], True, "unconfirmed"),
        ("pre", [], False, "pending"),
    ],
)
def test_who_appears_at_once(
    create, django_capture_on_commit_callbacks, policy, flags, confirm_first, status
):
    book = make_book(policy=policy, confirm_first=confirm_first)
    with django_capture_on_commit_callbacks(execute=True):
        create(book=book, flags=flags)
    assert Entry.objects.get().status == status


def test_an_export_for_its_author_holds_no_internals(create):
    data = make_entry(text="Good.").get_personal_data()
    assert data["text"] == "Good." and data["consent"] is None
    assert not {"id", "site", "contact", "submission_key", "text_digest", "version"} & data.keys()
