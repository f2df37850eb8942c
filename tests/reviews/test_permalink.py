from __future__ import annotations

import pytest
from django.urls import reverse

from tests.factories import make_book, make_entry, make_site
from wagtail_feedback.moderation.actions import EraseAction, WithdrawAction

pytestmark = [pytest.mark.django_db, pytest.mark.portable]


def get(client, entry):
    return client.get(reverse("wagtail_feedback_reviews:permalink", args=[entry.public_id]))


def test_published_entry_has_a_page_in_its_language(client, book):
    response = get(client, make_entry(book, language="ru", title="Хорошая доска"))
    assert response.status_code == 200
    assert '<html lang="ru">' in response.content.decode()
    assert not response.cookies


@pytest.mark.parametrize("status", ["pending", "withheld", "spam", "unconfirmed"])
def test_what_is_not_public_is_not_there(client, book, status):
    assert get(client, make_entry(book, status=status)).status_code == 404


@pytest.mark.parametrize("action", [WithdrawAction, EraseAction])
def test_what_was_never_public_leaves_no_tombstone(client, book, action):
    entry = make_entry(book, status="pending")
    action(entry).execute()
    assert get(client, entry).status_code == 404


@pytest.mark.parametrize("action", [WithdrawAction, EraseAction])
def test_taken_back_entry_leaves_a_tombstone(client, book, action):
    entry = make_entry(book, text="My secret words", name="Anna")
    action(entry).execute()
    response = get(client, entry)
    assert response.status_code == 410
    assert "secret" not in response.content.decode()


def test_entry_of_another_site_is_not_there(client, book):
    entry = make_entry(make_book(site=make_site("other.example")))
    assert get(client, entry).status_code == 404
