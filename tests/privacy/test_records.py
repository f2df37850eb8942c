"""Taking one's data along, having it erased, and forgetting in time."""

from __future__ import annotations

import io
import json
from datetime import timedelta

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.test import override_settings
from django.utils import timezone

from tests.factories import make_answer, make_contact, make_entry, make_user, make_wording
from wagtail_feedback.contacts.models import Contact
from wagtail_feedback.moderation.actions import AddNoteAction, PublishAction, RedactAction, WithholdAction
from wagtail_feedback.outbox.models import OutboxMail
from wagtail_feedback.outbox.queue import NewMail, queue_mails
from wagtail_feedback.outbox.sending import send_due_mails
from wagtail_feedback.privacy.actions import ConfirmContactAction
from wagtail_feedback.reviews.actions import PublishAnswerAction, SaveAnswerDraftAction
from wagtail_feedback.reviews.models import Entry
from wagtail_feedback.submissions.actions import CreateSubmissionAction
from wagtail_feedback.submissions.checks.context import Flag

pytestmark = [pytest.mark.django_db, pytest.mark.portable]
TRACES = ("anna.k", "Rhododendron", "Xylophone", "Quetzal", "Zanzibar", "ORDER-4711", "Waltz", "Fjord")


def run(*args, **options):
    out = io.StringIO()
    call_command(*args, stdout=out, **options)
    return out.getvalue()


def database_dump():
    """Every row of every table as text."""
    rows = (str(list(model._base_manager.values())) for model in apps.get_models(include_auto_created=True))
    return "\n".join(rows)


@pytest.fixture
def story(book):
    """An entry with everything that can happen to one, all of it naming its author."""
    entry = Entry(
        book=book,
        kind="complaint",
        rating=1,
        language="en",
        title="Rhododendron",
        text="Xylophone and Quetzal",
        name="Zanzibar",
        order_number="ORDER-4711",
        place="Waltz",
        consent=make_wording(),
        consented_at=timezone.now(),
    )
    entry = CreateSubmissionAction(entry, email="Anna.K@Example.org", flags=[Flag("links", "3")]).execute()
    send_due_mails()
    moderator = make_user(superuser=True)
    AddNoteAction(entry, text="Fjord", user=moderator).execute()
    WithholdAction(entry, reason="personal", note="Fjord", user=moderator).execute()
    entry = PublishAction(entry, user=moderator).execute()
    SaveAnswerDraftAction(entry, position="Dear Fjord", role="Customer care", user=moderator).execute()
    PublishAnswerAction(entry, position="Dear Fjord", role="Customer care", user=moderator).execute()
    RedactAction(entry, text="Quetzal", user=moderator).execute()
    ConfirmContactAction(entry.contact).execute()
    send_due_mails()
    return Entry.objects.get()


def test_the_story_leaves_traces_to_erase(story):
    dump = database_dump().lower()
    assert [trace for trace in TRACES if trace != "Quetzal" and trace.lower() not in dump] == []


def test_erasing_leaves_nothing(story):
    assert "Erased: 1" in run("feedback_erase_person", "anna.k@example.org", "--yes")
    dump = database_dump().lower()
    assert [trace for trace in TRACES if trace.lower() in dump] == []


def test_erasing_leaves_a_tombstone(story):
    run("feedback_erase_person", "anna.k@example.org", "--yes")
    entry = Entry.objects.get()
    assert (entry.status, entry.public_id, entry.is_listed) == ("erased", story.public_id, True)


def test_erasing_reaches_every_entry_of_the_address_and_no_other(book):
    for address in ("anna@example.org", "ANNA@example.org", "boris@example.org"):
        make_entry(book, email=address, text=f"Words of {address}")
    run("feedback_erase_person", "Anna@Example.ORG", "--yes")
    assert list(Contact.objects.values_list("email", flat=True)) == ["boris@example.org"]
    assert Entry.objects.exclude(text="").count() == 1


def test_erasing_takes_a_contact_without_an_entry(book):
    make_contact("anna@example.org", book=book)
    run("feedback_erase_person", "anna@example.org", "--yes")
    assert not Contact.objects.exists()


def test_erasing_asks_first(story, monkeypatch):
    monkeypatch.setattr("builtins.input", lambda prompt: "no")
    with pytest.raises(CommandError):
        run("feedback_erase_person", "anna.k@example.org")
    assert Contact.objects.exists()


def test_erasing_goes_on_when_told_so(story, monkeypatch):
    monkeypatch.setattr("builtins.input", lambda prompt: "yes")
    run("feedback_erase_person", "anna.k@example.org")
    assert not Contact.objects.exists()


def test_an_unknown_address_is_said_to_be_unknown(db):
    assert "Nothing is stored" in run("feedback_erase_person", "nobody@example.org")
    assert json.loads(run("feedback_export_person", "nobody@example.org")) == []


