"""Links that carry their own authority: what breaks them, and what reading them must not do."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.test import override_settings
from django.utils import timezone

from tests.factories import make_site
from wagtail_feedback.contacts.models import Contact
from wagtail_feedback.contacts.tokens import CONFIRM, STATUS, UNSUBSCRIBE, make_token
from wagtail_feedback.outbox.models import OutboxMail
from wagtail_feedback.reviews.models import Entry

PURPOSES = (CONFIRM, STATUS, UNSUBSCRIBE)
pytestmark = pytest.mark.django_db


def snapshot():
    return [list(model.objects.order_by("pk").values()) for model in (Contact, Entry, OutboxMail)]


@pytest.mark.parametrize("purpose", PURPOSES)
def test_its_own_link_opens(client, links, purpose):
    assert client.get(links[purpose]).status_code == 200


@pytest.mark.parametrize("purpose", PURPOSES)
@pytest.mark.parametrize("other", PURPOSES)
def test_a_token_of_another_purpose_opens_nothing(client, contact, purpose, other):
    if purpose == other:
        return
    token = make_token(contact, other)
    assert client.get(f"/feedback/{purpose}:{token}/").status_code == 404
    assert client.post(f"/feedback/{purpose}:{token}/").status_code == 404


@pytest.mark.parametrize("purpose", PURPOSES)
@pytest.mark.parametrize(
    "break_it",
    [
        lambda url: url[:-2] + "/",
        lambda url: url[:30] + "/",
        lambda url: url.swapcase(),
        lambda url: url[:25] + ("a" if url[25] != "a" else "b") + url[26:],
        lambda url: url[:-1] + "x/",
        lambda url: url[:-1] + "%00/",
    ],
    ids=["truncated", "half", "case", "altered", "longer", "nul"],
)
def test_a_damaged_link_opens_nothing(client, links, purpose, break_it):
    prefix, token = links[purpose].split(":")
    assert client.get(f"{prefix}:{break_it(token)}").status_code == 404


@pytest.mark.parametrize("purpose", PURPOSES)
def test_a_link_of_one_site_opens_nothing_on_another(client, links, purpose):
    make_site("other.example.org")
    assert client.get(links[purpose], HTTP_HOST="other.example.org").status_code == 404


@pytest.mark.parametrize("purpose", PURPOSES)
def test_erasing_breaks_every_link(client, contact, links, purpose):
    contact.delete()
    assert client.get(links[purpose]).status_code == 404


def test_a_link_to_confirm_grows_old(client, links, monkeypatch):
    soon, later = (timezone.now() + timedelta(days=days) for days in (29, 31))
    monkeypatch.setattr("time.time", soon.timestamp)
    assert client.get(links[CONFIRM]).status_code == 200
    monkeypatch.setattr("time.time", later.timestamp)
    assert client.get(links[CONFIRM]).status_code == 410
    assert client.get(links[STATUS]).status_code == 200


@pytest.fixture
def too_late(links, monkeypatch):
    """The link to confirm, a month later."""
    later = timezone.now() + timedelta(days=31)
    monkeypatch.setattr("time.time", later.timestamp)
    return links[CONFIRM]


def test_a_link_that_came_too_late_says_so_and_changes_nothing(client, too_late):
    before = snapshot()
    page = client.get(too_late).content.decode()
    assert "works for 30 days" in " ".join(page.split()) and "Send a new link" in page
    assert snapshot() == before


def test_its_button_sends_a_new_link_once_a_day(
    client, contact, too_late, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        pages = [client.post(too_late) for _press in range(2)]
    assert all("We are sending a new link to an…@example.org" in page.content.decode() for page in pages)
    assert [message.to for message in mail.outbox] == [["anna@example.org"]]
    contact.refresh_from_db()
    assert contact.confirmed_at is None


@pytest.mark.parametrize(
    ("decision", "words"),
    [
        ("confirmed_at", "This address is already confirmed"),
        ("unsubscribed_at", "You have unsubscribed"),
    ],
)
def test_who_has_decided_gets_no_new_link(client, too_late, decision, words):
    Contact.objects.update(**{decision: timezone.now()})
    page = client.post(too_late)
    assert (page.status_code, words in page.content.decode()) == (410, True)
    assert not OutboxMail.objects.exists()


@pytest.mark.parametrize("purpose", PURPOSES)
def test_a_link_that_opens_nothing_says_what_may_be_wrong(client, links, purpose):
    response = client.get(f"{links[purpose][:-3]}/")
    page = response.content.decode()
    assert response.status_code == 404
    assert "This link does not work" in page and "copy the whole address" in page
    assert "noindex" in response["X-Robots-Tag"] and "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("purpose", PURPOSES)
def test_no_log_holds_a_key(client, links, purpose, caplog):
    """A good link on the wrong host, by the wrong method, from another site, with more behind it."""
    make_site("other.example.org")
    client.get(links[purpose], HTTP_HOST="other.example.org")
    client.put(links[purpose])
    client.post(links[purpose], HTTP_ORIGIN="https://evil.example")
    client.get(f"{links[purpose]})")
    client.get(f"{links[purpose]}x/y/")
    token = links[purpose].split(":")[1].strip("/")
    assert len(caplog.messages) >= 4
    assert token not in caplog.text and token[:-1] not in caplog.text


def test_no_log_holds_a_key_of_a_page_that_fails(client, links, caplog, monkeypatch):
    monkeypatch.setattr("wagtail_feedback.privacy.views.get_author_page", None)
    client.raise_request_exception = False
    assert client.get(links[STATUS]).status_code == 500
    assert links[STATUS].split(":")[1].strip("/") not in caplog.text


def test_links_survive_a_new_secret_key(client, links, settings):
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "a new one"
    assert client.get(links[STATUS]).status_code == 200


@pytest.mark.parametrize("purpose", PURPOSES)
@pytest.mark.parametrize("method", ["get", "head"])
def test_reading_changes_nothing(client, links, purpose, method):
    before = snapshot()
    assert getattr(client, method)(links[purpose]).status_code == 200
    assert snapshot() == before


@pytest.mark.parametrize("purpose", PURPOSES)
@pytest.mark.parametrize("method", ["put", "delete", "options", "patch"])
def test_other_methods_are_refused(client, links, purpose, method):
    before = snapshot()
    assert getattr(client, method)(links[purpose]).status_code == 405
    assert snapshot() == before


@pytest.mark.parametrize("purpose", PURPOSES)
def test_private_pages_are_kept_by_nobody(client, links, purpose):
    response = client.get(links[purpose])
    assert response["Referrer-Policy"] == "no-referrer"
    assert "no-store" in response["Cache-Control"]
    assert "noindex" in response["X-Robots-Tag"]
    assert not response.cookies


def test_redirects_are_sealed_as_well(client, links):
    response = client.post(links[CONFIRM])
    assert response.status_code == 303
    assert response["Referrer-Policy"] == "no-referrer"
    assert not response.cookies


@pytest.mark.parametrize("purpose", PURPOSES)
@pytest.mark.parametrize(
    "headers",
    [
        {"HTTP_ORIGIN": "https://evil.example"},
        {"HTTP_SEC_FETCH_SITE": "cross-site"},
        {"HTTP_SEC_FETCH_SITE": "cross-site", "HTTP_ORIGIN": "null"},
        {"HTTP_SEC_FETCH_SITE": "same-site", "HTTP_ORIGIN": "http://other.testserver"},
    ],
)
def test_another_site_cannot_press_the_button(client, links, purpose, headers):
    before = snapshot()
    assert client.post(links[purpose], {"action": "unsubscribe"}, **headers).status_code == 403
    assert snapshot() == before


@pytest.mark.parametrize(
    "headers",
    [
        {"HTTP_ORIGIN": "http://testserver"},
        {"HTTP_SEC_FETCH_SITE": "same-origin", "HTTP_ORIGIN": "null"},
        {"HTTP_ORIGIN": "null"},
        {},
    ],
)
def test_the_page_itself_can(client, links, headers):
    assert client.post(links[CONFIRM], **headers).status_code == 303


@override_settings(LANGUAGE_CODE="en")
def test_pages_speak_the_language_of_the_contact(client, contact, links):
    Contact.objects.update(language="ru")
    response = client.get(links[CONFIRM], HTTP_ACCEPT_LANGUAGE="en")
    assert response["Content-Language"] == "ru"
    assert '<html lang="ru"' in response.content.decode()
