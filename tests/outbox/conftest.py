from __future__ import annotations

from email import message_from_bytes, policy

import django
import pytest
from django.core import mail

from tests.factories import make_book, make_entry
from tests.outbox import smtp_server
from wagtail_feedback.outbox.confirmation import queue_confirmation
from wagtail_feedback.outbox.models import OutboxMail
from wagtail_feedback.outbox.sending import send_due_mails
from wagtail_feedback.privacy.actions import ConfirmContactAction

SMTP = "django.core.mail.backends.smtp.EmailBackend"
WORDS = "SECRET-WORDS http://spam.example"


@pytest.fixture
def book(db):
    return make_book()


@pytest.fixture
def complaint(book):
    """A published complaint whose author has left an address and not confirmed it."""
    return make_entry(book, kind="complaint", email="anna@example.org", text="The handle came loose.")


@pytest.fixture
def confirmation(complaint):
    """The queued mail that asks for the address to be confirmed."""
    queue_confirmation(complaint.contact)
    return OutboxMail.objects.get()


@pytest.fixture
def smtp(settings):
    """A real mail server, and Django set up to send to it."""
    with smtp_server.running() as server:
        if django.VERSION >= (6, 1):
            options = {"host": "127.0.0.1", "port": server.port}
            settings.MAILERS = {"default": {"BACKEND": SMTP, "OPTIONS": options}}
        else:
            settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = SMTP, "127.0.0.1", server.port
        yield server


@pytest.fixture
def send(db):
    """Send a mail of a type to the author of an entry and give the message as it went over the wire."""

    def run(mail_type, entry):
        mail.outbox.clear()
        OutboxMail.objects.all().delete()
        if mail_type != "contacts.confirm" and entry.contact.confirmed_at is None:
            ConfirmContactAction(entry.contact).execute()
        OutboxMail.objects.create(mail_type=mail_type, contact=entry.contact)
        send_due_mails()
        assert len(mail.outbox) == 1
        return message_from_bytes(mail.outbox[0].message().as_bytes(), policy=policy.default)

    return run


@pytest.fixture
def entry(book):
    return make_entry(
        book,
        kind="complaint",
        status="pending",
        email="anna@example.org",
        text=WORDS,
        title=WORDS,
        name=WORDS,
    )


def parts(message):
    """Text and HTML of a message, spaces in one."""
    return [
        " ".join(message.get_body(preferencelist=(kind,)).get_content().split()) for kind in ("plain", "html")
    ]
