from __future__ import annotations

import pytest

from tests.factories import make_book, make_entry
from wagtail_feedback.outbox.models import OutboxMail


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
    return OutboxMail.objects.create(kind="people.confirm", contact=complaint.contact)
