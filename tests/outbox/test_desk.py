from __future__ import annotations

import pytest
from django.urls import reverse

from tests.factories import make_user
from wagtail_feedback.outbox.models import OutboxMail

pytestmark = pytest.mark.portable

LIST = "feedback_outbox:index"


@pytest.fixture
def failed(confirmation):
    OutboxMail.objects.update(status="failed", error="SMTPDataError: 452 full", attempts=6)
    confirmation.refresh_from_db()
    return confirmation


def desk(client, *permissions):
    client.force_login(make_user(permissions=permissions))
    return client


def url_of(mail):
    return reverse("feedback_outbox:edit", args=[mail.pk])


def test_the_list_tells_what_failed_and_names_no_address(client, failed):
    page = desk(client, "view_outboxmail").get(reverse(LIST)).content.decode()
    assert "452 full" in page
    assert "anna@" not in page


def test_the_list_filters_by_state(client, failed):
    page = desk(client, "view_outboxmail").get(reverse(LIST), {"status": "sent"}).content.decode()
    assert "452 full" not in page


def test_a_failed_mail_is_sent_again(client, failed, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        response = desk(client, "view_outboxmail", "change_outboxmail").post(url_of(failed))
    failed.refresh_from_db()
    assert (response.status_code, failed.status) == (302, "sent")


def test_who_may_only_look_sends_nothing(client, failed):
    client = desk(client, "view_outboxmail")
    assert b"Send again" not in client.get(url_of(failed)).content
    client.post(url_of(failed))
    failed.refresh_from_db()
    assert failed.status == "failed"


def test_strangers_see_nothing(client, failed):
    client = desk(client)
    assert client.get(reverse(LIST)).status_code == 302
    assert client.get(url_of(failed)).status_code in {302, 403}


@pytest.mark.parametrize("action", ["add", "delete"])
def test_nobody_adds_or_deletes_mail(client, failed, action):
    client.force_login(make_user("root", superuser=True))
    args = [] if action == "add" else [failed.pk]
    client.post(reverse(f"feedback_outbox:{action}", args=args))
    assert OutboxMail.objects.count() == 1
