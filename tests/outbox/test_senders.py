"""Whose mail it is, what it is about, and where it leads."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from django.test import override_settings
from django.utils import timezone

from tests.factories import make_answer, make_entry, make_settings
from tests.outbox.conftest import parts
from wagtail_feedback.contacts.models import Contact
from wagtail_feedback.reviews.actions import PublishAnswerAction
from wagtail_feedback.reviews.models import Entry
from wagtail_feedback.site_settings import FeedbackSettings, FeedbackText


@pytest.mark.parametrize(
    ("language", "written", "sender"),
    [
        ("en", "", "Iron & Linden <shop@example.org>"),
        ("ru", "", "Чугун и Липа <shop@example.org>"),
        ("ru", "care@example.net", "Чугун и Липа <care@example.net>"),
        ("ru", "Iron <care@example.net>", "Чугун и Липа <care@example.net>"),
        ("en", "care@faß.de", "Iron & Linden <care@xn--fa-hia.de>"),
    ],
)
def test_the_sender_is_the_shop_in_the_language_of_the_mail(book, send, language, written, sender):
    make_settings(book.site, mail_from=written)
    message = send("contacts.confirm", make_entry(book, language=language, email="anna@example.org"))
    address = message["From"].addresses[0]
    assert f"{address.display_name} <{address.addr_spec}>" == sender


def test_without_a_name_of_the_shop_the_name_in_the_sender_counts(entry, send):
    FeedbackText.objects.all().delete()
    make = FeedbackSettings.objects.get(site=entry.site)
    make.mail_from = "Linden <care@example.net>"
    make.save()
    assert send("contacts.confirm", entry)["From"] == "Linden <care@example.net>"


@pytest.mark.parametrize("name", ['Iron, "Linden"; <b@c.org>', "Shop\r\nBcc: x@y.org", "=?utf-8?q?x?="])
def test_no_name_of_a_shop_makes_another_sender(entry, send, name):
    FeedbackText.objects.update(shop_name=name)
    message = send("contacts.confirm", entry)
    assert [address.addr_spec for address in message["From"].addresses] == ["shop@example.org"]
    assert message["Bcc"] is None


@pytest.mark.parametrize("news", ["published", "withheld", "answered"])
def test_subject_and_mail_say_whose_and_about_what(book, send, news):
    entry = make_entry(
        book,
        kind="complaint",
        status="withheld" if news == "withheld" else "published",
        email="anna@example.org",
        text="The handle came loose after a week and I have nobody to mend it for me.",
        about_label="Pechora pan",
        created_at=datetime(2025, 5, 4, 12, tzinfo=UTC),
    )
    if news == "answered":
        make_answer(entry)
    message = send(f"reviews.{news}", entry)
    assert str(message["Subject"]).endswith(
        ": “The handle came loose after a week and I have…” · Iron & Linden"
    )
    line = f"Complaint of 4 May 2025: “{entry.text}” · Pechora pan"
    assert all(line in part.replace("\xa0", " ") for part in parts(message))


def test_the_day_of_the_promise_is_the_site_s_whoever_sets_the_mail_off(book, send, settings):
    settings.TIME_ZONE = "Europe/Moscow"
    entry = make_entry(book, kind="complaint", email="anna@example.org")
    Entry.objects.update(due_at="2099-11-17 18:00+03:00", needs_answer=True)
    with timezone.override("Asia/Kamchatka"):
        text, html = parts(send("reviews.published", entry))
    assert "17 November 2099" in text.replace("\xa0", " ") and "17 November 2099" in html.replace("\xa0", " ")


def test_links_within_an_answer_work_in_a_mail(entry, send):
    position = 'See <a href="/en/delivery/?a=1&b=2">delivery</a>, <a href="#x">this</a>, '
    position += '<a href="mailto:care@example.org">care@example.org</a>.'
    PublishAnswerAction(entry, position=position, role="Care").execute()
    text, html = parts(send("reviews.answered", entry))
    home = "http://testserver"
    assert f'<a href="{home}/en/delivery/?a=1&amp;b=2">delivery</a>' in html
    assert f'href="{home}/feedback/entry:{entry.public_id}/#x"' in html and 'href="/' not in html
    assert f"See delivery ({home}/en/delivery/?a=1&b=2), this (" in text
    assert ", care@example.org." in text


def test_every_link_in_a_mail_is_whole(entry, send):
    PublishAnswerAction(entry, position='<a href="/x">x</a>', role="Care").execute()
    for mail_type in ("contacts.confirm", "reviews.published", "reviews.answered"):
        Contact.objects.update(confirmed_at=None)
        _text, html = parts(send(mail_type, Entry.objects.get()))
        assert re.findall(r'href="(?!http://testserver/)', html) == []


def test_text_parts_speak_of_no_button(entry, send):
    text, html = parts(send("contacts.confirm", entry))
    assert "button" not in text and "Press the button" in html


@override_settings(WAGTAILFEEDBACK_MAIL_FROM="Iron & Linden <care@example.net>")
def test_the_sender_is_a_setting(entry, send):
    message = send("contacts.confirm", entry)
    assert "care@example.net" in str(message["From"])
    assert str(message["Message-ID"]).endswith("@example.net>")


def test_addresses_in_other_scripts_are_sent_to(send, book):
    entry = make_entry(book, email="anna@пример.рф")
    assert str(send("contacts.confirm", entry)["To"]) == "anna@xn--e1afmkfd.xn--p1ai"


def test_a_domain_is_not_written_to_as_another(send, book):
    assert str(send("contacts.confirm", make_entry(book, email="user@faß.de"))["To"]) == "user@xn--fa-hia.de"
