"""Input made to hurt, and things that are down."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.db import OperationalError

from tests.submissions.forms import GOOD, SAME_ORIGIN, action_of, send, soup
from wagtail_feedback.reviews.models import Entry

pytestmark = pytest.mark.django_db

HOSTILE = [
    "NUL \x00 and bell \x07",
    "lone \ud800 surrogate".encode("utf-8", "surrogatepass").decode("utf-8", "replace"),
    "\u202egnp.exe\u202c turned",
    "z\u200be\u200br\u200bo",
    "e" + "\u0301" * 1000,
    "<script>alert(1)</script>",
    "{{ settings.SECRET_KEY }} {% debug %}",
    "\U0001f469\u200d\U0001f373 cook",
    "line\r\nBcc: victim@example.org",
]


@pytest.mark.portable
@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize("field", ["text", "name", "title", "place"])
def test_hostile_text_is_stored_plain_or_refused_with_a_message(client, page, field, words):
    response = send(client, page, **{field: words})
    assert response.status_code in {303, 422}
    for entry in Entry.objects.all():
        value = getattr(entry, field)
        assert not set(value) & set("\x00\x07\u202e\u200b\u202c\r")
        assert field == "text" or "\n" not in value


@pytest.mark.portable
def test_surrogates_in_raw_bytes_are_no_error(client, page):
    action = action_of(client.get(page.url))
    body = b"kind=review&rating=4&text=bad+%ED%A0%80+bytes+%FF&name=%00"
    response = client.generic("POST", action, body, "application/x-www-form-urlencoded", headers=SAME_ORIGIN)
    assert response.status_code == 303


def test_large_body_is_refused_before_it_is_read(client, page):
    response = send(client, page, text="x" * 1_000_000)
    assert response.status_code == 413
    assert "Shorten it and send it again" in response.content.decode()


def test_thousand_fields_are_refused_with_a_message(client, page):
    response = send(client, page, **{f"field{number}": "x" for number in range(1_001)})
    assert response.status_code == 400
    assert soup(response).h1


@pytest.mark.parametrize(
    "content_type", ["application/json", "text/plain", "multipart/form-data; boundary=x"]
)
def test_other_bodies_are_no_error(client, page, content_type):
    action = action_of(client.get(page.url))
    response = client.generic("POST", action, b'{"kind": "review"}', content_type, headers=SAME_ORIGIN)
    assert response.status_code in {400, 422}


@pytest.mark.portable
def test_database_down_keeps_every_word_on_a_plain_page(client, page, monkeypatch):
    def down(*_args, **_kwargs):
        raise OperationalError("database is locked")

    action = action_of(client.get(page.url))
    words = "A long story about a pan, a kettle and <b>a lid</b>."
    monkeypatch.setattr("wagtail_feedback.submissions.actions.CreateSubmissionAction.execute", down)
    response = client.post(action, {**GOOD, "text": words}, headers=SAME_ORIGIN)
    assert response.status_code == 503
    form = soup(response).form
    assert form["action"] == action
    assert form.textarea.get_text().removeprefix("\n") == words
    assert form.select_one("[name=rating]")["value"] == "4"
    monkeypatch.undo()
    again = {
        tag["name"]: tag.get("value", tag.get_text().removeprefix("\n")) for tag in form.select("[name]")
    }
    assert client.post(action, again, headers=SAME_ORIGIN).status_code == 303
    assert Entry.objects.get().text == words


def test_cache_down_sends_entries_to_a_person(client, page, monkeypatch):
    def down(*_args, **_kwargs):
        raise ConnectionError("no cache")

    action = action_of(client.get(page.url))
    for name in ("get", "set", "add", "incr"):
        monkeypatch.setattr(cache, name, down)
    assert client.post(action, GOOD, headers=SAME_ORIGIN).status_code == 303
    assert [hold.spam_check for hold in Entry.objects.get().holds.all()] == ["cache"]


def test_mail_server_down_loses_no_entry(client, page, settings, django_capture_on_commit_callbacks):
    settings.EMAIL_BACKEND = broken = "tests.submissions.broken_mail.EmailBackend"
    settings.MAILERS = {"default": {"BACKEND": broken}}  # from Django 6.1 on
    with django_capture_on_commit_callbacks(execute=True):
        response = send(client, page, email="anna@example.org", consent="on")
    assert response.status_code == 303
    mail = Entry.objects.get().contact.mails.get()
    assert (mail.status, mail.attempts) == ("queued", 1)


def test_too_often_is_refused_politely_and_keeps_the_text(client, page, settings):
    settings.WAGTAILFEEDBACK_RATE_LIMITS = {"visitor": "2/10m"}
    texts = [f"Story number {number}" for number in range(3)]
    answers = [send(client, page, text=text) for text in texts]
    assert [answer.status_code for answer in answers] == [303, 303, 429]
    assert soup(answers[2]).select_one("textarea").get_text().removeprefix("\n") == texts[2]


@pytest.mark.portable
def test_submission_takes_few_queries(client, page, django_assert_max_num_queries):
    action = action_of(client.get(page.url))
    data = {**GOOD, "email": "anna@example.org", "consent": "on", "criterion_delivery": "5"}
    client.post(action, {**data, "text": "To warm up"}, headers=SAME_ORIGIN)
    with django_assert_max_num_queries(15):
        assert client.post(action, data, headers=SAME_ORIGIN).status_code == 303
