from __future__ import annotations

import django
import pytest
from django.core.cache import cache

from tests.factories import make_book, make_entry
from tests.outbox import smtp_server
from wagtail_feedback.outbox.confirmation import queue_confirmation
from wagtail_feedback.outbox.models import OutboxMail

SMTP = "django.core.mail.backends.smtp.EmailBackend"


@pytest.fixture(autouse=True)
def fresh_cache():
    """The search for stuck mails is due in every test."""
    cache.clear()


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
