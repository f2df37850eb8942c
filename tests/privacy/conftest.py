from __future__ import annotations

import pytest

from tests.factories import make_book, make_entry
from wagtail_feedback.contacts.tokens import CONFIRM, STATUS, UNSUBSCRIBE, make_token
from wagtail_feedback.privacy.actions import ConfirmContactAction


@pytest.fixture
def book(db):
    return make_book()


@pytest.fixture
def complaint(book):
    """A pending complaint with a promise, whose author has left an address and not confirmed it."""
    return make_entry(
        book, kind="complaint", status="pending", email="anna@example.org", text="The handle came loose."
    )


@pytest.fixture
def contact(complaint):
    return complaint.contact


@pytest.fixture
def proved(contact):
    """The same contact, confirmed."""
    return ConfirmContactAction(contact).execute()


@pytest.fixture
def links(contact):
    """The addresses of the contact's pages by purpose."""
    return {
        CONFIRM: f"/feedback/confirm:{make_token(contact, CONFIRM)}/",
        UNSUBSCRIBE: f"/feedback/unsubscribe:{make_token(contact, UNSUBSCRIBE)}/",
        STATUS: f"/feedback/status:{make_token(contact, STATUS)}/",
    }
