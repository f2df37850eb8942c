"""Thanks reach whom the site's settings name for it, and forms promise no more than that."""

from __future__ import annotations

import pytest
from django.core import mail
from wagtail.users.models import UserProfile

from tests.factories import make_book, make_entry, make_settings, make_user
from wagtail_feedback.moderation.actions import PublishAction, WithholdAction
from wagtail_feedback.outbox.models import OutboxMail
from wagtail_feedback.outbox.sending import send_due_mails
from wagtail_feedback.reviews.actions import PublishAnswerAction
from wagtail_feedback.reviews.forms.entry_form import EntryForm

pytestmark = pytest.mark.django_db
PROMISE = "passed on to the person who earned it"


@pytest.fixture
def book():
    book = make_book()
    make_settings(book.site, thanks_to="team@example.org; boss@example.org")
    return type(book).objects.get(pk=book.pk)


@pytest.fixture
def thanks(book):
    return make_entry(book, kind="thanks", status="pending", text="Pavel found my parcel.", name="Anna")


def recipients():
    send_due_mails()
    return sorted(message.to[0] for message in mail.outbox)


def hints(book):
    return [option["hint"] for option in EntryForm(book, "en").kind_options()]


def test_published_thanks_are_mailed_to_whom_the_settings_name(thanks):
    PublishAction(thanks).execute()
    assert recipients() == ["boss@example.org", "team@example.org"]
    message = mail.outbox[0]
    assert message.subject == "Thanks to pass on: “Pavel found my parcel.” · Iron & Linden"
    assert "Anna" in message.body and f"http://testserver/feedback/entry:{thanks.public_id}/" in message.body
    assert "Unsubscribe" not in str(message.message())


@pytest.mark.parametrize("kind", ["review", "complaint", "suggestion", "question"])
def test_other_kinds_are_not(book, kind):
    PublishAction(make_entry(book, kind=kind, status="pending")).execute()
    assert recipients() == []


def test_thanks_that_are_answered_are_mailed_once(thanks):
    entry = PublishAnswerAction(thanks, position="Thank you.", role="Care").execute()
    entry = WithholdAction(entry, reason="personal").execute()
    PublishAction(entry).execute()
    assert recipients() == ["boss@example.org", "team@example.org"]


def test_thanks_that_were_withheld_meanwhile_are_not_mailed(thanks):
    WithholdAction(PublishAction(thanks).execute(), reason="personal").execute()
    assert recipients() == []


def test_the_row_holds_no_words(thanks):
    PublishAction(thanks).execute()
    assert "Pavel" not in str(list(OutboxMail.objects.values()))


def test_colleagues_read_them_in_their_language(thanks):
    UserProfile.objects.create(user=make_user("boss"), preferred_language="ru")
    PublishAction(thanks).execute()
    languages = {row.recipient: row.params["language"] for row in OutboxMail.objects.all()}
    assert languages == {"boss@example.org": "ru", "team@example.org": "en"}


def test_the_form_promises_it_where_somebody_is_named(book):
    assert PROMISE in hints(book)


def test_the_form_does_not_where_nobody_is():
    assert PROMISE not in hints(make_book())