def test_the_export_holds_everything(story):
    (record,) = json.loads(run("feedback_export_person", "anna.k@example.org"))
    entry = record["wagtail_feedback_reviews.entry"]
    assert record["address"] == "Anna.K@Example.org"
    assert record["confirmed"]
    assert entry["text"] == "Xylophone and [removed]"
    assert entry["order_number"] == "ORDER-4711"
    assert entry["consent"] == "Answering (en, 1)"
    assert entry["answers"][0]["position"] == "Dear Fjord"
    assert entry["notes"][0]["text"] == "Fjord"
    assert entry["holds"] == [{"check": "links", "detail": "3"}]
    assert "contacts.confirm" in [mail["type"] for mail in record["mails"]]


def aged(days, **fields):
    Contact.objects.update(created_at=timezone.now() - timedelta(days=days))
    Entry.objects.update(
        created_at=timezone.now() - timedelta(days=days), decided_at=None, published_at=None, **fields
    )


@override_settings(WAGTAILFEEDBACK_CONTACT_RETENTION_DAYS=100)
def test_old_addresses_are_forgotten_and_entries_stay(book):
    entry = make_entry(book, email="anna@example.org", text="Good pans.")
    aged(101)
    assert "Addresses forgotten: 1" in run("feedback_prune")
    entry.refresh_from_db()
    assert (entry.contact, entry.text, Contact.objects.count()) == (None, "Good pans.", 0)


@override_settings(WAGTAILFEEDBACK_CONTACT_RETENTION_DAYS=100)
@pytest.mark.parametrize(
    "touch",
    [
        {"needs_answer": True},
        {"answered_at": timezone.now()},
        {"solved_at": timezone.now()},
    ],
)
def test_addresses_still_needed_stay(book, touch):
    make_entry(book, email="anna@example.org")
    aged(101, **touch)
    run("feedback_prune")
    assert Contact.objects.exists()


@override_settings(WAGTAILFEEDBACK_CONTACT_RETENTION_DAYS=100)
def test_a_recent_answer_or_mail_keeps_the_address(book):
    for address in ("anna@example.org", "boris@example.org"):
        entry = make_entry(book, email=address)
    for position in ("You are right.", "You are right, and we are sorry."):
        make_answer(entry, position=position)
    aged(101, answered_at=None)
    OutboxMail.objects.create(
        mail_type="reviews.published", contact=Contact.objects.first(), status="sent", sent_at=timezone.now()
    )
    run("feedback_prune")
    assert Contact.objects.count() == 2


@override_settings(WAGTAILFEEDBACK_CONTACT_RETENTION_DAYS=0)
def test_zero_keeps_addresses(book):
    make_entry(book, email="anna@example.org")
    aged(9999)
    run("feedback_prune")
    assert Contact.objects.exists()


@pytest.mark.parametrize(
    ("status", "days", "kept"),
    [
        ("sent", 91, 0),
        ("cancelled", 91, 0),
        ("waiting", 91, 0),
        ("failed", 91, 1),
        ("queued", 91, 1),
        ("sent", 89, 1),
    ],
)
def test_old_mails_are_forgotten(book, status, days, kept):
    made = timezone.now() - timedelta(days=days)
    OutboxMail.objects.create(mail_type="x", recipient="a@example.org", status=status, created_at=made)
    run("feedback_prune")
    assert OutboxMail.objects.count() == kept


def test_cron_sends_what_is_due(book):
    contact = make_contact("anna@example.org", book=book)
    queue_mails([NewMail("contacts.confirm", contact_id=contact.pk)])
    assert "Sent: 1" in run("feedback_send_mail", "--limit", "5")


def test_one_entry_is_found_by_its_number_without_an_address(book):
    mine, other = (make_entry(book, text=f"Words of {name}") for name in ("Rhododendron", "Boris"))
    typed = f"{mine.public_id[:4]}-{mine.public_id[4:]}".upper()
    (record,) = json.loads(run("feedback_export_person", typed))
    assert record["wagtail_feedback_reviews.entry"]["text"] == "Words of Rhododendron"
    assert "Erased: 1" in run("feedback_erase_person", typed, "--yes")
    assert "Rhododendron" not in database_dump()
    assert Entry.objects.get(pk=other.pk).text == "Words of Boris"


def test_erasing_by_number_takes_the_address_too(story):
    run("feedback_erase_person", story.public_id, "--yes")
    assert [trace for trace in TRACES if trace.lower() in database_dump().lower()] == []


@pytest.mark.parametrize("number", ["", "0", "abcd-efgh-jkmn", "%", "\x00"])
def test_an_unknown_number_is_said_to_be_unknown(book, number):
    make_entry(book)
    assert "Nothing is stored" in run("feedback_erase_person", number)


def test_what_is_erased_is_not_erased_again(book):
    entry = make_entry(book)
    run("feedback_erase_person", entry.public_id, "--yes")
    assert "Nothing is stored" in run("feedback_erase_person", entry.public_id, "--yes")
