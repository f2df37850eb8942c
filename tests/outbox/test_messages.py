"""What the mails say."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.utils import translation

from tests.factories import make_book, make_entry, make_user
from tests.outbox.conftest import WORDS, parts
from wagtail_feedback import features
from wagtail_feedback.moderation.actions import PublishAction, WithholdAction
from wagtail_feedback.outbox.models import OutboxMail
from wagtail_feedback.outbox.sending import send_due_mails
from wagtail_feedback.reviews.actions import PublishAnswerAction
from wagtail_feedback.reviews.models import Entry
from wagtail_feedback.site_settings import FeedbackText


def test_the_confirmation_holds_nothing_the_visitor_typed(entry, send):
    message = send("contacts.confirm", entry)
    raw = message.as_string()
    assert "SECRET" not in raw
    assert all("SECRET" not in part and "spam.example" not in part for part in parts(message))
    assert str(message["Subject"]) == "Confirm your address · Iron & Linden"


def test_every_mail_has_two_parts_a_status_page_and_a_way_out(entry, send):
    PublishAction(entry).execute()
    for mail_type in ("contacts.confirm", "reviews.published"):
        text, html = parts(send(mail_type, entry))
        for part in (text, html):
            assert "http://testserver/feedback/status:" in part
            assert "http://testserver/feedback/unsubscribe:" in part
            assert "You are receiving this email because" in part
        Entry.objects.get().contact.refresh_from_db()


def test_headers_let_programs_unsubscribe_and_know_a_robot(entry, send):
    message = send("contacts.confirm", entry)
    assert re.fullmatch(
        r"<http://testserver/feedback/unsubscribe:[\w.-]+/>", str(message["List-Unsubscribe"]).strip()
    )
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["From"] == "Iron & Linden <shop@example.org>"


def test_the_address_to_unsubscribe_is_neither_encoded_nor_broken(entry, send):
    """Programs that look for it read no RFC 2047 here."""
    send("contacts.confirm", entry)
    raw = mail.outbox[0].message().as_bytes()
    assert re.search(rb"\nList-Unsubscribe:\s+<http://testserver/feedback/unsubscribe:[\w.-]+/>\r?\n", raw)


def test_a_site_name_cannot_add_headers_to_that_line(entry, send):
    entry.book.site.__class__.objects.update(hostname="shop.example\nBcc: victim@example.org")
    assert send("contacts.confirm", entry)["Bcc"] is None


def test_published_says_when_the_answer_comes(book, send):
    entry = make_entry(book, kind="complaint", email="anna@example.org")
    Entry.objects.update(due_at="2999-11-17 18:00+00:00", needs_answer=True)
    text, html = parts(send("reviews.published", entry))
    assert "We will answer by 17 November 2999." in text.replace("\xa0", " ")
    assert f"http://testserver/feedback/entry:{entry.public_id}/" in html


def test_published_without_a_promise_promises_nothing(book, send):
    text, _html = parts(send("reviews.published", make_entry(book, email="anna@example.org")))
    assert "We will answer" not in text


def test_withheld_gives_reason_and_note(entry, send):
    WithholdAction(entry, reason="advertising", note="Links <b>to other shops</b> & more.").execute()
    text, html = parts(send("reviews.withheld", entry))
    assert "Reason: Advertising" in text
    assert "Links <b>to other shops</b> & more." in text
    assert "Links &lt;b&gt;to other shops&lt;/b&gt; &amp; more." in html


@pytest.mark.parametrize(("is_open", "offered"), [(True, True), (False, False)])
def test_withheld_holds_the_words_and_the_way_to_send_them_anew(entry, send, is_open, offered):
    type(entry.book).objects.update(is_open=is_open)
    WithholdAction(entry, reason="personal", note="Leave out the name.").execute()
    link = f"http://testserver/feedback/form/en/reviews.entry/{entry.book.slug}/"
    for part in parts(send("reviews.withheld", entry)):
        assert "What you wrote" in part and WORDS in part
        assert (link in part) is offered


def test_answered_holds_the_answer_in_three_parts(entry, send):
    moderator = make_user(superuser=True)
    PublishAction(entry, user=moderator).execute()
    PublishAnswerAction(
        entry,
        position="You are <b>right</b> & we are sorry.",
        done="Mended.",
        role="Customer care",
        user=moderator,
    ).execute()
    text, html = parts(send("reviews.answered", entry))
    for part in (text, html):
        assert "Our position" in part and "Mended." in part and "To follow" in part
        assert "Is it solved? Only you can say." in part
    assert "You are right & we are sorry." in text
    assert "You are <b>right</b> &amp; we are sorry." in html
    assert "Say whether it is solved" in text and "Say whether it is solved" in html


def test_an_edited_answer_says_so_to_whom_has_read_the_first(entry, send):
    PublishAnswerAction(entry, position="Yes.", role="Customer care").execute()
    assert "We have answered you:" in str(send("reviews.answered", entry)["Subject"])
    PublishAnswerAction(entry, position="Yes.", result="It holds.", role="Customer care").execute()
    send_due_mails()
    assert mail.outbox[-1].subject.startswith("We have added to our answer:")


def test_an_answer_edited_before_its_author_got_it_is_the_first(entry, send):
    for result in ("", "It holds."):
        PublishAnswerAction(entry, position="Yes.", result=result, role="Customer care").execute()
    assert "We have answered you:" in str(send("reviews.answered", entry)["Subject"])


@pytest.mark.parametrize("shop", ["Shop\r\nBcc: victim@example.org", "Shop\nX: y", "A\x01B\u2028C"])
def test_names_cannot_add_headers(entry, send, shop):
    FeedbackText.objects.update(shop_name=shop)
    message = send("contacts.confirm", entry)
    assert message["Bcc"] is None and message["X"] is None
    assert mail.outbox[0].recipients() == ["anna@example.org"]


def test_subjects_are_one_line(entry, send, monkeypatch):
    monkeypatch.setattr(
        "wagtail_feedback.outbox.confirmation._", lambda text: f"{text}\r\nBcc: victim@example.org "
    )
    message = send("contacts.confirm", entry)
    assert message["Bcc"] is None
    assert "Confirm your address" in str(message["Subject"]) and "Bcc: victim" in str(message["Subject"])


def test_mails_speak_the_language_of_their_reader(send):
    entry = make_entry(make_book(), language="ru", email="anna@example.org")
    with translation.override("en"):
        message = send("contacts.confirm", entry)
    text, html = parts(message)
    assert '<html lang="ru">' in html
    assert "Чугун и Липа" in text
    assert translation.get_language() == "en"


def test_no_mail_keeps_words_or_addresses_in_its_row(entry, send):
    send("contacts.confirm", entry)
    row = str(OutboxMail.objects.values().get())
    assert "SECRET" not in row
    assert "@" not in row


@pytest.mark.parametrize(
    ("news", "button"), [("published", "Open"), ("withheld", "Open the page of your entry")]
)
def test_news_for_the_author_lead_to_their_page(complaint, news, button):
    if news == "withheld":
        complaint = WithholdAction(complaint, reason="abuse").execute()
    mail = OutboxMail.objects.create(mail_type=f"reviews.{news}", contact=complaint.contact)
    content = features.mail_types.get(mail.mail_type).get_content(mail)
    assert content.button == button
    assert content.context["submission"] == complaint
