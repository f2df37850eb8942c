from __future__ import annotations

import pytest

from tests import factories
from wagtail_feedback.moderation.actions import WithholdAction
from wagtail_feedback.reviews.models import Entry

pytestmark = [pytest.mark.django_db, pytest.mark.portable]


@pytest.fixture
def decided(book):
    """An entry that Pavel withheld after Marina had opened it."""
    entry = factories.make_entry(book, status="pending")
    pavel = factories.make_user("Pavel", superuser=True)
    WithholdAction(entry, reason="advertising", user=pavel).execute()
    return entry


def test_the_second_moderator_is_told_who_decided_what(desk, decided):
    response = desk.act(decided, "approve", version=0)
    page = response.content.decode()

    assert response.status_code == 409
    assert "Withheld: Advertising" in page and "Pavel" in page
    assert Entry.objects.get(pk=decided.pk).status == "withheld"


def test_a_typed_answer_becomes_a_draft(desk, decided):
    page = desk.act(decided, "publish_answer", version=0, position="We are sorry").content.decode()

    assert "Your answer is kept as a draft" in page
    assert "\nWe are sorry</textarea>" in page
    assert decided.answer_versions.get().position == "<p>We are sorry</p>"


def test_a_reason_and_a_note_stay_on_the_screen(desk, decided):
    response = desk.act(decided, "withhold", version=0, reason="abuse", author_note="Mind your words")
    page = response.content.decode()

    assert response.status_code == 409
    assert "Mind your words" in page
    assert Entry.objects.get(pk=decided.pk).withheld_reason == "advertising"


def test_text_to_remove_and_a_note_being_typed_stay_too(desk, decided):
    page = desk.act(decided, "approve", version=0, words="+7 910", note="ask Ivan").content.decode()

    assert "+7 910" in page and "ask Ivan" in page


def test_the_screen_of_a_conflict_can_decide(desk, decided):
    response = desk.act(decided, "approve", version=0, position="We are sorry")
    version = response.context["item"].version

    assert desk.act(decided, "approve", version=version).status_code == 302
    assert Entry.objects.get(pk=decided.pk).status == "published"


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 40])
def test_a_version_that_never_was_is_stale(desk, book, version):
    entry = factories.make_entry(book, status="pending")
    response = desk.client.post(desk.url(entry), {"action": "approve", "version": version})

    assert response.status_code == 409
    assert Entry.objects.get(pk=entry.pk).status == "pending"
